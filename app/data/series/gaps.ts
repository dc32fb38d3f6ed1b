import { appError } from '../../errors.ts';
import { type Interval, intervalsBetween, intervalWords } from './interval.ts';

/** What is put into a gap: the row before it again, or nothing: rows stay side by side. What comes after it would be told too early. */
export type GapRule = 'forward' | 'leave';

/** More rows than this come of a wrong date. */
const mostRows = 50_000_000;

/** How often each row of a series that is in order and has each time once stands, with those that fill the gap behind it. Throws `gaps-too-long`. */
export function repeatsOf(times: Float64Array, interval: Interval): Int32Array {
  const repeats = new Int32Array(times.length).fill(1);
  let rows = Math.min(1, times.length);
  for (let row = 1; row < times.length; row += 1) {
    const steps = Math.max(1, Math.round(intervalsBetween(interval, times[row - 1] ?? 0, times[row] ?? 0)));
    repeats[row - 1] = steps;
    rows += steps;
  }
  if (rows > mostRows) throw appError('gaps-too-long', { rows, most: mostRows, interval: intervalWords(interval, 1) });
  return repeats;
}
