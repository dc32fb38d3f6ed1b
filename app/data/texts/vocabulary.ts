import type { VocabularySettings } from './preprocessing.ts';
import type { TermCounter } from './term-counter.ts';

/** The terms that get a code, in the order of their codes, with how often each came and in how many texts. */
export interface Vocabulary {
  words: string[];
  counts: number[];
  textCounts: number[];
}

/** Chooses the most frequent terms, of equals the first seen, and puts them in order. */
export function chooseVocabulary(counter: TermCounter, { most, leastCount, order }: VocabularySettings): Vocabulary {
  const frequent = counter.appeared().filter((id) => counter.countOf(id) >= leastCount);
  const byCount = frequent.toSorted((a, b) => counter.countOf(b) - counter.countOf(a)).slice(0, most);
  const chosen = new Set(byCount);
  const ids = order === 'frequency' ? byCount : frequent.filter((id) => chosen.has(id));
  const terms = ids.map((id) => counter.term(id));
  return {
    words: terms.map(({ term }) => term),
    counts: terms.map(({ count }) => count),
    textCounts: terms.map(({ texts }) => texts),
  };
}
