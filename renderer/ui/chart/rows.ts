import { csvCell } from '../csv.ts';
import { lowerBound } from './decimate.ts';
import type { Series } from './series.ts';

/** Every x that some series has, rising, each once. */
export function rowsOf(series: readonly Series[]): Float64Array {
  if (series.length === 1) return Float64Array.from(series[0]?.x ?? []);
  const all = new Float64Array(series.reduce((sum, one) => sum + one.x.length, 0));
  let at = 0;
  for (const one of series) {
    all.set(one.x, at);
    at += one.x.length;
  }
  all.sort();
  return all.filter((value, index) => index === 0 || value !== all[index - 1]);
}

/** The value of a series exactly at x; null where it has none. */
export function valueAt(series: Series, x: number): number | null {
  const index = lowerBound(series.x, x);
  const value = series.x[index] === x ? series.y[index] : undefined;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** The place of the point nearest to x; −1 of an empty series. */
export function nearest(series: Series, x: number): number {
  const after = lowerBound(series.x, x);
  if (after === 0) return series.x.length === 0 ? -1 : 0;
  if (after === series.x.length) return after - 1;
  return x - (series.x[after - 1] ?? 0) <= (series.x[after] ?? 0) - x ? after - 1 : after;
}

/** The chart as CSV: a row an x, a column a series, empty where it has no value there. */
export function csvOf(xTitle: string, series: readonly Series[]): string {
  const lines = [[xTitle, ...series.map((one) => one.name)].map(csvCell).join(',')];
  for (const x of rowsOf(series)) lines.push([x, ...series.map((one) => valueAt(one, x) ?? '')].join(','));
  return `${lines.join('\n')}\n`;
}
