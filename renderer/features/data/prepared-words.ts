import type { Preprocessing } from '#app/data/preprocessing.ts';
import { hasSteps, type TextPreprocessing } from '#app/data/texts/preprocessing.ts';

const channelNames = { rgb: 'RGB', gray: 'grey', rgba: 'RGB and transparency' };

/** What an encoding of texts is called. */
export const encodingNames: Readonly<Record<TextPreprocessing['encoding'], string>> = {
  integer: 'integer codes',
  'one-hot': 'one-hot',
  'bag-of-words': 'bag of words',
  'tf-idf': 'TF-IDF',
};

/** How items were prepared, in a line: "64×64 RGB, cover", "words, 64 steps, integer codes". */
export function preparedWords(preprocessing: Preprocessing): string {
  if (preprocessing.kind === 'images') {
    const { width, height, channels, fit } = preprocessing;
    return `${width}×${height} ${channelNames[channels]}, ${fit}`;
  }
  const { tokens, length, encoding } = preprocessing;
  return [tokens, ...(hasSteps(preprocessing) ? [`${length} steps`] : []), encodingNames[encoding]].join(', ');
}
