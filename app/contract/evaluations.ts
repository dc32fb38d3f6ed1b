import { z } from 'zod';
import { splitName } from '../data/images.ts';
import { channel } from './channel.ts';
import { textErrors } from './datasets.ts';
import { id, page, timestamp } from './ids.ts';
import { started } from './jobs.ts';
import { textColumns } from './texts.ts';

/** Precision, recall and F1 are 0 where their denominator is 0. */
export const classScore = z.object({ name: z.string(), items: z.int(), precision: z.number(), recall: z.number(), f1: z.number() });

/** A plain way to answer, fitted to the same training part and judged on the same items as the run. */
export const baseline = z.object({ name: z.string(), title: z.string(), accuracy: z.number(), macroF1: z.number() });
export type Baseline = z.infer<typeof baseline>;

/** How a run did on a part of the data, on a folder of images or on a file of texts. confusion[actual][predicted] counts items. */
export const evaluation = z.object({
  id,
  run: id,
  epoch: z.int(),
  part: z.union([splitName, z.enum(['folder', 'file'])]),
  /** Where the folder or the file lies. */
  folder: z.string().nullable(),
  items: z.int(),
  loss: z.number(),
  accuracy: z.number(),
  /** Always answering the most frequent training class. */
  majority: z.number(),
  /** Mean F1 of the classes that were there or were answered. */
  macroF1: z.number(),
  /** Area under the ROC curve; null unless there are two classes and items of both. */
  rocAuc: z.number().nullable(),
  /** Of texts, what the run should beat; empty for images. */
  baselines: z.array(baseline),
  classes: z.array(z.string()),
  perClass: z.array(classScore),
  confusion: z.array(z.array(z.int())),
  /** What could not be judged; of very many the first, and how many more there are. */
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  createdAt: timestamp,
});
export type Evaluation = z.infer<typeof evaluation>;

/** One judged item; `index` is its place in the dataset, null for a file of a folder or a row of a file. */
export const judged = z.object({
  index: z.int().nullable(),
  path: z.string(),
  actual: z.int(),
  predicted: z.int(),
  probabilities: z.array(z.number()),
});
export type Judged = z.infer<typeof judged>;

export const evaluations = {
  /**
   * The job's result is an Evaluation. One that exists for the same epoch and part is given back at once. `file`: texts with a label
   * each, as importTexts reads them, in these columns or those that look like them.
   */
  run: channel(
    z.object({
      run: id,
      part: splitName.default('test'),
      folder: z.string().max(4096).optional(),
      file: z.string().max(4096).optional(),
      columns: textColumns.optional(),
    }),
    started,
    [
      'not-found',
      'run-without-checkpoint',
      'part-empty',
      'folder-empty',
      'classes-unknown',
      'data-other',
      'labels-missing',
      'labels-unknown',
      ...textErrors,
    ],
  ),
  list: channel(z.object({ run: id }), z.object({ evaluations: z.array(evaluation) }), ['not-found']),
  get: channel(z.object({ evaluation: id }), evaluation, ['not-found']),
  /** The items of a cell of the confusion matrix, least certain of the truth first; without a cell, all mistakes. */
  cell: channel(
    page.extend({ evaluation: id, actual: z.int().optional(), predicted: z.int().optional() }),
    z.object({ items: z.array(judged), total: z.int() }),
    ['not-found'],
  ),
};
