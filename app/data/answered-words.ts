import { type ItemWords, itemWords } from './item-words.ts';
import type { Preprocessing } from './preprocessing.ts';

const steps: Readonly<Record<'tags' | 'next', ItemWords>> = {
  tags: { one: 'word', many: 'words', a: 'a word' },
  next: { one: 'token', many: 'tokens', a: 'a token' },
};

/** What of the data is answered and counted one by one: its items, or the words or tokens in them. Of data not known (yet), "item". */
export const answeredWords = (given: Preprocessing | undefined): ItemWords =>
  given?.kind === 'texts' && given.answers !== 'class' ? steps[given.answers] : itemWords(given?.kind);
