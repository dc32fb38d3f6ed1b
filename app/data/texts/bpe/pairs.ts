import { mostTokens } from '../preprocessing.ts';
import { type Candidate, CandidateHeap } from './heap.ts';

/** A word as its symbols' numbers, and how often it came; −1 is a character without a number. */
export interface CountedWord {
  symbols: number[];
  count: number;
}

const base = 2 * mostTokens;

/** The two symbols of a pair's number. */
export const sidesOf = (pair: number): [left: number, right: number] => [Math.floor(pair / base), pair % base];

/** Counts of all neighbouring symbols of all words, kept up to date while pairs are merged. */
export class Pairs {
  readonly #counts = new Map<number, number>();
  /** Words that have the pair, or once had it. */
  readonly #words = new Map<number, number[]>();
  readonly #heap = new CandidateHeap();
  readonly #all: readonly CountedWord[];

  constructor(words: readonly CountedWord[]) {
    this.#all = words;
    for (const [place, word] of words.entries()) this.#tally(word, place, 1);
    for (const [pair, count] of this.#counts) this.#heap.push({ pair, count });
  }

  /** The most frequent pair. */
  best(): Candidate | undefined {
    for (;;) {
      const top = this.#heap.pop();
      const count = top === undefined ? 0 : (this.#counts.get(top.pair) ?? 0);
      if (top === undefined || top.count === count) return top;
      // Merges since then have used some of it up: back in line with what is left.
      if (count > 0) this.#heap.push({ pair: top.pair, count });
    }
  }

  /** Puts `merged` in place of the pair in every word. */
  merge(pair: number, merged: number): void {
    const sides = sidesOf(pair);
    const made = new Set<number>();
    for (const place of this.#words.get(pair) ?? []) {
      const word = this.#all[place];
      if (word === undefined || !mergeIn(word.symbols, sides, merged, () => this.#tally(word, place, -1))) continue;
      this.#tally(word, place, 1, (next) => {
        const [left, right] = sidesOf(next);
        if (left === merged || right === merged) made.add(next);
      });
    }
    this.#words.delete(pair);
    for (const next of made) this.#heap.push({ pair: next, count: this.#counts.get(next) ?? 0 });
  }

  /** Adds a word's pairs to the counts, or takes them away. */
  #tally({ symbols, count }: CountedWord, place: number, sign: 1 | -1, each?: (pair: number) => void): void {
    for (let at = 1; at < symbols.length; at += 1) {
      const [left, right] = [symbols[at - 1] ?? -1, symbols[at] ?? -1];
      if (left < 0 || right < 0) continue;
      const pair = left * base + right;
      const now = (this.#counts.get(pair) ?? 0) + sign * count;
      if (now === 0) this.#counts.delete(pair);
      else this.#counts.set(pair, now);
      if (sign < 0) continue;
      each?.(pair);
      const words = this.#words.get(pair);
      if (words === undefined) this.#words.set(pair, [place]);
      else if (words.at(-1) !== place) words.push(place);
    }
  }
}

/** Merges left to right; calls `first` before the first change, and says whether there was one. */
function mergeIn(symbols: number[], [left, right]: [number, number], merged: number, first: () => void): boolean {
  let changed = false;
  let to = 0;
  for (let at = 0; at < symbols.length; at += 1) {
    if (symbols[at] === left && symbols[at + 1] === right) {
      if (!changed) first();
      changed = true;
      symbols[to] = merged;
      at += 1;
    } else symbols[to] = symbols[at] ?? -1;
    to += 1;
  }
  symbols.length = to;
  return changed;
}
