import type { VocabularySettings } from '../preprocessing.ts';
import type { TermCounter } from '../term-counter.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { type CountedWord, Pairs, sidesOf } from './pairs.ts';

/** Tells of progress every so many merges. */
const telling = 256;

/**
 * Learns subwords by byte-pair encoding (https://aclanthology.org/P16-1162): every character that is frequent enough, then
 * again and again the most frequent pair of neighbours as one, until there are `most`.
 */
export function trainSubwords(
  counter: TermCounter,
  { most, leastCount }: Omit<VocabularySettings, 'order'>,
  told?: (done: number, total: number) => void,
): Vocabulary & { merges: [string, string][] } {
  const pieces = Array.from({ length: counter.size }, (_, id) => counter.term(id));
  const words = alphabet(pieces, { most, leastCount });
  const places = new Map(words.map((character, place) => [character, place]));
  const split = pieces.map<CountedWord>(({ term, count }) => ({ symbols: Array.from(term, (each) => places.get(each) ?? -1), count }));
  const pairs = new Pairs(split);
  const merges: [string, string][] = [];
  const merged = new Set<number>();
  while (words.length < most) {
    const best = pairs.best();
    if (best === undefined || best.count < Math.max(2, leastCount)) break;
    const [left, right] = sidesOf(best.pair).map((side) => words[side] ?? '');
    if (left === undefined || right === undefined) break;
    // A pair can come back when another way of merging makes one of its sides again; its first place in the order stands.
    if (!merged.has(best.pair)) merges.push([left, right]);
    merged.add(best.pair);
    pairs.merge(best.pair, place(words, places, left + right));
    if (merges.length % telling === 0) told?.(words.length, most);
  }
  return { words, merges, counts: countsOf(split, words.length), textCounts: [] };
}

/** The subword's number; two ways of merging may lead to the same one. */
function place(words: string[], places: Map<string, number>, merged: string): number {
  const known = places.get(merged);
  if (known !== undefined) return known;
  places.set(merged, words.length);
  return words.push(merged) - 1;
}

/** Characters of all pieces, the most frequent first, of equals the first seen. */
function alphabet(
  pieces: readonly { term: string; count: number }[],
  { most, leastCount }: { most: number; leastCount: number },
): string[] {
  const counts = new Map<string, number>();
  for (const { term, count } of pieces) for (const each of term) counts.set(each, (counts.get(each) ?? 0) + count);
  return [...counts]
    .filter(([, count]) => count >= leastCount)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([character]) => character);
}

/** How often each symbol is left when all merges are done. */
function countsOf(split: readonly CountedWord[], size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const { symbols, count } of split) for (const symbol of symbols) if (symbol >= 0) counts[symbol] = (counts[symbol] ?? 0) + count;
  return counts;
}
