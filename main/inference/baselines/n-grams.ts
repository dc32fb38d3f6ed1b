interface Followers {
  total: number;
  counts: Map<number, number>;
}

/**
 * What follows what, counted: P(w | h) = λ·c(h, w)/c(h) + (1 − λ)·P(w | h without its first), λ = c(h)/(c(h) + kinds(h)), down to
 * 1/codes; kinds(h) is how many different tokens follow h (Witten and Bell, 1991).
 */
export class NGrams {
  readonly #codes: number;
  /** Counts of each order's histories, by history: how often each token follows. */
  readonly #orders: Map<string, Followers>[];

  /** `order`: tokens of the longest history, 0 or more. */
  constructor(codes: number, order: number) {
    this.#codes = codes;
    this.#orders = Array.from({ length: order + 1 }, () => new Map());
  }

  learn(history: readonly number[], next: number): void {
    for (const [order, known] of this.#orders.entries()) {
      const key = keyOf(history, order);
      if (key === null) continue;
      const followers = known.get(key) ?? { total: 0, counts: new Map<number, number>() };
      known.set(key, followers);
      followers.total += 1;
      followers.counts.set(next, (followers.counts.get(next) ?? 0) + 1);
    }
  }

  /** Probability of `next` after the history. */
  probability(history: readonly number[], next: number): number {
    let probability = 1 / this.#codes;
    for (let order = 0; order < this.#orders.length; order += 1) {
      const followers = this.#followers(history, order);
      if (followers === undefined) break;
      const { total, counts } = followers;
      probability = ((counts.get(next) ?? 0) + counts.size * probability) / (total + counts.size);
    }
    return probability;
  }

  /** The likeliest token after the history; only one that followed its longest known part can be. */
  likeliest(history: readonly number[]): number {
    for (let order = this.#orders.length - 1; order >= 0; order -= 1) {
      const followers = this.#followers(history, order);
      if (followers === undefined) continue;
      let best = -1;
      let most = -1;
      for (const next of followers.counts.keys()) {
        const probability = this.probability(history, next);
        if (probability > most) [best, most] = [next, probability];
      }
      return best;
    }
    return -1;
  }

  #followers(history: readonly number[], order: number): Followers | undefined {
    const key = keyOf(history, order);
    return key === null ? undefined : this.#orders[order]?.get(key);
  }
}

/** The last `order` tokens of a history; null where it has fewer. */
const keyOf = (history: readonly number[], order: number): string | null =>
  history.length < order ? null : history.slice(history.length - order).join(' ');
