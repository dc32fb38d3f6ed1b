import { drawn } from './drawn.ts';

export interface SeriesPlan {
  rows: number;
  /** Steps in a season, and how far it swings to each side. */
  period: number;
  swing: number;
  slope: number;
  level: number;
  noise: number;
}

/** A season, a trend and noise, the same for the same seed: [rows]. */
export function drawnSeries(seed: number, { rows, period, swing, slope, level, noise }: SeriesPlan): Float64Array<ArrayBuffer> {
  const random = drawn(seed).floats(rows);
  return Float64Array.from(random, (jitter, row) => level + slope * row + swing * Math.sin((2 * Math.PI * row) / period) + noise * jitter);
}

/** The same with about one value in `every` missing. */
export function withHoles(values: Float64Array, seed: number, every: number): Float64Array<ArrayBuffer> {
  const random = drawn(seed);
  return Float64Array.from(values, (value) => (random.whole(1, every) === 1 ? Number.NaN : value));
}
