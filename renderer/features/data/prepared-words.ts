import type { Preprocessing } from '#app/data/preprocessing.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { hasSteps, type TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { plural } from '#renderer/ui/format.ts';

const channelNames = { rgb: 'RGB', gray: 'grey', rgba: 'RGB and transparency' };

/** What an encoding of texts is called. */
export const encodingNames: Readonly<Record<TextPreprocessing['encoding'], string>> = {
  integer: 'integer codes',
  'one-hot': 'one-hot',
  'bag-of-words': 'bag of words',
  'tf-idf': 'TF-IDF',
};

/** How items were prepared, in a line: "64×64 RGB, cover", "words, 64 steps, integer codes", "7 columns, 24 steps to 1". */
export function preparedWords(preprocessing: Preprocessing): string {
  switch (preprocessing.kind) {
    case 'images': {
      const { width, height, channels, fit } = preprocessing;
      return `${width}×${height} ${channelNames[channels]}, ${fit}`;
    }
    case 'texts': {
      const { tokens, length, encoding } = preprocessing;
      return [tokens, ...(hasSteps(preprocessing) ? [`${length} steps`] : []), encodingNames[encoding]].join(', ');
    }
    case 'tables':
      return plural(preprocessing.inputs.length, 'column');
    case 'series':
      return `${plural(preprocessing.inputs.length, 'column')}, ${stepWords(preprocessing)}`;
  }
}

const stepWords = ({ window, horizon }: SeriesPreprocessing): string => `${plural(window, 'step')} to ${horizon}`;
