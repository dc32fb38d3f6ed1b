import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { tokenStrings, tokensOf } from '#app/data/texts/tokens.ts';
import type { TextBaseline } from './text-baseline.ts';

/** No more characters are looked at for a word. */
const charactersPerWord = 24;

/** How often each word comes, whatever the order. */
export const bagOfWords: TextBaseline = {
  name: 'bag-of-words',
  title: 'Bag of words + logistic regression',
  terms(language) {
    const tokens = tokensOf(textPreprocessing.parse({ kind: 'texts', language }));
    return (text, most) => tokenStrings(tokens, text.slice(0, most * charactersPerWord)).slice(0, most);
  },
};
