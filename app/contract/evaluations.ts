import { z } from 'zod';
import { splitName } from '../data/images.ts';
import { answers } from '../data/preprocessing.ts';
import { intervalFigures, numberScore } from '../runs/number-scores.ts';
import { rollingErrors } from '../runs/rolling-errors.ts';
import { channel } from './channel.ts';
import { textErrors } from './datasets.ts';
import { id, page, timestamp } from './ids.ts';
import { started } from './jobs.ts';
import { rowsErrors } from './tables.ts';
import { textColumns } from './texts.ts';

/** Precision, recall and F1 are 0 where their denominator is 0. */
export const classScore = z.object({ name: z.string(), items: z.int(), precision: z.number(), recall: z.number(), f1: z.number() });

/** A plain way to answer, fitted to the same training part and judged on the same items as the run. */
export const baseline = z.object({
  name: z.string(),
  title: z.string(),
  accuracy: z.number(),
  /** Null where the next token is answered. */
  macroF1: z.number().nullable(),
  /** exp of the mean loss, where the next token is answered: as many tokens as it seems to choose from. */
  perplexity: z.number().nullable(),
});
export type Baseline = z.infer<typeof baseline>;

/** Of a file that was judged the line at which stands what was answered; null of rows of the data. */
const line = z.int().nullable().default(null);

/**
 * How the whole horizon was forecast from each of some origins, equally far apart in what is judged, by the network as it is: nothing is
 * fitted anew. An origin is the last step that is known.
 */
export const rollingEvaluation = z.object({
  /** How many there are in each series. */
  origins: z.int(),
  /** Rows from one to the next; null where that is not the same everywhere. */
  every: z.int().nullable(),
  /** Series that were judged, and those left out for having fewer windows than origins. */
  series: z.int(),
  leftOut: z.array(z.string()),
  /** When each origin is, first to last; null where rows have no times, or series differ in it. */
  times: z.array(z.number().nullable()),
  /** The run first, then plain ways to answer. */
  methods: z.array(z.object({ name: z.string(), title: z.string(), errors: rollingErrors })),
});
export type RollingEvaluation = z.infer<typeof rollingEvaluation>;

/** How numbers were answered: over all targets together where there are some, each in its own unit, and beside plain ways to answer. */
export const numberEvaluation = z.object({
  targets: z.array(z.object({ name: z.string(), unit: z.string().nullable(), score: numberScore })),
  /** Mean absolute error of each step that is forecast, over all targets; one of a table. */
  steps: z.array(z.number()),
  intervals: intervalFigures.nullable(),
  /** Of series, where the items are windows that begin at rolling origins; else null. */
  rolling: rollingEvaluation.nullable().default(null),
  /** Over all targets; null where a plain answer cannot be told. */
  baselines: z.array(z.object({ name: z.string(), title: z.string(), score: numberScore })),
  /**
   * Of the first target at the first step, the answers that lie unusually far off, farthest first: what happened there was not to be
   * expected. `row` is the row of the table that was answered, `line` that of a file, `series` its key and `time` its time, null where there
   * is none; `score`: robust deviations that it is off.
   */
  anomalies: z.array(
    z.object({
      item: z.int(),
      row: z.int(),
      line,
      series: z.string().nullable().default(null),
      time: z.number().nullable(),
      actual: z.number(),
      predicted: z.number(),
      score: z.number(),
    }),
  ),
  /** Some of the answers, evenly chosen, of the first target at the first step: to be drawn. `series`: its key, null where there is one. */
  points: z.array(
    z.object({
      item: z.int(),
      line,
      series: z.string().nullable(),
      time: z.number().nullable(),
      actual: z.number(),
      predicted: z.number(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
});
export type NumberEvaluation = z.infer<typeof numberEvaluation>;

/** How a run did on a part of the data, on a folder of images or on a file of texts or rows. confusion[actual][predicted] counts items. */
export const evaluation = z.object({
  id,
  run: id,
  /** Of a model with several heads, the one that was judged; else null. */
  head: z.string().nullable().default(null),
  epoch: z.int(),
  part: z.union([splitName, z.enum(['folder', 'file'])]),
  /** Where the folder or the file lies. */
  folder: z.string().nullable(),
  /** What was answered; where each step is, accuracy, loss and scores are over steps. */
  answers: answers.exclude(['several']),
  items: z.int(),
  /** Steps that were answered and counted; null where an item has one class. */
  steps: z.int().nullable(),
  loss: z.number(),
  /** exp(loss) where the next token is answered, else null. */
  perplexity: z.number().nullable(),
  /** Null where numbers are answered; of labels the share of all labels that are right. */
  accuracy: z.number().nullable(),
  /** Always answering the most frequent training class, or each label's more frequent side; null where numbers are answered, or the training part is gone. */
  majority: z.number().nullable(),
  /** Mean F1 of the classes that were there or were answered; null where the next token is answered, which has no classes. */
  macroF1: z.number().nullable(),
  /** Area under the ROC curve; null unless there are two classes and items of both. */
  rocAuc: z.number().nullable(),
  /** Over all targets, and more of them; null where no numbers are answered. */
  score: numberScore.nullable(),
  numbers: numberEvaluation.nullable(),
  /** What the run should beat where classes are answered; empty for images. */
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
  /** −log p(true class), with p at least 1e-7; null where the class is unknown. */
  loss: z.number().nullable(),
});
export type Judged = z.infer<typeof judged>;

/** A step of a text: what stands there, what should be answered, what was, and the probability of what should. */
export const judgedStep = z.object({ token: z.string(), actual: z.string(), predicted: z.string(), truth: z.number() });
export type JudgedStep = z.infer<typeof judgedStep>;

/** A text whose steps were judged; the loss is the mean over them. */
export const judgedText = z.object({ index: z.int(), path: z.string(), loss: z.number(), steps: z.array(judgedStep) });
export type JudgedText = z.infer<typeof judgedText>;

export const evaluations = {
  /**
   * The job's result is an Evaluation. One that exists for the same epoch and part is given back at once. `file`: texts with a label
   * each, as importTexts reads them, in these columns or those that look like them; or, of a run on a table or series, rows with what
   * is right, read as those of its data were. `columns.label` then is what that column is called, or some with commas between.
   * `head`: the one that is judged, of several; absent: the first. `origins`: of a run that forecasts numbers, only the windows that end at so many rolling origins of each series.
   */
  run: channel(
    z.object({
      run: id,
      part: splitName.default('test'),
      head: z.string().max(1000).optional(),
      folder: z.string().max(4096).optional(),
      file: z.string().max(4096).optional(),
      columns: textColumns.optional(),
      origins: z.int().min(2).max(10_000).optional(),
    }),
    started,
    [
      'not-found',
      'run-without-checkpoint',
      'part-empty',
      'folder-empty',
      'classes-unknown',
      'data-other',
      'run-answers-other',
      'head-unknown',
      'labels-missing',
      'labels-unknown',
      ...textErrors,
      ...rowsErrors,
      'answers-missing',
      'answers-count',
      'origins-too-many',
      'dataset-damaged',
    ],
  ),
  list: channel(z.object({ run: id }), z.object({ evaluations: z.array(evaluation) }), ['not-found']),
  get: channel(z.object({ evaluation: id }), evaluation, ['not-found']),
  /** The items of a cell of the confusion matrix, largest loss first; without a cell, all mistakes. */
  cell: channel(
    page.extend({ evaluation: id, actual: z.int().optional(), predicted: z.int().optional() }),
    z.object({ items: z.array(judged), total: z.int() }),
    ['not-found'],
  ),
  /** Where each step is answered: the 200 texts with the largest loss, that one first. */
  worst: channel(page.extend({ evaluation: id }), z.object({ texts: z.array(judgedText), total: z.int() }), ['not-found']),
};
