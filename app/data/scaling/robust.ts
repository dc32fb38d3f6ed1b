import { z } from 'zod';
import { appError } from '../../errors.ts';
import { quantileOf } from '../columns/quantile.ts';
import { noReach, type Scaler } from './scaler.ts';

const settings = z.object({ kind: z.literal('robust') });
const state = z.object({ kind: z.literal('robust'), median: z.number(), range: z.number().positive() });

/** (x − median) / (third − first quartile); as scikit-learn's RobustScaler. Divides by 1 where half of the values are alike. */
export const robust: Scaler<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'robust',
  title: 'Robust',
  summary: 'Takes the median away and divides by the range of the middle half: outliers do not count.',
  settings,
  state,
  fit(_settings, values) {
    const median = quantileOf(values, 0.5);
    if (Number.isNaN(median)) throw appError('column-without-numbers', { cells: values.length });
    const range = quantileOf(values, 0.75) - quantileOf(values, 0.25);
    return { kind: 'robust', median, range: range > 0 ? range : 1 };
  },
  unit: ({ range }) => range,
  reach: noReach,
  apply: ({ median, range }, values) => values.map((value) => (value - median) / range),
  invert: ({ median, range }, values) => values.map((value) => value * range + median),
};
