import { type Dialect, RecordReader } from './records.ts';

const delimiters = [',', '\t', ';', '|'] as const;
const mostRecords = 200;
/** Of the beginning, so much tells. */
const mostCharacters = 256 * 1024;

/** By so much must rows fit better without quoting: a few broken quotes among many are damage. */
const clearly = 0.1;

/** How well a dialect explains the beginning of a file: the share of its rows that have the usual number of cells, and that number. */
function fitOf(text: string, last: boolean, dialect: Dialect): { share: number; cells: number } {
  const counts = new Map<number, number>();
  let rows = 0;
  let problems = 0;
  const reader = new RecordReader(dialect, [], {
    record(_, count) {
      if (rows++ < mostRecords) counts.set(count, (counts.get(count) ?? 0) + 1);
    },
    problem() {
      problems += 1;
    },
  });
  reader.feed(text, last);
  // The first row is longer than what is looked at: its beginning has to do.
  if (rows === 0 && problems === 0) reader.feed('', true);
  const [cells, most] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  return { share: most / Math.max(1, Math.min(rows, mostRecords) + problems), cells };
}

/**
 * Guesses delimiter and quoting from the beginning of a table: those under which most rows have the same number of cells, two at
 * least. Commas and quotes win where others do no better. `given` is settled already.
 */
export function guessDialect(head: string, last: boolean, given: { [K in keyof Dialect]?: Dialect[K] | undefined }): Dialect {
  const text = head.slice(0, mostCharacters);
  const whole = last && text.length === head.length;
  const tried = (given.delimiter === undefined ? delimiters : [given.delimiter]).flatMap((delimiter) =>
    (given.quotes === undefined ? [true, false] : [given.quotes]).map((quotes) => {
      const { share, cells } = fitOf(text, whole, { delimiter, quotes });
      return { dialect: { delimiter, quotes }, score: cells > 1 ? share - (quotes ? 0 : clearly) : 0 };
    }),
  );
  const best = tried.reduce((a, b) => (b.score > a.score + 0.02 ? b : a));
  if (best.score >= 0.5 || given.delimiter !== undefined) return best.dialect;
  // One column: a delimiter that no row holds leaves each whole.
  const unused = delimiters.find((delimiter) => !text.includes(delimiter));
  return { delimiter: unused ?? best.dialect.delimiter, quotes: given.quotes ?? true };
}

const mostNameCharacters = 100;
const isNumber = (cell: string): boolean => cell.trim() !== '' && Number.isFinite(Number(cell));

/** Whether the first row names the columns: no cell of it is long, a number, or found again below it. */
export function guessHeader(first: readonly string[], others: readonly (readonly (string | null)[])[]): boolean {
  if (first.every((cell) => cell.trim() === '')) return false;
  return !first.some(
    (cell, i) => cell.length > mostNameCharacters || isNumber(cell) || others.some((row) => cell !== '' && row[i] === cell),
  );
}
