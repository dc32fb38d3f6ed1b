import { createCoder } from './coder.ts';
import type { FittedText } from './fitted.ts';
import type { TextPreprocessing } from './preprocessing.ts';

/** Makes what parts a typed sentence into words and punctuation marks, as tables of tagged words have them (Unicode UAX 29). */
export function wordsAndMarks({ language }: Pick<TextPreprocessing, 'language'>): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) => Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== '');
}

/** The words and marks of a sentence as they are written, with their codes. */
export interface CodedWords {
  words: string[];
  codes: Int32Array;
}

/** Makes what codes a typed sentence whose words get tags: one code for each word and mark. */
export function wordCoder(fitted: FittedText): (text: string) => CodedWords {
  const wordsOf = wordsAndMarks(fitted.settings);
  const coder = createCoder(fitted);
  return (text) => {
    const words = wordsOf(text);
    return { words, codes: coder.codesOf(words).slice() };
  };
}
