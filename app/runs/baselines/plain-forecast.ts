import { seasonalNaive } from './naive-forecasts.ts';

/** What a forecast is made from: the window before it, and how far it reaches. */
export interface ForecastShape {
  window: number;
  horizon: number;
  season: number;
}

/**
 * Mean absolute error of the seasonal naive forecast, told from each sample's own window (of a season longer than that: from its last
 * value), over samples that start at these rows of a column. Null of none, and where nothing that is forecast is known.
 */
export function plainForecastError(values: Float64Array, starts: Int32Array, { window, horizon, season }: ForecastShape): number | null {
  let [sum, count] = [0, 0];
  for (const start of starts) {
    const origin = start + window;
    const said = seasonalNaive(values.subarray(start, origin), season <= window ? season : 1, horizon);
    for (let step = 0; step < horizon; step += 1) {
      const apart = Math.abs((values[origin + step] ?? Number.NaN) - (said[step] ?? Number.NaN));
      if (Number.isNaN(apart)) continue;
      sum += apart;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}
