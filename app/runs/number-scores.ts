import { z } from 'zod';
import {
  determination,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanAbsoluteScaledError,
  rootMeanSquaredError,
  symmetricPercentageError,
} from './forecast-metrics.ts';
import { intervalScore, pinballLoss } from './interval-metrics.ts';

/** Figures of answers that are numbers, in the target's own unit; those that cannot be told are null. */
export const numberScore = z.object({
  mae: z.number(),
  rmse: z.number(),
  /** Shares: 0.05 is 5 %. */
  mape: z.number().nullable(),
  smape: z.number().nullable(),
  /** Of series: mean absolute error over that of the seasonal naive forecast, one step ahead all along the training part. */
  mase: z.number().nullable(),
  r2: z.number().nullable(),
});
export type NumberScore = z.infer<typeof numberScore>;

/** How ranges did that so many of the actual values should lie in (`share`, 0 to 1). */
export const intervalFigures = z.object({
  share: z.number(),
  coverage: z.number(),
  width: z.number(),
  /** Mean pinball loss over all quantiles. */
  pinball: z.number(),
});
export type IntervalFigures = z.infer<typeof intervalFigures>;

/** Answers beside what is right, equally long; pairs of which one is not known do not count. */
export interface Answered {
  actual: Float64Array;
  predicted: Float64Array;
}

/** Scores answers; `naiveError`: see `seasonalNaiveError`, null where there is none. Null where nothing counts. */
export function scoreNumbers(answered: Answered, naiveError: number | null): NumberScore | null {
  const { actual, predicted } = known(answered);
  const mae = meanAbsoluteError(actual, predicted);
  const rmse = rootMeanSquaredError(actual, predicted);
  if (mae === null || rmse === null) return null;
  return {
    mae,
    rmse,
    mape: meanAbsolutePercentageError(actual, predicted),
    smape: symmetricPercentageError(actual, predicted),
    mase: meanAbsoluteScaledError(actual, predicted, naiveError),
    r2: determination(actual, predicted),
  };
}

/** Scores quantiles, a list of answers each, of shares that rise; null of fewer than two, and where nothing counts. */
export function scoreIntervals(
  actual: Float64Array,
  quantiles: readonly { share: number; predicted: Float64Array }[],
): IntervalFigures | null {
  const [low, high] = [quantiles[0], quantiles.at(-1)];
  if (low === undefined || high === undefined || low === high) return null;
  const places = Array.from(actual.keys()).filter((place) => Number.isFinite(actual[place]));
  const of = (values: Float64Array) => Float64Array.from(places, (place) => values[place] ?? Number.NaN);
  const right = of(actual);
  const score = intervalScore(right, of(low.predicted), of(high.predicted));
  if (score === null) return null;
  const losses = quantiles.map(({ share, predicted }) => pinballLoss(right, of(predicted), share) ?? 0);
  return { share: high.share - low.share, ...score, pinball: losses.reduce((sum, each) => sum + each, 0) / losses.length };
}

function known({ actual, predicted }: Answered): Answered {
  const counts = (place: number) => Number.isFinite(actual[place]) && Number.isFinite(predicted[place]);
  return { actual: actual.filter((_, place) => counts(place)), predicted: predicted.filter((_, place) => counts(place)) };
}
