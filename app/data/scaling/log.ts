import { z } from 'zod';
import { noReach, type Scaler } from './scaler.ts';

const shape = z.object({ kind: z.literal('log') });

/** sign(x)·ln(1 + |x|): NumPy's log1p from 0 on, its mirror image below, so that no number is refused. Nothing is fitted. */
export const log: Scaler<z.infer<typeof shape>, z.infer<typeof shape>> = {
  kind: 'log',
  title: 'Logarithm',
  summary: 'Takes ln(1 + x), the same with a minus below 0: for prices and counts that grow by shares.',
  settings: shape,
  state: shape,
  fit: () => ({ kind: 'log' }),
  unit: () => null,
  reach: noReach,
  apply: (_state, values) => values.map((value) => Math.sign(value) * Math.log1p(Math.abs(value))),
  invert: (_state, values) => values.map((value) => Math.sign(value) * Math.expm1(Math.abs(value))),
};
