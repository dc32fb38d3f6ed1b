import { codeCount, type FittedText } from './fitted.ts';
import { specialTokens } from './special-tokens.ts';

/** A text as numbers for some columns of the vocabulary, in rising order; all other columns are 0. */
export interface SparseRow {
  columns: Int32Array;
  values: Float64Array;
}

/** Counts how often each word of the vocabulary is in a text's codes; what is unknown counts nowhere. */
export function bagMaker(fitted: FittedText): (codes: Int32Array) => SparseRow {
  const first = specialTokens(fitted.settings).length;
  const counts = new Int32Array(codeCount(fitted));
  return (codes) => {
    let distinct = 0;
    for (const code of codes) {
      if (code < first) continue;
      if (counts[code] === 0) distinct += 1;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    const columns = new Int32Array(distinct);
    let place = 0;
    for (const code of codes) {
      const count = counts[code] ?? 0;
      if (code < first || count < 0) continue;
      columns[place] = code;
      place += 1;
      // Taken down: negative, until the row is made.
      counts[code] = -count;
    }
    columns.sort();
    const values = new Float64Array(distinct);
    for (let at = 0; at < distinct; at += 1) {
      const code = columns[at] ?? 0;
      values[at] = -(counts[code] ?? 0);
      counts[code] = 0;
      columns[at] = code - first;
    }
    return { columns, values };
  };
}

/** Writes a row as `width` numbers from `offset` on. */
export function spreadRow({ columns, values }: SparseRow, width: number, into: Float32Array | Float64Array, offset: number): void {
  into.fill(0, offset, offset + width);
  for (let at = 0; at < columns.length; at += 1) into[offset + (columns[at] ?? 0)] = values[at] ?? 0;
}
