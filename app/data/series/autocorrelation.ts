import { isConstant, momentsOf } from '../columns/moments.ts';
import { correlation } from './fourier.ts';

/** Values that are transformed at once: memory is bounded, however long the series. */
const block = 2 ** 16;

/**
 * How alike a series is to itself `lag` steps earlier, −1 to 1, for lags 0 to `lags`; as statsmodels' acf. What is missing counts
 * nowhere (its missing="conservative"). 0 beyond lag 0 where the series is constant, or is no longer than the lag.
 */
export function autocorrelation(values: Float64Array, lags: number): Float64Array {
  const moments = momentsOf(values);
  if (isConstant(moments)) return Float64Array.from({ length: lags + 1 }, (_, lag) => (lag === 0 ? 1 : 0));
  const centred = values.map((value) => (Number.isFinite(value) ? value - moments.mean : 0));
  const sums = new Float64Array(lags + 1);
  const step = Math.max(block, lags + 1);
  for (let from = 0; from < centred.length; from += step) {
    // Sums over pairs fall apart into those whose earlier value lies in this block.
    const part = correlation(centred.subarray(from, from + step), centred.subarray(from, from + step + lags), lags);
    for (let lag = 0; lag <= lags; lag += 1) sums[lag] = (sums[lag] ?? 0) + (part[lag] ?? 0);
  }
  const whole = sums[0] ?? 0;
  return sums.map((sum, lag) => (lag >= centred.length ? 0 : sum / whole));
}

/** Of a series without memory, 95 % of the autocorrelations lie between − and + this; `count` values are not missing. */
export const whiteNoiseBand = (count: number): number => 1.959963984540054 / Math.sqrt(count);
