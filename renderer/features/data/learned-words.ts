import type { Dataset } from '#app/contract/datasets.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { plural } from '#renderer/ui/format.ts';

/** What is learned of the data, in a few words; null of images, which have a class each. */
export function learnedWords({ preprocessing, classes }: Pick<Dataset, 'preprocessing' | 'classes'>): string | null {
  switch (preprocessing.kind) {
    case 'images':
      return null;
    case 'texts':
      return {
        class: 'a class for each text',
        tags: `${plural(classes.length, 'tag')}, one for each word`,
        next: 'what comes next',
      }[preprocessing.answers];
    case 'tables':
      return targetWords(preprocessing);
    case 'series':
      return preprocessing.answers === 'class'
        ? `the next ${targetWords(preprocessing)}`
        : `${targetWords(preprocessing)}, ${preprocessing.horizon === 1 ? 'the next step' : `the next ${preprocessing.horizon} steps`}`;
  }
}

/** The columns that are asked for: "price", "price and 2 others". */
export function targetWords({ targets }: Pick<ColumnsPreprocessing, 'targets'>): string {
  const [first = '', ...others] = targets;
  return others.length === 0 ? first : `${first} and ${plural(others.length, 'other')}`;
}
