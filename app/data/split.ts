import { draws } from '../runs/random.ts';
import type { SplitName } from './images.ts';

/** The parts in order; an item's part is stored as its place here. */
export const splitParts: readonly SplitName[] = ['train', 'validation', 'test'];

/** Shares of the three parts, and the seed of the draw. */
export interface SplitShares {
  train: number;
  validation: number;
  test: number;
  seed: number;
}

/**
 * Counts of `items` in each part: the exact shares rounded so that they add up (largest remainder, the earlier part first).
 * Every part with a share gets one item at least where there are enough for all of them.
 */
export function partCounts(items: number, { train, validation, test }: Omit<SplitShares, 'seed'>): [number, number, number] {
  const shares = [train, validation, test];
  const whole = train + validation + test;
  const exact = shares.map((share) => (items * share) / whole);
  const counts = exact.map(Math.floor);
  const remainders = exact
    .map((value, part) => ({ part, rest: value - (counts[part] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.part - b.part);
  const left = items - counts.reduce((sum, count) => sum + count, 0);
  for (const { part } of remainders.slice(0, left)) counts[part] = (counts[part] ?? 0) + 1;
  if (items >= shares.filter((share) => share > 0).length) {
    for (const [part, share] of shares.entries()) if (share > 0 && counts[part] === 0) moveOne(counts, part);
  }
  return [counts[0] ?? 0, counts[1] ?? 0, counts[2] ?? 0];
}

/** Gives one item of the fullest part to `part`. */
function moveOne(counts: number[], part: number): void {
  const fullest = counts.indexOf(Math.max(...counts));
  counts[fullest] = (counts[fullest] ?? 0) - 1;
  counts[part] = 1;
}

/**
 * Draws each item's part (its place in `splitParts`), class by class, so that every part has every class in the same
 * proportion. What decides is (seed, key) alone: the same files in another order, or with others of another class beside
 * them, get the same parts. Takes items one at a time and keeps 4 bytes of each.
 */
export class SplitDraw {
  readonly #shares: SplitShares;
  readonly #labelOf: (item: number) => number;
  readonly #ranks: Uint32Array;
  readonly #counts = new Map<number, number>();
  readonly #borders = new Map<number, ClassBorders>();
  #items = 0;

  /** For so many items; `labelOf` gives an item's class, the same each time it is asked. */
  constructor(items: number, labelOf: (item: number) => number, shares: SplitShares) {
    this.#shares = shares;
    this.#labelOf = labelOf;
    this.#ranks = new Uint32Array(items);
  }

  /** The next item: what it is known by, its path or its content's hash. */
  add(key: string): void {
    const label = this.#labelOf(this.#items);
    this.#counts.set(label, (this.#counts.get(label) ?? 0) + 1);
    this.#ranks[this.#items] = rankOf(key, this.#shares.seed);
    this.#items += 1;
  }

  /** To be called once all are added. */
  sort(): void {
    for (const [label, ranks] of this.#ranksByClass()) this.#borders.set(label, new ClassBorders(ranks, this.#shares));
  }

  /** The part of an item, each to be asked for once; those that lie at a border get theirs from `settle`. */
  part(item: number): number {
    return this.#borders.get(this.#labelOf(item))?.part(this.#ranks[item] ?? 0, item) ?? 0;
  }

  /** Corrects the parts of items at a border; `keyOf` gives an item's key again, since two keys may have one rank. */
  settle(parts: Uint8Array, keyOf: (item: number) => string): void {
    for (const each of this.#borders.values()) each.settle(parts, keyOf);
  }

  /** In order. */
  #ranksByClass(): Map<number, Uint32Array> {
    const classes = new Map([...this.#counts].map(([label, count]) => [label, { ranks: new Uint32Array(count), filled: 0 }]));
    for (let item = 0; item < this.#items; item += 1) {
      const of = classes.get(this.#labelOf(item));
      if (of === undefined) continue;
      of.ranks[of.filled] = this.#ranks[item] ?? 0;
      of.filled += 1;
    }
    return new Map([...classes].map(([label, { ranks }]) => [label, ranks.sort()]));
  }
}

/** Where the parts of one class end among its ranks. */
class ClassBorders {
  readonly #ranks: Uint32Array;
  /** How many are in the first part, and in the first two; the ranks of the items behind these. */
  readonly #ends: readonly [number, number];
  readonly #borders: readonly [number, number];
  /** Items whose rank is a border's: their keys decide. */
  readonly #ties = new Map<number, number[]>();

  constructor(ranks: Uint32Array, shares: SplitShares) {
    const [train, validation] = partCounts(ranks.length, shares);
    this.#ranks = ranks;
    this.#ends = [train, train + validation];
    this.#borders = [ranks[train] ?? Number.POSITIVE_INFINITY, ranks[train + validation] ?? Number.POSITIVE_INFINITY];
  }

  /** The part of an item, once `settle` was called. */
  part(rank: number, item: number): number {
    const [first, second] = this.#borders;
    if (rank === first || rank === second) {
      const tied = this.#ties.get(rank);
      if (tied === undefined) this.#ties.set(rank, [item]);
      else tied.push(item);
    }
    return rank < first ? 0 : rank < second ? 1 : 2;
  }

  settle(parts: Uint8Array, keyOf: (item: number) => string): void {
    for (const [rank, items] of this.#ties) {
      const keyed = items.map((item) => ({ item, key: keyOf(item) }));
      if (keyed.some(({ key }) => key !== keyed[0]?.key)) keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.item - b.item));
      const from = this.#ranks.indexOf(rank);
      for (const [place, { item }] of keyed.entries()) parts[item] = this.#ends.filter((end) => from + place >= end).length;
    }
  }
}

/** 0 ≤ rank < 2³², from the seed and every character of the key (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
function rankOf(key: string, seed: number): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place += 1) hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  return draws(seed, hash >>> 0).integer(2 ** 32);
}
