import { z } from 'zod';
import { columnInput } from '../columns/input.ts';
import { scalerSettings } from '../scaling/index.ts';
import { headAnswers, tableHead } from './heads.ts';

/** What is learned of a row: its class, one or several numbers, which of several labels it has; or several of these at once. */
export const tableAnswers = z.enum([...headAnswers.options, 'several']);
export type TableAnswers = z.infer<typeof tableAnswers>;

/** How a row becomes what the network gets, and what it is asked for; stored with data, models and exports. */
export const tablePreprocessing = z
  .object({
    kind: z.literal('tables'),
    answers: tableAnswers,
    /** Columns that are asked for: one that holds classes, some of numbers, or some of yes and no. Rows that miss one are left out. */
    targets: z.array(z.string()).min(1).max(1000),
    /** Where several kinds of things are asked for, the columns by how they are answered; else absent. */
    heads: z.array(tableHead).min(2).max(100).optional(),
    /** How numbers that are asked for are scaled while the network learns them. */
    targetScaling: z
      .array(scalerSettings)
      .max(2)
      .default([{ kind: 'standard' }]),
    inputs: z.array(columnInput).min(1).max(2000),
  })
  .refine(({ answers, targets }) => answers !== 'class' || targets.length === 1, 'one column holds the classes')
  .refine(({ answers, heads }) => (answers === 'several') === (heads !== undefined), 'several answers are those of heads')
  .refine(
    ({ heads, targets }) =>
      heads === undefined ||
      sameNames(
        heads.flatMap((head) => head.targets),
        targets,
      ),
    'each target has one head',
  )
  .refine(({ heads = [] }) => heads.every((head) => head.answers !== 'class' || head.targets.length === 1), 'one column holds the classes');
export type TablePreprocessing = z.infer<typeof tablePreprocessing>;

const sameNames = (some: readonly string[], others: readonly string[]): boolean =>
  new Set(some).size === some.length && some.length === others.length && some.every((name, place) => others[place] === name);
