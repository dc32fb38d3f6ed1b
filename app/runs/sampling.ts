/** How the next token is drawn from probabilities. */
export interface Sampling {
  /** Below 1 likely tokens become likelier still, above 1 all become more alike; 0 always takes the likeliest. */
  temperature: number;
  /** Only so many, the likeliest; 0: all. */
  topK: number;
}

/**
 * Draws a place: pᵢ^(1/temperature) / Σ pⱼ^(1/temperature) over the `topK` likeliest of those that may be drawn; `draw` is a
 * random number of [0, 1). −1 where none may be drawn. Temperature as in Ackley, Hinton and Sejnowski (1985); top-k as in Fan et al. (2018).
 */
export function sample(
  probabilities: ArrayLike<number>,
  { temperature, topK }: Sampling,
  mayBe: (place: number) => boolean,
  draw: number,
): number {
  const places = Array.from({ length: probabilities.length }, (_, place) => place).filter(mayBe);
  // Of equals the first comes first, so that a draw is always the same one.
  const ranked = places.sort((one, other) => (probabilities[other] ?? 0) - (probabilities[one] ?? 0) || one - other);
  const kept = topK > 0 ? ranked.slice(0, topK) : ranked;
  const [likeliest = -1] = kept;
  if (temperature === 0) return likeliest;
  const largest = Math.log(Math.max(probabilities[likeliest] ?? 0, Number.MIN_VALUE));
  const weights = kept.map((place) => Math.exp((Math.log(Math.max(probabilities[place] ?? 0, Number.MIN_VALUE)) - largest) / temperature));
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [at, place] of kept.entries()) {
    left -= weights[at] ?? 0;
    if (left < 0) return place;
  }
  return kept.at(-1) ?? -1;
}
