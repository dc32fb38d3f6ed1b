import { expect, it } from 'vitest';
import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { ByteRecords } from '#main/importers/tables/byte-records.ts';
import { type PlannedColumn, planColumns } from '#main/importers/tables/column-plan.ts';
import { skippedCell } from '#main/importers/tables/read-rows.ts';
import type { LookedColumn } from '#main/importers/tables/source.ts';
import { type Dialect, RecordReader } from '#main/importers/texts/records.ts';
import type { SkippedRow } from '#main/importers/texts/source.ts';
import { times } from '#test/helpers/counts.ts';
import { drawn } from '#test/helpers/drawn.ts';

type Read = { line: number; cells: (string | number | null)[] } | SkippedRow;

const most = 60;
const drawnTables = times(4000, 20_000);
const wholeTables = times(2000, 10_000);

const planned = (types: readonly ColumnType[]): PlannedColumn[] =>
  planColumns(
    'x.csv',
    types.map(
      (type, number): LookedColumn => ({
        name: `c${number}`,
        unit: null,
        type,
        numbers: null,
        dates: null,
        distinct: 0,
        tellsApart: false,
        missing: 0,
        examples: [],
      }),
    ),
  );

/** What numbers stand for. */
const shown = (columns: readonly PlannedColumn[], values: readonly number[]) =>
  values.map((value, column) => (Number.isNaN(value) ? null : (columns[column]?.categories?.names[value] ?? value)));

const byLine = (all: Read[]) => all.sort((one, other) => lineOf(one) - lineOf(other));
const lineOf = (read: Read): number => ('line' in read ? read.line : Number(read.place));

/** Reads pieces of a table by its bytes. */
function byBytes(pieces: readonly string[], dialect: Dialect, columns: readonly PlannedColumn[]): Read[] {
  const all: Read[] = [];
  const records = new ByteRecords(dialect, columns, (row) => all.push(row), most);
  pieces.forEach((piece, number) => {
    records.feed(Buffer.from(piece), number === pieces.length - 1);
    for (let found = records.next(); found !== null; found = records.next()) {
      const { rows, values, stride } = found;
      for (let row = 0; row < rows; row += 1) {
        const cells = columns.map((_, column) => values[(column + 1) * stride + row] ?? 0);
        all.push({ line: values[row] ?? 0, cells: shown(columns, cells) });
      }
    }
  });
  return byLine(all);
}

/** The same by its text. */
function byText(pieces: readonly string[], dialect: Dialect, columns: readonly PlannedColumn[]): Read[] {
  const all: Read[] = [];
  const reader = new RecordReader(
    dialect,
    null,
    {
      record(cells, count, line) {
        if (count !== columns.length)
          return all.push({ place: line, column: null, reason: `a row must have ${columns.length} cells; got ${count}` });
        const values: number[] = [];
        for (const [column, { name, reader: cell }] of columns.entries()) {
          const found = cell.read(cells[column] ?? '');
          if (typeof found === 'string') return all.push(skippedCell(line, name, found));
          values.push(found);
        }
        return all.push({ line, cells: shown(columns, values) });
      },
      problem: (place, reason) => all.push({ place, column: null, reason }),
    },
    most,
  );
  pieces.forEach((piece, number) => {
    reader.feed(piece, number === pieces.length - 1);
  });
  return byLine(all);
}

const parts = [
  'a',
  'rose',
  '1',
  '25',
  '.5',
  '-',
  'e3',
  ' ',
  'NA',
  'é漢',
  '\0',
  '2024-02-29',
  'T12:30',
  ':59',
  'Z',
  'yes',
  '123456789012345678',
] as const;

it(`${drawnTables} tables in pieces of any size have the rows and problems that their text has`, () => {
  let rows = 0;
  let problems = 0;
  for (let number = 0; number < drawnTables; number += 1) {
    const random = drawn(number);
    const dialect = { delimiter: random.pick([',', '\t', ';', '|']), quotes: random.whole(0, 3) > 0 };
    const types = Array.from({ length: random.whole(1, 3) }, () =>
      random.pick<ColumnType>(['category', 'number', 'date', 'boolean', 'text', 'category']),
    );
    const marks = [dialect.delimiter, dialect.delimiter, dialect.delimiter, '\n', '\n', '\r\n', '\r', '"', '"', '""'] as const;
    const pick = () => (random.whole(0, 2) === 0 ? random.pick(marks) : random.pick(parts));
    const pieces = Array.from({ length: random.whole(1, 4) }, () => Array.from({ length: random.whole(0, 20) }, pick).join(''));
    if (!types.some((type) => type !== 'text')) types[0] = 'number';
    const found = byBytes(pieces, dialect, planned(types));
    expect(found, JSON.stringify([types, pieces])).toEqual(byText(pieces, dialect, planned(types)));
    rows += found.filter((each) => 'cells' in each).length;
    problems += found.filter((each) => 'reason' in each).length;
  }
  expect(rows).toBeGreaterThan(drawnTables / 4);
  expect(problems).toBeGreaterThan(drawnTables);
});

it(`${wholeTables} whole tables have the rows that their text has, quotes and all`, () => {
  let rows = 0;
  for (let number = 0; number < wholeTables; number += 1) {
    const random = drawn(number);
    const types = Array.from({ length: random.whole(1, 4) }, () => random.pick<ColumnType>(['category', 'number', 'date', 'boolean']));
    const cells: Record<string, () => string> = {
      category: () => random.pick(['rose', '', 'tulip', 'NA', 'a, b', 'é', 'x\ny', 'say "so"']),
      number: () => random.pick(['', `${random.whole(-1000, 1000) / 8}`, '1e-3', '-0', '.5', '5.', '-', '123456789.25']),
      date: () => new Date(random.whole(-(2 ** 40), 2 ** 41)).toISOString().slice(0, random.pick([10, 16, 19, 23, 24])),
      boolean: () => random.pick(['yes', 'no', 'true', 'FALSE', '']),
    };
    const written = (cell: string) => (/[",\n]/.test(cell) || random.whole(0, 4) === 0 ? `"${cell.replaceAll('"', '""')}"` : cell);
    const breaks = random.pick(['\n', '\r\n', '\r']);
    const row = () => types.map((type) => written(cells[type]?.() ?? '')).join(',');
    const text = Array.from({ length: random.whole(1, 6) }, row).join(breaks) + random.pick(['', breaks]);
    const cut = random.whole(0, text.length);
    const dialect = { delimiter: ',', quotes: true };
    const pieces = [text.slice(0, cut), text.slice(cut)];
    const found = byBytes(pieces, dialect, planned(types));
    expect(found, JSON.stringify([types, pieces])).toEqual(byText(pieces, dialect, planned(types)));
    rows += found.filter((each) => 'cells' in each).length;
  }
  expect(rows).toBeGreaterThan(2.5 * wholeTables);
});

it('a header is the first row, whatever its length', () => {
  const all: number[] = [];
  const records = new ByteRecords({ delimiter: ',', quotes: true }, planned(['number', 'number']), ({ place }) => all.push(Number(place)));
  records.begin(true);
  records.feed(Buffer.from('\na,b,c\n1,2\n1\n'), true);
  expect(records.next()).toMatchObject({ rows: 1 });
  expect(all).toEqual([4]);
});
