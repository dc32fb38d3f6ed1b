import { expect, it } from 'vitest';
import { ByteRecords } from '#main/importers/tables/byte-records.ts';
import { type Dialect, RecordReader } from '#main/importers/texts/records.ts';
import { drawn } from '#test/helpers/drawn.ts';

type Read = { line: number; cells: string[] } | { line: number; problem: string };

const most = 40;

/** Reads pieces of a table by its bytes; rows with another number of cells than two are problems. */
function byBytes(pieces: readonly string[], dialect: Dialect): Read[] {
  const all: Read[] = [];
  const records = new ByteRecords({ ...dialect, header: false }, 2, { problem: (line, problem) => all.push({ line, problem }) }, most);
  pieces.forEach((piece, number) => {
    records.feed(Buffer.from(piece), number === pieces.length - 1);
    for (let found = records.next(); found !== null; found = records.next()) {
      for (let row = 0; row < found.rows; row += 1) {
        const cell = (column: number) => found.bytes.toString('utf8', found.starts[row * 2 + column], found.ends[row * 2 + column]);
        all.push({ line: found.lines[row] ?? 0, cells: [cell(0), cell(1)] });
      }
    }
  });
  return all.sort((one, other) => one.line - other.line);
}

/** The same by its text. */
function byText(pieces: readonly string[], dialect: Dialect): Read[] {
  const all: Read[] = [];
  const reader = new RecordReader(
    dialect,
    null,
    {
      record: (cells, count, line) =>
        all.push(count === 2 ? { line, cells: cells.map(String) } : { line, problem: `a row must have 2 cells; got ${count}` }),
      problem: (line, problem) => all.push({ line, problem }),
    },
    most,
  );
  pieces.forEach((piece, number) => {
    reader.feed(piece, number === pieces.length - 1);
  });
  return all.sort((one, other) => one.line - other.line);
}

it('20,000 tables in pieces of any size have the rows and problems that their text has', () => {
  let rows = 0;
  let problems = 0;
  for (let number = 0; number < 20_000; number += 1) {
    const random = drawn(number);
    const dialect = { delimiter: random.pick([',', '\t', ';']), quotes: random.whole(0, 3) > 0 };
    const pick = () =>
      random.pick(['a', 'b1', dialect.delimiter, dialect.delimiter, '\n', '\n', '\r\n', '\r', '"', '"', '""', ' ', 'é漢', '\0']);
    const pieces = Array.from({ length: random.whole(1, 4) }, () => Array.from({ length: random.whole(0, 24) }, pick).join(''));
    const found = byBytes(pieces, dialect);
    expect(found, JSON.stringify(pieces)).toEqual(byText(pieces, dialect));
    rows += found.filter((each) => 'cells' in each).length;
    problems += found.filter((each) => 'problem' in each).length;
  }
  expect(rows).toBeGreaterThan(20_000);
  expect(problems).toBeGreaterThan(20_000);
});

it('a header is the first row, whatever its length', () => {
  const all: number[] = [];
  const records = new ByteRecords({ delimiter: ',', quotes: true, header: true }, 2, { problem: (line) => all.push(line) });
  records.feed(Buffer.from('\na,b,c\n1,2\n1\n'), true);
  expect(records.next()).toMatchObject({ rows: 1 });
  expect(all).toEqual([4]);
});
