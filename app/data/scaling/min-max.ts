import { z } from 'zod';
import { appError } from '../../errors.ts';
import { noReach, type Scaler } from './scaler.ts';

const settings = z.object({ kind: z.literal('min-max') });
const state = z.object({ kind: z.literal('min-max'), least: z.number(), range: z.number().positive() });

/** (x − least) / (most − least); as scikit-learn's MinMaxScaler. A constant column becomes 0; later values may lie outside 0 to 1. */
export const minMax: Scaler<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'min-max',
  title: 'Min–max',
  summary: 'Brings the least to 0 and the most to 1. One outlier squeezes all the others together.',
  settings,
  state,
  fit(_settings, values) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (least > most) throw appError('column-without-numbers', { cells: values.length });
    return { kind: 'min-max', least, range: most > least ? most - least : 1 };
  },
  unit: ({ range }) => range,
  reach: noReach,
  apply: ({ least, range }, values) => values.map((value) => (value - least) / range),
  invert: ({ least, range }, values) => values.map((value) => value * range + least),
};
