import type { TextPreprocessing } from './preprocessing.ts';

/** Makes what parts a typed sentence into words and punctuation marks, as tables of tagged words have them (Unicode UAX 29). */
export function wordsAndMarks({ language }: Pick<TextPreprocessing, 'language'>): (text: string) => string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) => Array.from(segmenter.segment(text), ({ segment }) => segment).filter((segment) => segment.trim() !== '');
}
