import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';

/** A plain way to classify texts that a network is measured against: terms are counted, and logistic regression learns their weights. */
export interface TextBaseline {
  name: string;
  title: string;
  /** Cuts texts of a language into terms, `most` of each text. */
  terms(language: TextPreprocessing['language']): (text: string, most: number) => string[];
}
