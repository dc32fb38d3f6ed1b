import { z } from 'zod';
import { columnInput, isWhole } from '../columns/input.ts';
import { scalerSettings } from '../scaling/index.ts';

/** What is learned of a window: numbers that come next, or the category that does. */
export const seriesAnswers = z.enum(['numbers', 'class']);
export type SeriesAnswers = z.infer<typeof seriesAnswers>;

/** How a stretch of a series becomes what the network gets, and what it is asked for; stored with data, models and exports. */
export const seriesPreprocessing = z
  .object({
    kind: z.literal('series'),
    answers: seriesAnswers,
    /** The column of times; null: the rows stand in the order of time, one step apart. */
    time: z.string().nullable(),
    /** The column that tells several series apart; null: there is one. */
    key: z.string().nullable(),
    /** Columns that are forecast: numbers, or one of categories. */
    targets: z.array(z.string()).min(1).max(100),
    targetScaling: z
      .array(scalerSettings)
      .max(4)
      .default([{ kind: 'standard' }]),
    /** What goes in of each step of the window: no images, and no texts. */
    inputs: z
      .array(columnInput)
      .min(1)
      .max(1000)
      .refine((inputs) => inputs.every((input) => !isWhole(input)), 'images and texts cannot go in at each step of a series'),
    /** Those of the inputs that are known ahead (prices, holidays): they go in of the steps that are forecast too. */
    knownAhead: z.array(z.string()).max(1000).default([]),
    /** Steps that go in, steps that are forecast, steps from one sample to the next, rows left out between the parts. */
    window: z.int().min(1).max(100_000),
    horizon: z.int().min(1).max(10_000),
    stride: z.int().min(1).max(100_000).default(1),
    gap: z.int().min(0).max(1_000_000).default(0),
    /** Quantiles that are forecast, as shares below each; none: one number each, the mean. */
    quantiles: z
      .array(z.number().gt(0).lt(1))
      .max(19)
      .default([])
      .refine((shares) => shares.every((share, place) => place === 0 || share > (shares[place - 1] ?? 0)), 'must rise'),
  })
  .refine(({ answers, targets }) => answers === 'numbers' || targets.length === 1, 'one column of categories can be forecast at a time');
export type SeriesPreprocessing = z.infer<typeof seriesPreprocessing>;

/** Steps that the network gets of a sample: the window, and the steps that are forecast where something of them is known ahead. */
export const stepsIn = ({ window, horizon, knownAhead }: Pick<SeriesPreprocessing, 'window' | 'horizon' | 'knownAhead'>): number =>
  window + (knownAhead.length > 0 ? horizon : 0);

/** Features of a step: those of the inputs, and whether it is one that is forecast where such steps go in. */
export const stepFeatures = ({ knownAhead }: Pick<SeriesPreprocessing, 'knownAhead'>, features: number): number =>
  features + (knownAhead.length > 0 ? 1 : 0);
