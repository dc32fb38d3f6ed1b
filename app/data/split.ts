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
 * them, get the same parts. `keys` are what an item is known by, its path or its content's hash.
 */
export function stratifiedSplit(labels: ArrayLike<number>, keys: readonly string[], shares: SplitShares): Uint8Array<ArrayBuffer> {
  const byClass = new Map<number, { item: number; key: string; rank: number }[]>();
  for (const [item, key] of keys.entries()) {
    const label = labels[item] ?? 0;
    const entry = { item, key, rank: rankOf(key, shares.seed) };
    const entries = byClass.get(label);
    if (entries === undefined) byClass.set(label, [entry]);
    else entries.push(entry);
  }
  const parts = new Uint8Array(keys.length);
  for (const entries of byClass.values()) {
    const [train, validation] = partCounts(entries.length, shares);
    entries.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    for (const [place, { item }] of entries.entries()) parts[item] = place < train ? 0 : place < train + validation ? 1 : 2;
  }
  return parts;
}

/** 0 ≤ x < 1, from the seed and every character of the key (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
function rankOf(key: string, seed: number): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place += 1) hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  return draws(seed, hash >>> 0).next();
}
