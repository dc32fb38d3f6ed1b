import { z } from 'zod';
import { type ImagePreprocessing, imagePreprocessing } from './images.ts';
import { type TextAnswers, type TextPreprocessing, textPreprocessing } from './texts/preprocessing.ts';

/** How an item becomes what the network gets, by the kind of data; stored with data, models and exports. */
export const preprocessing = z.discriminatedUnion('kind', [imagePreprocessing, textPreprocessing]);
export type Preprocessing = z.infer<typeof preprocessing>;
export type DataKind = Preprocessing['kind'];

/** What is learned of an item: an image has a class. */
export const answersOf = (given: Preprocessing): TextAnswers => (given.kind === 'images' ? 'class' : given.answers);

/** For what only images can be asked. Throws for other data: a caller tells kinds apart before. */
export function asImages(given: Preprocessing): ImagePreprocessing {
  if (given.kind !== 'images') throw new TypeError(`the data must be images; got ${given.kind}`);
  return given;
}

/** For what only texts can be asked. Throws for other data: a caller tells kinds apart before. */
export function asTexts(given: Preprocessing): TextPreprocessing {
  if (given.kind !== 'texts') throw new TypeError(`the data must be texts; got ${given.kind}`);
  return given;
}
