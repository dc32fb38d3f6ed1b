/** Quantiles of an interval that so many percent of the values lie in, with the middle. */
export const intervalQuantiles = (percent: number): number[] => [(100 - percent) / 200, 0.5, (100 + percent) / 200];

/** The percent that lie between the lowest quantile and the highest; null of fewer than two. */
export function intervalPercent(quantiles: readonly number[]): number | null {
  const [lowest, highest] = [quantiles[0], quantiles.at(-1)];
  if (lowest === undefined || highest === undefined || quantiles.length < 2) return null;
  return Math.round((highest - lowest) * 1e6) / 1e4;
}
