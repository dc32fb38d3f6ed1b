import { type ItemWords, itemWords } from './item-words.ts';
import { judgedAnswers, type Preprocessing } from './preprocessing.ts';

const steps: Readonly<Record<'tags' | 'next' | 'labels', ItemWords>> = {
  tags: { one: 'word', many: 'words', a: 'a word' },
  next: { one: 'token', many: 'tokens', a: 'a token' },
  labels: { one: 'label', many: 'labels', a: 'a label' },
};

/** What of the data is answered and counted one by one: its items, the words or tokens in them, or their labels. Of data not known (yet), "item". */
export function answeredWords(given: Preprocessing | undefined): ItemWords {
  const answers = given === undefined ? 'class' : judgedAnswers(given);
  return answers === 'class' || answers === 'numbers' ? itemWords(given?.kind) : steps[answers];
}
