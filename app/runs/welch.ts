/** Student's t for 95 % on both sides, for 1, 2, … 30 degrees of freedom. */
const students = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11, 2.101, 2.093, 2.086,
  2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/**
 * How far the difference of two means may be off, 95 times in 100, from the values alone: Welch's test with the degrees of freedom of
 * Satterthwaite, rounded down (Welch 1947, "The generalization of 'Student's' problem"). Null where one has a single value.
 */
export function welchMargin(one: readonly number[], other: readonly number[]): number | null {
  if (one.length < 2 || other.length < 2) return null;
  const [first, second] = [varianceOfMean(one), varianceOfMean(other)];
  const both = first + second;
  if (both === 0) return 0;
  const freedom = both ** 2 / (first ** 2 / (one.length - 1) + second ** 2 / (other.length - 1));
  return (students[Math.floor(freedom + 1e-9) - 1] ?? 2) * Math.sqrt(both);
}

function varianceOfMean(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (values.length - 1) / values.length;
}
