import type { SplitName } from '#app/data/images.ts';

/** Where examples come from, behind the word "Examples". */
export const partWords: Readonly<Record<SplitName, string>> = {
  test: 'of the test part, which it never saw',
  validation: 'of the validation part',
  train: 'of the training part, which it has seen',
};
