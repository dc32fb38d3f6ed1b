import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { type TextPreprocessing, textPreprocessing } from '#app/data/texts/preprocessing.ts';

/** Settings of texts, whatever is not said by default. */
export const textSettings = (settings: Record<string, unknown> = {}): TextPreprocessing =>
  textPreprocessing.parse({ kind: 'texts', ...settings });

/** What fitting to these texts finds. */
export function fitted(texts: readonly string[], settings: Record<string, unknown> = {}): FittedText {
  const fitter = createFitter(textSettings(settings));
  for (const text of texts) fitter.add(text);
  return fitter.finish();
}

/** The codes of a text, in a list of its own. */
export const codesOf = (fit: FittedText, text: string): number[] => [...createCoder(fit).codes(text)];

/** The course notes' reviews, their words numbered in order of appearance: movie, was, good, bad, not. */
export const reviews = ['Movie was good', 'Movie was bad', 'Movie was not good'];
export const fittedReviews = (settings: Record<string, unknown> = {}) =>
  fitted(reviews, { vocabulary: { order: 'appearance' }, length: 4, padding: 'post', ...settings });
