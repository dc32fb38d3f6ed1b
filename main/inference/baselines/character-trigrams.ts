import { normaliser } from '#app/data/texts/normalise.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import type { TextBaseline } from './text-baseline.ts';

const width = 3;

/** How often three characters come behind each other, spaces too: it knows endings, spelling, and which word begins behind "not". */
export const characterTrigrams: TextBaseline = {
  name: 'character-3-grams',
  title: 'Character 3-grams + logistic regression',
  terms(language) {
    const normalise = normaliser(textPreprocessing.parse({ kind: 'texts', language }));
    return (text, most) => {
      const plain = normalise(text.slice(0, 2 * most + width)).replaceAll(/\s+/gu, ' ');
      const count = Math.min(most, plain.length - width + 1);
      return Array.from({ length: Math.max(0, count) }, (_, at) => plain.slice(at, at + width));
    };
  },
};
