import { appError } from '../../errors.ts';

/** How season and trend make up the values: added, or the season a factor of the trend. */
export type SeasonModel = 'additive' | 'multiplicative';

/** A series' parts, [steps] each; trend and residual are NaN where the moving average lacks values, half a period at each end. */
export interface Decomposition {
  trend: Float64Array;
  seasonal: Float64Array;
  residual: Float64Array;
}

/**
 * Trend by a centred moving average over one period, season as the mean of what is left at each place of the period; as statsmodels'
 * seasonal_decompose. For a period of 2 steps or more. Throws `cycles-too-few`, `series-with-missing`, `values-not-positive`.
 */
export function seasonalDecomposition(values: Float64Array, period: number, model: SeasonModel): Decomposition {
  const missing = values.reduce((count, value) => (Number.isFinite(value) ? count : count + 1), 0);
  if (missing > 0) throw appError('series-with-missing', { missing });
  if (values.length < 2 * period) throw appError('cycles-too-few', { period, got: values.length });
  const multiplicative = model === 'multiplicative';
  const least = values.reduce((lowest, value) => Math.min(lowest, value), Number.POSITIVE_INFINITY);
  if (multiplicative && least <= 0) throw appError('values-not-positive', { least });

  const trend = centredAverage(values, period);
  const left = values.map((value, at) => (multiplicative ? value / (trend[at] ?? 0) : value - (trend[at] ?? 0)));
  const cycle = placeMeans(left, period);
  const level = cycle.reduce((sum, value) => sum + value, 0) / period;
  const season = cycle.map((value) => (multiplicative ? value / level : value - level));
  const seasonal = values.map((_, at) => season[at % period] ?? 0);
  const residual = left.map((value, at) => (multiplicative ? value / (seasonal[at] ?? 0) : value - (seasonal[at] ?? 0)));
  return { trend, seasonal, residual };
}

/** The mean of the period around each value; of an even period, one value more, with half a weight for the first and the last. */
function centredAverage(values: Float64Array, period: number): Float64Array {
  const half = Math.floor(period / 2);
  const even = period % 2 === 0;
  const averages = new Float64Array(values.length).fill(Number.NaN);
  let sum = 0;
  for (let at = half; at + half < values.length; at += 1) {
    const from = at - half;
    // Added up anew once a period, or rounding would pile up along the series.
    if (from % period === 0) sum = values.subarray(from, from + period).reduce((total, value) => total + value, 0);
    else sum += (values[from + period - 1] ?? 0) - (values[from - 1] ?? 0);
    averages[at] = (sum + (even ? ((values[at + half] ?? 0) - (values[from] ?? 0)) / 2 : 0)) / period;
  }
  return averages;
}

/** The mean at each place of the period, NaN left out. */
function placeMeans(values: Float64Array, period: number): Float64Array {
  const [sums, counts] = [new Float64Array(period), new Float64Array(period)];
  for (const [at, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    sums[at % period] = (sums[at % period] ?? 0) + value;
    counts[at % period] = (counts[at % period] ?? 0) + 1;
  }
  return sums.map((sum, place) => sum / (counts[place] ?? 0));
}
