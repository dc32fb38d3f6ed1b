import { availableParallelism } from 'node:os';
import { Decoding } from '../texts/decoding.ts';
import { type Dialect, RecordReader } from '../texts/records.ts';
import { beginningOf } from '../texts/table-beginning.ts';
import { isByBytes } from './byte-records.ts';
import { ByteRows, ThreadedRows } from './byte-rows.ts';
import { type Feeder, type Target, type TextFormat, textFeeder } from './text-table.ts';

/** CSV, TSV and the like: one row a record, its cells between delimiters. */
export const delimitedFormat: TextFormat = {
  kind: 'table',
  beginning(path, head, { encoding, delimiter, quotes, header }) {
    const found = beginningOf(path, head, { encoding, delimiter, quotes, header });
    return { ...found, hints: { header: found.header, delimiter: found.dialect.delimiter, nested: new Set() } };
  },
  feeder({ dialect }, { path, bytes, columns }, target) {
    const known = dialect ?? { delimiter: ',', quotes: true, header: true };
    if (target.encoding !== 'utf-8' || !isByBytes(known)) return byText(known, target);
    const plan = { file: path, dialect: known, columns };
    return bytes < threadedBytes ? new ByteRows(plan, target) : new ThreadedRows(plan, target, threads());
  },
};

/** In larger files rows are read by several threads. */
const threadedBytes = 16e6;
/** Beside the one that writes, which waits half of the time. */
const mostThreads = 4;

const threads = (): number => Math.min(mostThreads, availableParallelism());

/** Rows of any encoding, by way of their text. */
function byText(dialect: Dialect & { header: boolean }, { encoding, filling, columns }: Target): Feeder {
  const decoding = new Decoding(encoding);
  let header = dialect.header;
  const reader = new RecordReader(dialect, null, {
    record(cells, found, line) {
      if (header) header = false;
      else if (found !== columns.length)
        filling.skip({ place: line, column: null, reason: `a row must have ${columns.length} cells; got ${found}` });
      else
        filling.takeRow(
          line,
          columns.map(({ reader: cell }, number) => cell.read(cells[number] ?? '')),
        );
    },
    problem: (place, reason) => filling.skip({ place, column: null, reason }),
  });
  return textFeeder(({ bytes, last }) => reader.feed(decoding.decode(bytes, last), last));
}
