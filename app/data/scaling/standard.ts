import { z } from 'zod';
import { appError } from '../../errors.ts';
import { isConstant, momentsOf } from '../columns/moments.ts';
import { noReach, type Scaler } from './scaler.ts';

const settings = z.object({ kind: z.literal('standard') });
const state = z.object({ kind: z.literal('standard'), mean: z.number(), deviation: z.number().positive() });

/** (x − mean) / standard deviation of the population; as scikit-learn's StandardScaler. A constant column becomes 0. */
export const standard: Scaler<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'standard',
  title: 'Standard',
  summary: 'Takes the mean away and divides by the standard deviation: mean 0, deviation 1. Suits most columns.',
  settings,
  state,
  fit(_settings, values) {
    const moments = momentsOf(values);
    if (moments.count === 0) throw appError('column-without-numbers', { cells: values.length });
    return { kind: 'standard', mean: moments.mean, deviation: isConstant(moments) ? 1 : Math.sqrt(moments.variance) };
  },
  unit: ({ deviation }) => deviation,
  reach: noReach,
  apply: ({ mean, deviation }, values) => values.map((value) => (value - mean) / deviation),
  invert: ({ mean, deviation }, values) => values.map((value) => value * deviation + mean),
};
