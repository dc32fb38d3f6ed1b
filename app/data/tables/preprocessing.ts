import { z } from 'zod';
import { columnInput } from '../columns/input.ts';
import { scalerSettings } from '../scaling/index.ts';

/** What is learned of a row: its class, one or several numbers, or which of several labels it has. */
export const tableAnswers = z.enum(['class', 'numbers', 'labels']);
export type TableAnswers = z.infer<typeof tableAnswers>;

/** How a row becomes what the network gets, and what it is asked for; stored with data, models and exports. */
export const tablePreprocessing = z
  .object({
    kind: z.literal('tables'),
    answers: tableAnswers,
    /** Columns that are asked for: one that holds classes, some of numbers, or some of yes and no. Rows that miss one are left out. */
    targets: z.array(z.string()).min(1).max(1000),
    /** How numbers that are asked for are scaled while the network learns them. */
    targetScaling: z
      .array(scalerSettings)
      .max(2)
      .default([{ kind: 'standard' }]),
    inputs: z.array(columnInput).min(1).max(2000),
  })
  .refine(({ answers, targets }) => answers !== 'class' || targets.length === 1, 'one column holds the classes');
export type TablePreprocessing = z.infer<typeof tablePreprocessing>;
