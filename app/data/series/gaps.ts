import { appError } from '../../errors.ts';
import { type Interval, intervalsBetween, intervalWords, laterBy } from './interval.ts';
import type { TimedSeries } from './timed.ts';

/** What is put into a gap: the row before it again, or nothing: rows stay side by side. What comes after it would be told too early. */
export type GapRule = 'forward' | 'leave';

/** More rows than this come of a wrong date. */
const mostRows = 50_000_000;

/**
 * Puts the row before it again into each gap of a series that is in order and has each time once. What is missing there stays
 * missing. Throws `gaps-too-long`.
 */
export function fillGaps(series: TimedSeries, interval: Interval): TimedSeries {
  const rows = series.times.length;
  const places = new Float64Array(rows);
  for (let row = 1; row < rows; row += 1) {
    const steps = intervalsBetween(interval, series.times[row - 1] ?? 0, series.times[row] ?? 0);
    places[row] = (places[row - 1] ?? 0) + Math.max(1, Math.round(steps));
  }
  const count = rows === 0 ? 0 : (places[rows - 1] ?? 0) + 1;
  if (count > mostRows) throw appError('gaps-too-long', { rows: count, most: mostRows, interval: intervalWords(interval, 1) });

  const spread = (values: Float64Array, between: (value: number, step: number) => number) => {
    const wide = new Float64Array(count);
    for (let row = 0; row < rows; row += 1) {
      const [from, to, value] = [places[row] ?? 0, places[row + 1] ?? count, values[row] ?? Number.NaN];
      wide[from] = value;
      for (let at = from + 1; at < to; at += 1) wide[at] = between(value, at - from);
    }
    return wide;
  };
  return {
    times: spread(series.times, (time, step) => laterBy(interval, time, step)),
    columns: series.columns.map((column) => spread(column, (value) => value)),
  };
}
