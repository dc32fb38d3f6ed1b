import { mostTimesteps, type TextPreprocessing } from './preprocessing.ts';

/** The share of texts, in percent, that the suggested length takes whole. */
const covered = 95;

/** A chosen length: enough for a network to read, and few enough that a step does not take seconds. */
const fittingBounds = { least: 4, most: 512 };

/** A bar of the histogram: texts of `from` to `to` tokens, both included. */
export interface LengthBar {
  from: number;
  to: number;
  texts: number;
}

/** How long the texts are, in tokens. */
export interface LengthStatistics {
  texts: number;
  least: number;
  most: number;
  mean: number;
  /** Length that this share of the texts does not exceed. */
  percentiles: { percent: number; length: number }[];
  /** The least length that takes 95 % of the texts whole. */
  suggested: number;
  histogram: LengthBar[];
}

/** Takes texts' lengths one at a time; memory grows with the longest, up to 100,000 tokens, above which all count as equal. */
export class LengthCounter {
  #counts = new Map<number, number>();
  #texts = 0;
  #tokens = 0;
  #most = 0;

  add(length: number): void {
    const at = Math.min(length, mostTimesteps);
    this.#counts.set(at, (this.#counts.get(at) ?? 0) + 1);
    this.#texts += 1;
    this.#tokens += length;
    this.#most = Math.max(this.#most, length);
  }

  /** What was found; `bars` at most in the histogram, which ends at the 99th percentile and puts longer texts into the last bar. */
  statistics(bars = 30): LengthStatistics {
    const lengths = [...this.#counts].sort(([a], [b]) => a - b);
    const percentiles = [5, 25, 50, 75, 90, covered, 99, 100].map((percent) => ({ percent, length: this.#within(lengths, percent) }));
    return {
      texts: this.#texts,
      least: lengths[0]?.[0] ?? 0,
      most: this.#most,
      mean: this.#texts === 0 ? 0 : this.#tokens / this.#texts,
      percentiles,
      suggested: Math.max(1, this.#within(lengths, covered)),
      histogram: this.#histogram(lengths, bars),
    };
  }

  /** The least length that `percent` of the texts do not exceed. */
  #within(lengths: readonly [number, number][], percent: number): number {
    let seen = 0;
    for (const [length, count] of lengths) {
      seen += count;
      if (seen * 100 >= percent * this.#texts) return length;
    }
    return 0;
  }

  #histogram(lengths: readonly [number, number][], bars: number): LengthBar[] {
    if (this.#texts === 0) return [];
    const from = lengths[0]?.[0] ?? 0;
    const width = Math.max(1, Math.ceil((this.#within(lengths, 99) + 1 - from) / bars));
    const count = Math.max(1, Math.ceil((this.#within(lengths, 99) + 1 - from) / width));
    const histogram = Array.from({ length: count }, (_, bar) => ({ from: from + bar * width, to: from + (bar + 1) * width - 1, texts: 0 }));
    for (const [length, texts] of lengths) {
      const bar = histogram[Math.min(count - 1, Math.floor((length - from) / width))];
      if (bar !== undefined) bar.texts += texts;
    }
    const last = histogram.at(-1);
    if (last !== undefined) last.to = Math.max(last.to, this.#most);
    return histogram;
  }
}

/**
 * Timesteps with room for all words that want a tag, else for what 95 % of the texts have, and for the tokens that go around them;
 * the last one is only an answer where the next is learned.
 */
export function fittingLength(
  { startEnd, answers }: Pick<TextPreprocessing, 'startEnd' | 'answers'>,
  { suggested, most }: Pick<LengthStatistics, 'suggested' | 'most'>,
): number {
  const held = answers === 'tags' ? most : suggested;
  const steps = held + (startEnd ? 2 : 0) - (answers === 'next' ? 1 : 0);
  return Math.min(fittingBounds.most, Math.max(fittingBounds.least, steps));
}
