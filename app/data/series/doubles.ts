/** What becomes of rows of the same time: none of them stays, the first does, or one with their mean; of what is no number, the first. */
export type DoublesRule = 'drop' | 'first' | 'mean';

/** Rows of a series in the order of time, each time once. */
export interface RowsOnce {
  times: Float64Array;
  rows: Int32Array;
  /** Where among `rows` those of each time begin, which become one; null: a time has one row. */
  begins: Int32Array | null;
}

/** Of rows in the order of their times those that stay; both arrays are written anew, from their beginning. */
export function rowsOnce(times: Float64Array, rows: Int32Array, rule: DoublesRule): RowsOnce {
  const begins = rule === 'mean' ? new Int32Array(timesIn(times)) : null;
  let count = 0;
  for (let from = 0, to = 0; from < rows.length; from = to) {
    while (to < rows.length && times[to] === times[from]) to += 1;
    if (rule === 'drop' && to - from > 1) continue;
    times[count] = times[from] ?? 0;
    if (begins === null) rows[count] = rows[from] ?? 0;
    else begins[count] = from;
    count += 1;
  }
  return { times: times.subarray(0, count), rows: begins === null ? rows.subarray(0, count) : rows, begins };
}

/** How many different times there are. */
function timesIn(times: Float64Array): number {
  let count = 0;
  for (let row = 0; row < times.length; row += 1) if (row === 0 || times[row] !== times[row - 1]) count += 1;
  return count;
}
