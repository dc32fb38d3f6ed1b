/** Figures of answers that are numbers. All take [items] of the same length, in the target's own unit and without missing values. */
type Numbers = ArrayLike<number>;

/** Mean over the items of what `of` says of actual and predicted; null of none. */
function meanOf(actual: Numbers, predicted: Numbers, of: (actual: number, predicted: number) => number): number | null {
  let sum = 0;
  for (let item = 0; item < actual.length; item += 1) sum += of(actual[item] ?? Number.NaN, predicted[item] ?? Number.NaN);
  return actual.length === 0 ? null : sum / actual.length;
}

/** Mean absolute error; null of none. */
export const meanAbsoluteError = (actual: Numbers, predicted: Numbers): number | null =>
  meanOf(actual, predicted, (one, other) => Math.abs(one - other));

/** Root of the mean squared error; null of none. */
export function rootMeanSquaredError(actual: Numbers, predicted: Numbers): number | null {
  const squared = meanOf(actual, predicted, (one, other) => (one - other) ** 2);
  return squared === null ? null : Math.sqrt(squared);
}

/** MAPE, mean of |actual − predicted| / |actual|, as a share: 0.05 is 5 %. Null of none, and where an actual value is 0. */
export function meanAbsolutePercentageError(actual: Numbers, predicted: Numbers): number | null {
  const mean = meanOf(actual, predicted, (one, other) => (one === 0 ? Number.POSITIVE_INFINITY : Math.abs((one - other) / one)));
  return mean === Number.POSITIVE_INFINITY ? null : mean;
}

/**
 * sMAPE, mean of 2·|actual − predicted| / (|actual| + |predicted|), 0 to 2, as in the M4 competition (Makridakis et al. 2020); an
 * item of which both are 0 is right. Null of none.
 */
export const symmetricPercentageError = (actual: Numbers, predicted: Numbers): number | null =>
  meanOf(actual, predicted, (one, other) => (one === other ? 0 : (2 * Math.abs(one - other)) / (Math.abs(one) + Math.abs(other))));

/**
 * Mean absolute error of saying what was `season` steps earlier, one step ahead all along the training part, in order of time:
 * what MASE is measured by. Pairs with a missing value are left out; null without a pair.
 */
export function seasonalNaiveError(train: Numbers, season: number): number | null {
  let [sum, count] = [0, 0];
  for (let at = season; at < train.length; at += 1) {
    const apart = Math.abs((train[at] ?? Number.NaN) - (train[at - season] ?? Number.NaN));
    if (!Number.isFinite(apart)) continue;
    sum += apart;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

/**
 * MASE: mean absolute error over `seasonalNaiveError` of the training part; below 1 is better than that (Hyndman & Koehler 2006,
 * "Another look at measures of forecast accuracy"). Null of none, and where the training part only repeats itself.
 */
export function meanAbsoluteScaledError(actual: Numbers, predicted: Numbers, naiveError: number | null): number | null {
  const error = meanAbsoluteError(actual, predicted);
  return error === null || naiveError === null || naiveError === 0 ? null : error / naiveError;
}

/** R²: 1 − squared error / squared error of their own mean; 1 at best, no bound below. Null where all actual values are alike. */
export function determination(actual: Numbers, predicted: Numbers): number | null {
  const mean = meanOf(actual, actual, (one) => one);
  if (mean === null) return null;
  let [left, whole, varies] = [0, 0, false];
  for (let item = 0; item < actual.length; item += 1) {
    const value = actual[item] ?? Number.NaN;
    varies ||= value !== actual[0];
    left += (value - (predicted[item] ?? Number.NaN)) ** 2;
    whole += (value - mean) ** 2;
  }
  return varies ? 1 - left / whole : null;
}
