import { quantileOf } from '../data/columns/quantile.ts';

/** An answer that lies unusually far off. */
export interface Anomaly {
  /** Its place among the answers. */
  place: number;
  /** How far off, in robust deviations. */
  score: number;
}

/** So many deviations off is none by chance: once in 15,000 answers of normal errors. */
const usualBound = 4;
/** The median absolute deviation of normal numbers is so much of their standard deviation, 1/Φ⁻¹(¾) (Rousseeuw & Croux 1993). */
const perDeviation = 1.4826;

/**
 * Answers of which the error lies far outside of what errors usually are: |error − median| above `bound` robust deviations, that with
 * the largest first, `most` at most. None where more than half of the errors are alike.
 */
export function anomalies(actual: Float64Array, predicted: Float64Array, most: number, bound = usualBound): Anomaly[] {
  const errors = actual.map((value, place) => value - (predicted[place] ?? Number.NaN));
  const middle = quantileOf(errors, 0.5);
  const apart = errors.map((error) => Math.abs(error - middle));
  const deviation = perDeviation * quantileOf(apart, 0.5);
  if (!(deviation > 0)) return [];
  return Array.from(apart, (each, place) => ({ place, score: each / deviation }))
    .filter(({ score }) => score > bound)
    .sort((one, other) => other.score - one.score)
    .slice(0, most);
}
