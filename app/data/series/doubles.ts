import { rowsOf, type TimedSeries } from './timed.ts';

/** What becomes of rows of the same time: none of them stays, the first does, or one with their mean. */
export type DoublesRule = 'drop' | 'first' | 'mean';

/** The series, in order of time, with each time once. A mean leaves out what is missing, and is NaN of nothing else. */
export function withoutDoubles(series: TimedSeries, rule: DoublesRule): TimedSeries {
  const { times } = series;
  const firsts: number[] = [];
  for (let row = 0; row < times.length; row += 1) if (row === 0 || times[row] !== times[row - 1]) firsts.push(row);
  if (firsts.length === times.length) return series;
  const after = (place: number) => firsts[place + 1] ?? times.length;
  if (rule === 'drop') return rowsOf(series, Int32Array.from(firsts.filter((row, place) => after(place) - row === 1)));
  const kept = rowsOf(series, Int32Array.from(firsts));
  if (rule === 'first') return kept;
  return {
    times: kept.times,
    columns: series.columns.map((column) => Float64Array.from(firsts, (row, place) => meanOf(column.subarray(row, after(place))))),
  };
}

function meanOf(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}
