import { extremes } from './overview.ts';
import type { Numbers } from './series.ts';

export interface Point {
  x: number;
  y: number;
}

/** The first place whose x is at least `value`. */
export function lowerBound(x: Numbers, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * At most `most` points (and a few) that draw like all of those between `from` and `to`, and one on either side so that lines leave the picture:
 * of each column's points the first, the lowest, the highest and the last. Nothing that would be seen is lost.
 */
export function decimate(x: Numbers, y: Numbers, from: number, to: number, most: number): Point[] {
  const start = Math.max(0, lowerBound(x, from) - 1);
  let end = lowerBound(x, to);
  if (end < x.length && x[end] === to) end++;
  end = Math.min(x.length, end + 1);
  const point = (index: number): Point => ({ x: x[index] ?? Number.NaN, y: y[index] ?? Number.NaN });
  if (end - start <= most) return Array.from({ length: Math.max(0, end - start) }, (_, offset) => point(start + offset));
  const columns = Math.max(1, Math.floor(most / 4));
  const points: Point[] = [];
  for (let column = 0; column < columns; column++) {
    const first = start + Math.floor(((end - start) * column) / columns);
    const last = start + Math.floor(((end - start) * (column + 1)) / columns) - 1;
    for (const index of extremes(y, first, last)) points.push(point(index));
  }
  return points;
}
