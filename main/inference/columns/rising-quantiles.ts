/** Answers, of which `share` of the actual values should lie below each. */
export interface Quantile {
  share: number;
  predicted: Float64Array;
}

/**
 * Each quantile's answers, the higher share never below the lower one: those of an answer are sorted (Chernozhukov, Fernández-Val &
 * Galichon 2010, "Quantile and probability curves without crossing"). Without shares, the one answer there is.
 */
export function risingQuantiles(said: Float64Array, shares: readonly number[]): Quantile[] {
  if (shares.length === 0) return [{ share: 0.5, predicted: said }];
  const sorted = new Float64Array(said.length);
  for (let at = 0; at < said.length; at += shares.length) sorted.set(said.slice(at, at + shares.length).sort(), at);
  return shares.map((share, place) => ({ share, predicted: sorted.filter((_, at) => at % shares.length === place) }));
}

/** The answers nearest the middle: what a run says where it says one number. Throws TypeError of none. */
export const middleOf = (quantiles: readonly Quantile[]): Quantile =>
  quantiles.reduce((best, each) => (Math.abs(each.share - 0.5) < Math.abs(best.share - 0.5) ? each : best));
