/** How many times stand behind a later one. */
export function timesOutOfOrder(times: Float64Array): number {
  let count = 0;
  for (let row = 1; row < times.length; row += 1) if ((times[row] ?? 0) < (times[row - 1] ?? 0)) count += 1;
  return count;
}

/** So many rows and more are merged between two calls of `told`. */
const toldEvery = 2 ** 16;

/**
 * Brings times in order, in place, and with each its row; those of one time keep theirs. Takes half their memory again, and little time
 * where few are out of order. `told` is called many times a second.
 */
export function sortByTime(times: Float64Array, rows: Int32Array, told: () => void): void {
  const half = Math.ceil(rows.length / 2);
  const earlier = { times: new Float64Array(half), rows: new Int32Array(half) };
  const sort = (from: number, to: number) => {
    if (to - from < 2) return;
    const middle = from + Math.ceil((to - from) / 2);
    sort(from, middle);
    sort(middle, to);
    if ((times[middle] ?? 0) < (times[middle - 1] ?? 0)) merge({ times, rows }, earlier, { from, middle, to });
    if (to - from > toldEvery) told();
  };
  sort(0, rows.length);
}

interface TimedRows {
  times: Float64Array;
  rows: Int32Array;
}

/** Merges rows [from, middle), which are kept in `earlier` meanwhile, and [middle, to), both in order. */
function merge({ times, rows }: TimedRows, earlier: TimedRows, { from, middle, to }: { from: number; middle: number; to: number }): void {
  const count = middle - from;
  for (let place = 0; place < count; place += 1) {
    earlier.times[place] = times[from + place] ?? 0;
    earlier.rows[place] = rows[from + place] ?? 0;
  }
  let [one, other] = [0, middle];
  for (let place = from; one < count; place += 1) {
    const [first, second] = [earlier.times[one] ?? 0, times[other] ?? 0];
    if (other < to && second < first) {
      times[place] = second;
      rows[place] = rows[other] ?? 0;
      other += 1;
    } else {
      times[place] = first;
      rows[place] = earlier.rows[one] ?? 0;
      one += 1;
    }
  }
}
