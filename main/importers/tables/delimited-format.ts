import { Decoding } from '../texts/decoding.ts';
import { type Dialect, RecordReader } from '../texts/records.ts';
import { beginningOf } from '../texts/table-beginning.ts';
import type { Piece } from '../texts/text-file.ts';
import { ByteRecords, scannable } from './byte-records.ts';
import type { Target, TextFormat } from './text-table.ts';

/** CSV, TSV and the like: one row a record, its cells between delimiters. */
export const delimitedFormat: TextFormat = {
  kind: 'table',
  beginning(path, head, { encoding, delimiter, quotes, header }) {
    const found = beginningOf(path, head, { encoding, delimiter, quotes, header });
    return { ...found, hints: { header: found.header, delimiter: found.dialect.delimiter, nested: new Set() } };
  },
  feeder({ names, dialect }, target) {
    const known = dialect ?? { delimiter: ',', quotes: true, header: true };
    const fast = target.file.encoding === 'utf-8' && scannable(known);
    return fast ? byBytes(known, names.length, target) : byText(known, names.length, target);
  },
};

/** Rows of UTF-8 are read from their bytes. */
function byBytes(dialect: Dialect & { header: boolean }, columns: number, { filling, atLine }: Target): (piece: Piece) => void {
  const records = new ByteRecords(dialect, columns, { problem: (line, reason) => filling.skip(line, reason) });
  return ({ bytes, last }) => {
    records.feed(bytes, last);
    for (let rows = records.next(); rows !== null; rows = records.next()) {
      atLine(rows.lines[0] ?? 0);
      filling.takeScanned(rows);
    }
  };
}

/** The same of any encoding, by way of its text. */
export function byText(
  dialect: Dialect & { header: boolean },
  count: number,
  { file, filling, columns, atLine }: Target,
): (piece: Piece) => void {
  const decoding = new Decoding(file.encoding);
  let header = dialect.header;
  const reader = new RecordReader(dialect, null, {
    record(cells, found, line) {
      atLine(line);
      if (header) header = false;
      else if (found !== count) filling.skip(line, `a row must have ${count} cells; got ${found}`);
      else
        filling.takeRow(
          line,
          columns.map(({ reader: cell }, number) => cell.read(cells[number] ?? '')),
        );
    },
    problem: (line, reason) => filling.skip(line, reason),
  });
  return ({ bytes, last }) => reader.feed(decoding.decode(bytes, last), last);
}
