import { z } from 'zod';
import type { ColumnsPreprocessing } from './columns/fitted.ts';
import { type ImagePreprocessing, imagePreprocessing } from './images.ts';
import { seriesPreprocessing } from './series/preprocessing.ts';
import { tablePreprocessing } from './tables/preprocessing.ts';
import { type TextPreprocessing, textAnswers, textPreprocessing } from './texts/preprocessing.ts';

/** How an item becomes what the network gets, by the kind of data; stored with data, models and exports. */
export const preprocessing = z.discriminatedUnion('kind', [imagePreprocessing, textPreprocessing, tablePreprocessing, seriesPreprocessing]);
export type Preprocessing = z.infer<typeof preprocessing>;
/** What kinds of data there are. */
export const dataKind = z.enum(['images', 'texts', 'tables', 'series']);
export type DataKind = z.infer<typeof dataKind>;

/** What is learned of an item: its class, a tag for each of its steps, what comes next, some of many labels, or numbers; or several of these. */
export const answers = z.enum([...textAnswers.options, 'labels', 'numbers', 'several']);
export type Answers = z.infer<typeof answers>;

/** What is judged of a model, or of one head of it. */
export type JudgedAnswers = Exclude<Answers, 'several'>;

/** What the figure of a run is about: of several heads the first. */
export function judgedAnswers(given: Preprocessing): JudgedAnswers {
  const all = answersOf(given);
  if (all !== 'several') return all;
  return given.kind === 'tables' ? (given.heads?.[0]?.answers ?? 'class') : 'class';
}

/** What is learned of an item: an image has a class. */
export const answersOf = (given: Preprocessing): Answers => (given.kind === 'images' ? 'class' : given.answers);

/** For what only images can be asked. Throws for other data: a caller tells kinds apart before. */
export function asImages(given: Preprocessing): ImagePreprocessing {
  if (given.kind !== 'images') throw new TypeError(`the data must be images; got ${given.kind}`);
  return given;
}

/** For what only tables and series can be asked. Throws for other data: a caller tells kinds apart before. */
export function asColumns(given: Preprocessing): ColumnsPreprocessing {
  if (given.kind !== 'tables' && given.kind !== 'series') throw new TypeError(`the data must be a table or series; got ${given.kind}`);
  return given;
}

/** For what only texts can be asked. Throws for other data: a caller tells kinds apart before. */
export function asTexts(given: Preprocessing): TextPreprocessing {
  if (given.kind !== 'texts') throw new TypeError(`the data must be texts; got ${given.kind}`);
  return given;
}
