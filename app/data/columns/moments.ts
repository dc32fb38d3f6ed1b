/** Mean and variance of the numbers of a column; the variance is that of the population, divided by their count. */
export interface Moments {
  count: number;
  mean: number;
  variance: number;
}

/** Of all that are finite: NaN and infinities are skipped. Two passes, so that a large mean costs no digits. Of none, all are 0. */
export function momentsOf(values: Float64Array): Moments {
  let count = 0;
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    count += 1;
    sum += value;
  }
  if (count === 0) return { count: 0, mean: 0, variance: 0 };
  const mean = sum / count;
  let squares = 0;
  let rest = 0;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const apart = value - mean;
    squares += apart * apart;
    rest += apart;
  }
  // The mean is rounded: what it is off by is taken out (Chan, Golub & LeVeque 1983, "Algorithms for computing the sample variance").
  return { count, mean: mean + rest / count, variance: (squares - (rest * rest) / count) / count };
}

/**
 * Whether a column varies by no more than rounding of its mean makes it seem to: 0.1 a thousand times is constant. The bound is
 * that of scikit-learn's StandardScaler.
 */
export function isConstant({ count, mean, variance }: Moments): boolean {
  return variance <= count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
}
