import { z } from 'zod';
import { headAnswers } from '../data/tables/heads.ts';
import { channel } from './channel.ts';
import { id } from './ids.ts';
import { started } from './jobs.ts';
import { rowsErrors } from './tables.ts';
import { textStages } from './texts.ts';

/** What a run says of one image. `seen` is what the network got: bytes [height, width, channels]. */
export const prediction = z.object({
  input: z.string(),
  label: z.string(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  seen: z.object({ width: z.int(), height: z.int(), channels: z.int(), pixels: z.instanceof(Uint8Array) }),
  /** The class it has in the data, where it came from there. */
  actual: z.string().nullable(),
  milliseconds: z.number(),
});
export type Prediction = z.infer<typeof prediction>;

/** Encoded bytes of an image. */
const namedBytes = z.object({
  name: z.string().max(300),
  bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= 64 * 2 ** 20, 'must be at most 64 MiB'),
});

/** An image: a file of this machine, an item of the run's dataset, or its encoded bytes (dropped, drawn, webcam). */
export const imageSource = z.union([z.object({ path: z.string().max(4096) }), z.object({ item: z.int().nonnegative() }), namedBytes]);

/** What a run says of one text, and the text on its way to the network. */
export const textPrediction = z.object({
  text: z.string(),
  label: z.string(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  stages: textStages,
  milliseconds: z.number(),
});
export type TextPrediction = z.infer<typeof textPrediction>;

/** The words of a text with the tag that a run gives each; `cut`: words beyond the network's timesteps, which have none. */
export const tagPrediction = z.object({
  text: z.string(),
  tokens: z.array(z.object({ token: z.string(), tag: z.string(), probability: z.number(), known: z.boolean() })),
  cut: z.int().nonnegative(),
  milliseconds: z.number(),
});
export type TagPrediction = z.infer<typeof tagPrediction>;

/** What one way of answering says of a row: a number each target, or the probability of each class or label; classes come most likely first. */
const rowAnswer = z.object({
  label: z.string().nullable(),
  probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
  numbers: z.array(z.object({ name: z.string(), value: z.number() })),
});
export type RowAnswer = z.infer<typeof rowAnswer>;

/** What a run says of a row; of several heads each says its own, and there is nothing else. */
export const rowPrediction = rowAnswer.extend({
  heads: z.array(rowAnswer.extend({ name: z.string(), answers: headAnswers })).default([]),
  milliseconds: z.number(),
});
export type RowPrediction = z.infer<typeof rowPrediction>;

/** A cell of a window: a number, a date in milliseconds since 1970 (UTC), 0 or 1, or a category; null where it is missing. */
const cell = z.union([z.string().max(1000), z.number()]).nullable();

/** A window of a series as it goes in, and what a run says comes after it. */
export const windowForecast = z.object({
  /** The row that the window begins at; the series it is of (its key), null where there is one. */
  item: z.int().nonnegative(),
  series: z.string().nullable(),
  window: z.int().positive(),
  /** Steps that the network answers at once, and that are forecast: those beyond rest on forecasts that went in as if they had come. */
  atOnce: z.int().positive(),
  steps: z.int().positive(),
  /** Of each step of the window and then of those that are forecast; empty where rows have no times. */
  times: z.array(z.number()),
  /** Inputs that were taken to stay as they were last. */
  held: z.array(z.string()),
  /** What goes in, with what was changed: steps of the window, and of those that are forecast where the column is known ahead. */
  inputs: z.array(z.object({ name: z.string(), ahead: z.boolean(), cells: z.array(cell) })),
  /** Of numbers, each target: the steps of the window as they are in the data, those that came really, and what is forecast. */
  targets: z.array(
    z.object({
      name: z.string(),
      before: z.array(z.number().nullable()),
      actual: z.array(z.number().nullable()),
      forecast: z.array(z.number()),
      low: z.array(z.number()).nullable(),
      high: z.array(z.number()).nullable(),
    }),
  ),
  /** Of a category, the likeliest first, with the one that came really; null of numbers. */
  next: z
    .object({
      label: z.string(),
      probabilities: z.array(z.object({ label: z.string(), probability: z.number() })),
      actual: z.string().nullable(),
    })
    .nullable(),
  /** Of a category forecast further: the likeliest of each step after the next one, if those before it are the likeliest. */
  later: z.array(z.object({ label: z.string(), probability: z.number(), actual: z.string().nullable() })),
  milliseconds: z.number(),
});
export type WindowForecast = z.infer<typeof windowForecast>;

/** How the next token is drawn. */
export const sampling = z.object({
  /** Below 1 likely tokens become likelier still, above 1 all become more alike; 0 always takes the likeliest. */
  temperature: z.number().min(0).max(10).default(1),
  /** Only so many, the likeliest; 0: all. */
  topK: z.int().nonnegative().max(1_000_000).default(0),
});

/** A text that a run has written on. */
export const generation = z.object({
  /** What was added to the seed text. */
  added: z.string(),
  /** Codes of seed text and addition; given back to go on. */
  codes: z.array(z.int().nonnegative()),
  /** The likeliest tokens after it, 20 at most, whatever the temperature. */
  next: z.array(z.object({ token: z.string(), probability: z.number() })),
});
export type Generation = z.infer<typeof generation>;

/** A token of a text and how much it matters for a class. */
export const tokenWeight = z.object({
  /** As the vocabulary is asked for it; of a long text a stretch of tokens, as they are written. */
  token: z.string(),
  /** Where it stands in the text, [start, end) in UTF-16 units. */
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  /** The vocabulary has it; of a stretch, some of it. */
  known: z.boolean(),
  /**
   * p(class | text) − p(class | text with this token unknown), −1 to 1; 0 for one that is unknown already. Null where the network
   * does not get it: the text is too long.
   */
  weight: z.number().nullable(),
});
export type TokenWeight = z.infer<typeof tokenWeight>;

/** What mattered in a text for a class. */
export const weighedText = z.object({
  /** The class, and how probable the run takes it to be. */
  label: z.string(),
  probability: z.number(),
  /** The epoch of the run that answered. */
  epoch: z.int(),
  /** Neighbouring tokens that were hidden at once; 1 unless the text is very long. */
  together: z.int().positive(),
  tokens: z.array(tokenWeight),
});
export type WeighedText = z.infer<typeof weighedText>;

/** Result of a job that answers a file. */
export const filePredicted = z.object({
  out: z.string(),
  items: z.int(),
  skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  /** Of series: the steps of each that the network answered at once, where more were forecast; else null. */
  atOnce: z.int().nullable().default(null),
});

/** Why series cannot be forecast further than the network answers at once. */
const aheadErrors = ['targets-not-inputs', 'inputs-unknown-ahead'] as const;

export const predictions = {
  texts: channel(
    z.object({ run: id, texts: z.array(z.string().max(100_000)).min(1).max(256) }),
    z.object({ predictions: z.array(textPrediction) }),
    ['not-found', 'run-without-checkpoint', 'data-other', 'run-answers-other', 'dataset-damaged'],
  ),
  tags: channel(
    z.object({ run: id, texts: z.array(z.string().max(100_000)).min(1).max(256) }),
    z.object({ predictions: z.array(tagPrediction) }),
    ['not-found', 'run-without-checkpoint', 'data-other', 'run-answers-other', 'dataset-damaged'],
  ),
  /**
   * Writes a text on by `length` tokens (0: says only what may come next). A long text is asked for in pieces, each with the codes
   * of the one before; the same seed gives the same text, in however many pieces.
   */
  generate: channel(
    z.object({
      run: id,
      seedText: z.string().max(100_000),
      codes: z.array(z.int().nonnegative()).max(1_000_000).optional(),
      length: z.int().nonnegative().max(1000),
      sampling: sampling.prefault({}),
      seed: z
        .int()
        .nonnegative()
        .max(2 ** 31 - 1)
        .default(7),
    }),
    generation,
    ['not-found', 'run-without-checkpoint', 'data-other', 'run-answers-other', 'seed-text-empty', 'dataset-damaged'],
  ),
  /** How much each token of a text matters for a class, by hiding it; without a class, for the one that is answered. */
  tokens: channel(z.object({ run: id, text: z.string().max(100_000), class: z.string().optional() }), weighedText, [
    'not-found',
    'run-without-checkpoint',
    'data-other',
    'run-answers-other',
    'dataset-damaged',
    'class-unknown',
  ]),
  images: channel(z.object({ run: id, images: z.array(imageSource).min(1).max(256) }), z.object({ predictions: z.array(prediction) }), [
    'not-found',
    'run-without-checkpoint',
    'image-unreadable',
    'data-other',
  ]),
  /**
   * Answers every row of a file into a CSV: of a run on a table a line a row, of one on series what comes after the end of each, as
   * many steps as the network answers at once, or `steps`, its forecasts fed back; `hold`: inputs that nobody knows ahead then stay as
   * they were last. The job's result is a `filePredicted`.
   */
  file: channel(
    z.object({
      run: id,
      file: z.string().min(1).max(4096),
      out: z.string().min(1).max(4096),
      steps: z.int().min(1).max(100_000).optional(),
      hold: z.boolean().default(false),
    }),
    started,
    ['not-found', 'run-without-checkpoint', 'data-other', 'dataset-damaged', ...rowsErrors, ...aheadErrors],
  ),
  /**
   * Answers rows of a table as they are typed in: numbers, categories, texts and yes or no as texts, images by their paths (relative ones
   * from where the data's file lies), as encoded bytes or as that of a row of the data, null where one is missing.
   */
  rows: channel(
    z.object({
      run: id,
      rows: z
        .array(
          z.record(
            z.string(),
            z.union([z.string().max(100_000), z.number(), namedBytes, z.object({ row: z.int().nonnegative() })]).nullable(),
          ),
        )
        .min(1)
        .max(256),
    }),
    z.object({ predictions: z.array(rowPrediction) }),
    ['not-found', 'run-without-checkpoint', 'data-other', 'run-answers-other', 'dataset-damaged', 'cell-unreadable', 'image-unreadable'],
  ),
  /**
   * Forecasts what comes after a window of the run's data that begins at row `item`, as it is or with other cells in it. Steps count
   * from 0 at its first row; those that are forecast can be changed in columns that are known ahead. `reach`: so many times as far as
   * the network answers at once, its forecasts fed back; `hold`: inputs that nobody knows ahead then stay as they were last.
   */
  window: channel(
    z.object({
      run: id,
      item: z.int().nonnegative(),
      edits: z
        .array(z.object({ column: z.string().max(1000), step: z.int().nonnegative(), value: cell }))
        .max(100_000)
        .default([]),
      reach: z.int().min(1).max(100).default(1),
      hold: z.boolean().default(false),
    }),
    windowForecast,
    [
      'not-found',
      'run-without-checkpoint',
      'data-other',
      'dataset-damaged',
      'dataset-not-ready',
      'window-outside',
      'edit-outside',
      'cell-unreadable',
      'cells-missing',
      ...aheadErrors,
    ],
  ),
  /** Predicts every image below a folder into a CSV; the job's result is {out, items, skipped: [{path, reason}]}. */
  folder: channel(z.object({ run: id, folder: z.string().min(1).max(4096), out: z.string().min(1).max(4096) }), started, [
    'not-found',
    'run-without-checkpoint',
    'folder-missing',
    'folder-empty',
    'data-other',
    'write-failed',
  ]),
};
