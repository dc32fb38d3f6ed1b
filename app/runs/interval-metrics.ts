/** Figures of forecasts that name a range. All take [items] of the same length, in the target's own unit, nothing missing. */
type Numbers = ArrayLike<number>;

/**
 * Quantile (pinball) loss of answers that `share` (0 to 1) of the actual values should lie below: share·(actual − predicted) above
 * the answer, (1 − share)·(predicted − actual) below it, as scikit-learn's mean_pinball_loss (Koenker & Bassett 1978). Null of none.
 */
export function pinballLoss(actual: Numbers, predicted: Numbers, share: number): number | null {
  let sum = 0;
  for (let item = 0; item < actual.length; item += 1) {
    const above = (actual[item] ?? Number.NaN) - (predicted[item] ?? Number.NaN);
    sum += above >= 0 ? share * above : (share - 1) * above;
  }
  return actual.length === 0 ? null : sum / actual.length;
}

/** How intervals did. */
export interface IntervalScore {
  /** Share of the actual values from low to high, both included; one whose low lies above its high covers nothing. */
  coverage: number;
  /** Mean of high − low. */
  width: number;
}

/** Of intervals that say from `low` to `high`; null of none. */
export function intervalScore(actual: Numbers, low: Numbers, high: Numbers): IntervalScore | null {
  let [covered, width] = [0, 0];
  for (let item = 0; item < actual.length; item += 1) {
    const [value, least, most] = [actual[item] ?? Number.NaN, low[item] ?? Number.NaN, high[item] ?? Number.NaN];
    if (least <= value && value <= most) covered += 1;
    width += most - least;
  }
  return actual.length === 0 ? null : { coverage: covered / actual.length, width: width / actual.length };
}
