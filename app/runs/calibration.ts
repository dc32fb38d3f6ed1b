/** Answers of like certainty, and how many of them were right. */
export interface CalibrationBin {
  items: number;
  /** Their mean probability, and the share of them that came true; they are the same where the model knows what it knows. */
  said: number;
  cameTrue: number;
}

/**
 * Sorts answers by their probability into `bins` of the same width over 0 to 1; empty ones are left out. As scikit-learn's
 * calibration_curve: a bin holds its upper border, the first one 0 too. For several classes, give the probability of the answer,
 * and whether it was right.
 */
export function calibration(probabilities: ArrayLike<number>, outcomes: ArrayLike<boolean>, bins: number): CalibrationBin[] {
  const all = Array.from({ length: bins }, () => ({ items: 0, said: 0, cameTrue: 0 }));
  const borders = Array.from({ length: bins - 1 }, (_, border) => (border + 1) / bins);
  for (let item = 0; item < probabilities.length; item += 1) {
    const probability = probabilities[item] ?? 0;
    const bin = all[borders.filter((border) => border < probability).length];
    if (bin === undefined) continue;
    bin.items += 1;
    bin.said += probability;
    bin.cameTrue += outcomes[item] === true ? 1 : 0;
  }
  return all
    .filter(({ items }) => items > 0)
    .map(({ items, said, cameTrue }) => ({ items, said: said / items, cameTrue: cameTrue / items }));
}

/** Expected calibration error: how far said and came true lie apart, on average over the items (Guo et al. 2017). 0 of none. */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const items = bins.reduce((sum, bin) => sum + bin.items, 0);
  return bins.reduce((sum, bin) => sum + (bin.items / items) * Math.abs(bin.said - bin.cameTrue), 0);
}

/** Brier score: mean of (probability − outcome)²; 0 at best, as scikit-learn's brier_score_loss. Null of none. */
export function brierScore(probabilities: ArrayLike<number>, outcomes: ArrayLike<boolean>): number | null {
  let sum = 0;
  for (let item = 0; item < probabilities.length; item += 1) sum += ((probabilities[item] ?? 0) - (outcomes[item] === true ? 1 : 0)) ** 2;
  return probabilities.length === 0 ? null : sum / probabilities.length;
}
