import { z } from 'zod';
import { classCount } from '../data/class-count.ts';
import { columnsPreprocessing } from '../data/columns/fitted.ts';
import { imagePreprocessing, splitName, splitSettings } from '../data/images.ts';
import { dataKind, preprocessing } from '../data/preprocessing.ts';
import { tableFacts } from '../data/tables/facts.ts';
import { textFacts } from '../data/texts/facts.ts';
import { textPreprocessing } from '../data/texts/preprocessing.ts';
import { channel } from './channel.ts';
import { id, page, timestamp, title } from './ids.ts';
import { started } from './jobs.ts';
import { seriesLine, seriesShape, tableProfile } from './profiles.ts';
import { seriesRepair, tableErrors, tableLook, tableRow, tableShape, tableWish } from './tables.ts';
import { textColumns, textLook, textShape, textStages } from './texts.ts';

const folder = z.string().min(1).max(4096);

/** How many items each part has. */
export const partSizes = z.object({ train: z.int().nonnegative(), validation: z.int().nonnegative(), test: z.int().nonnegative() });

/**
 * A dataset: what was imported, how it was prepared, how it is split. Class order is the order of the network's outputs; where
 * tokens have tags, these are the classes, and their counts are of tokens; where the next token is learned there are none.
 */
export const dataset = z.object({
  id,
  project: id,
  name: title,
  kind: dataKind,
  state: z.enum(['importing', 'ready', 'incomplete']),
  source: z.string(),
  items: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
  duplicates: z.int().nonnegative(),
  classes: z.array(classCount),
  parts: partSizes,
  preprocessing,
  split: splitSettings,
  /** Of texts, once they are prepared; null for images. */
  texts: textFacts.nullable(),
  /** Of tables and series, once they are prepared; null for others. */
  table: tableFacts.nullable().default(null),
  /** SHA-256 over preprocessing, items' hashes, labels and split: what a run records. */
  hash: z.string().nullable(),
  bytes: z.int().nonnegative(),
  createdAt: timestamp,
  deletedAt: timestamp.nullable(),
});
export type Dataset = z.infer<typeof dataset>;

/**
 * One item as a list shows it. An image's pictures come from media/items/:dataset/:index; a text's `path` is the place it
 * stands at ("line 17", or a file), its width is its number of characters, its height 1.
 */
export const item = z.object({
  index: z.int().nonnegative(),
  path: z.string(),
  class: z.int().nonnegative(),
  split: splitName,
  width: z.int(),
  height: z.int(),
  /** Index of the item this one is byte for byte or pixel for pixel the same as. */
  duplicateOf: z.int().nonnegative().nullable(),
});
export type Item = z.infer<typeof item>;

/** What a look at a folder says before anything is imported. */
export const scan = z.object({
  folder: z.string(),
  layout: z.enum(['class-folders', 'split-folders', 'labels-file']),
  classes: z.array(z.object({ name: z.string(), items: z.int() })),
  items: z.int(),
  /** Names of files that lie there and are no images by their ending. */
  ignored: z.int(),
  splits: z.object({ train: z.int(), validation: z.int(), test: z.int() }).nullable(),
  /** Width × height of a sample of the images, most frequent first. */
  sizes: z.array(z.object({ width: z.int(), height: z.int(), items: z.int() })),
  suggested: z.object({ name: title, preprocessing: imagePreprocessing, split: splitSettings }),
  problems: z.array(z.object({ message: z.string(), remedy: z.string(), class: z.string().optional() })),
});
export type Scan = z.infer<typeof scan>;

/** What reading a file or folder of texts may come upon. */
export const textErrors = [
  'file-missing',
  'file-closed',
  'folder-missing',
  'folder-closed',
  'folder-without-texts',
  'folder-too-large',
  'text-file-empty',
  'text-file-other',
  'text-file-changed',
  'text-no-rows',
  'text-row-too-long',
  'table-too-wide',
  'header-unreadable',
  'column-unknown',
  'column-twice',
  'json-no-lines',
  'tags-missing',
  'text-reader-ended',
] as const;

/** What fitting to a table or series may come upon. */
const preparingErrors = [
  'column-other',
  'column-without-numbers',
  'rows-too-few',
  'target-constant',
  'labels-too-many',
  'series-too-short',
  'windows-none',
  'gaps-too-long',
  'texts-not-kept',
  'vocabulary-empty',
  'images-unreadable',
  'images-too-large',
] as const;

const importErrors = [
  'folder-missing',
  'folder-empty',
  'classes-too-few',
  'class-too-small',
  'folder-vanished',
  'disk-full',
  'not-found',
] as const;

export const datasets = {
  list: channel(z.object({ project: id.optional() }), z.object({ datasets: z.array(dataset) })),
  get: channel(z.object({ dataset: id }), dataset, ['not-found']),
  /** The dataset as a run has learned from it, whatever it has been prepared as since; also one that lies in the Bin, or whose files are gone. */
  ofRun: channel(z.object({ run: id }), dataset, ['not-found', 'dataset-damaged']),
  scan: channel(z.object({ folder }), scan, ['folder-missing', 'folder-empty', 'classes-too-few']),
  /** Starts an import; without `project` one is made of the same name. The job's subject is the dataset, its result an ImportReport. */
  importImages: channel(
    z.object({
      folder,
      project: id.optional(),
      name: title.optional(),
      preprocessing: imagePreprocessing.optional(),
      split: splitSettings.optional(),
      /** Classes to leave out. */
      without: z.array(z.string()).default([]),
    }),
    z.object({ job: id, dataset: id, project: id }),
    importErrors,
  ),
  /** What a file or folder of texts is, with the classes of the label asked for; looks for a few seconds at most. */
  lookTexts: channel(z.object({ path: folder, shape: textShape.prefault({}), columns: textColumns.prefault({}) }), textLook, textErrors),
  /** Starts an import of texts with a class each; as importImages otherwise. */
  importTexts: channel(
    z.object({
      path: folder,
      shape: textShape.prefault({}),
      columns: textColumns.prefault({}),
      project: id.optional(),
      name: title.optional(),
      preprocessing: textPreprocessing.optional(),
      /** Whether the length is chosen so that 95 % of the texts fit, whatever preprocessing says; absent: where that is absent. */
      fitLength: z.boolean().optional(),
      split: splitSettings.optional(),
      /** A file of pretrained word vectors: GloVe, word2vec as text, or FastText (.vec). */
      vectors: folder.optional(),
      /** Classes to leave out: their texts are skipped, and listed as that. */
      without: z.array(z.string().max(1000)).max(1000).default([]),
    }),
    z.object({ job: id, dataset: id, project: id }),
    [
      ...textErrors,
      'text-answers-other',
      'classes-too-few',
      'class-too-small',
      'labels-too-many',
      'vocabulary-empty',
      'disk-full',
      'not-found',
    ],
  ),
  /** What a table is, with how it would be imported as is wished; looks for a few seconds at most. */
  lookTable: channel(z.object({ path: folder, shape: tableShape.prefault({}), wish: tableWish.optional() }), tableLook, tableErrors),
  /** Starts an import of a table or of series, as is wished or, with `preprocessing`, exactly so, its columns read as `shape` says. */
  importTable: channel(
    z.object({
      path: folder,
      shape: tableShape.prefault({}),
      wish: tableWish.optional(),
      preprocessing: columnsPreprocessing.optional(),
      /** Of series. */
      repair: seriesRepair.optional(),
      project: id.optional(),
      name: title.optional(),
      split: splitSettings.optional(),
    }),
    z.object({ job: id, dataset: id, project: id }),
    [...tableErrors, ...preparingErrors, 'categories-too-many', 'texts-too-many', 'columns-none', 'not-found', 'disk-full'],
  ),
  /** Parts and fits a table or series anew; runs that are there keep what they had. The job's subject is the dataset. */
  prepareTable: channel(z.object({ dataset: id, preprocessing: columnsPreprocessing }), started, [
    ...preparingErrors,
    'not-found',
    'dataset-not-ready',
  ]),
  /** Rows of a table or of series, as they were read; `indices`: these of them alone, in this order, those that there are. */
  rows: channel(
    page.extend({ dataset: id, split: splitName.optional(), indices: z.array(z.int().nonnegative()).max(1000).optional() }),
    z.object({ rows: z.array(tableRow), total: z.int() }),
    ['not-found', 'dataset-damaged'],
  ),
  /** How the values of each column lie, and what they say of the first target; found once and kept. */
  profile: channel(z.object({ dataset: id }), tableProfile, ['not-found', 'dataset-damaged', 'text-reader-ended']),
  /** A column of rows [from, to) as a line of about so many points: of each stretch the lowest and the highest value. */
  seriesLine: channel(
    z.object({
      dataset: id,
      column: z.string().max(1000),
      from: z.int().nonnegative(),
      to: z.int().nonnegative(),
      points: z.int().min(2).max(20_000).default(2000),
    }),
    seriesLine,
    ['not-found', 'dataset-damaged', 'column-unknown', 'column-other', 'text-reader-ended'],
  ),
  /** What repeats in a column of rows [from, to): its spectrum, how it is like itself earlier, and its seasons. */
  seriesShape: channel(
    z.object({ dataset: id, column: z.string().max(1000), from: z.int().nonnegative(), to: z.int().nonnegative() }),
    seriesShape,
    ['not-found', 'dataset-damaged', 'column-unknown', 'column-other', 'series-too-short', 'text-reader-ended'],
  ),
  /**
   * Makes new codes of a dataset's texts; runs that are there keep theirs. `vectors`: a file of pretrained word vectors, null for none;
   * absent, the one that was read before is read again. The job's subject is the dataset.
   */
  prepareTexts: channel(z.object({ dataset: id, preprocessing: textPreprocessing, vectors: folder.nullable().optional() }), started, [
    'not-found',
    'dataset-not-ready',
    'vocabulary-empty',
  ]),
  /** Texts of a dataset, cut to `most` characters. */
  texts: channel(
    z.object({ dataset: id, indices: z.array(z.int().nonnegative()).max(1000), most: z.int().min(1).max(100_000).default(300) }),
    z.object({ texts: z.array(z.object({ index: z.int().nonnegative(), text: z.string(), whole: z.boolean() })) }),
    ['not-found', 'dataset-damaged'],
  ),
  /** A text of a dataset, or one that is given, on its way to the network. */
  explainText: channel(
    z.object({ dataset: id, text: z.union([z.object({ index: z.int().nonnegative() }), z.object({ given: z.string().max(100_000) })]) }),
    z.object({ stages: textStages }),
    ['not-found', 'dataset-not-ready', 'dataset-damaged'],
  ),
  /** Goes on with an import that was cancelled or cut off; of texts, on wish, without the classes that had too few. */
  resumeImport: channel(z.object({ dataset: id, withoutSmall: z.boolean().default(false) }), started, importErrors),
  items: channel(
    page.extend({
      dataset: id,
      class: z.int().nonnegative().optional(),
      split: splitName.optional(),
      search: z.string().max(200).optional(),
      only: z.enum(['all', 'duplicates']).default('all'),
    }),
    z.object({ items: z.array(item), total: z.int() }),
    ['not-found'],
  ),
  skipped: channel(
    page.extend({ dataset: id }),
    z.object({ skipped: z.array(z.object({ path: z.string(), reason: z.string() })), total: z.int() }),
    ['not-found'],
  ),
  duplicates: channel(
    page.extend({ dataset: id }),
    z.object({
      duplicates: z.array(z.object({ path: z.string(), of: z.string(), index: z.int(), ofIndex: z.int(), acrossSplits: z.boolean() })),
      total: z.int(),
      acrossSplits: z.int(),
    }),
    ['not-found'],
  ),
  relabel: channel(
    z.object({ dataset: id, items: z.array(z.int().nonnegative()).min(1).max(10_000), class: z.int().nonnegative() }),
    dataset,
    ['not-found', 'dataset-not-ready'],
  ),
  resplit: channel(z.object({ dataset: id, split: splitSettings }), dataset, ['not-found', 'dataset-not-ready']),
  /** Puts every duplicate into the part of the item it is a copy of. */
  joinDuplicates: channel(z.object({ dataset: id }), dataset, ['not-found', 'dataset-not-ready']),
  rename: channel(z.object({ dataset: id, name: title }), dataset, ['not-found']),
  remove: channel(z.object({ dataset: id }), dataset, ['not-found']),
  restore: channel(z.object({ dataset: id }), dataset, ['not-found']),
};

/** Result of an import job. */
export const importReport = z.object({
  dataset: id,
  items: z.int(),
  classes: z.array(z.object({ name: z.string(), items: z.int() })),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  duplicates: z.array(z.object({ path: z.string(), of: z.string() })),
});
export type ImportReport = z.infer<typeof importReport>;
