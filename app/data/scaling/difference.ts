import { z } from 'zod';
import type { Scaler } from './scaler.ts';

const shape = z.object({ kind: z.literal('difference'), lag: z.int().min(1).max(100_000) });

/**
 * x[t] − x[t − lag]; as pandas' Series.diff. Nothing is fitted. For series only: the first `lag` values need those before them, and
 * are NaN without. Inverting adds up, so a NaN leaves each lag-th value after it unknown.
 */
export const difference: Scaler<z.infer<typeof shape>, z.infer<typeof shape>> = {
  kind: 'difference',
  title: 'Difference',
  summary: 'Takes the value so many steps earlier away: 1 removes a trend, the length of a season removes the season.',
  settings: shape,
  state: shape,
  fit: ({ lag }) => ({ kind: 'difference', lag }),
  unit: () => 1,
  reach: ({ lag }) => lag,
  apply({ lag }, values, before = new Float64Array()) {
    const earlier = (at: number) => (at >= lag ? values[at - lag] : before[before.length + at - lag]) ?? Number.NaN;
    return values.map((value, at) => value - earlier(at));
  },
  invert({ lag }, values, before = new Float64Array()) {
    const sums = new Float64Array(values.length);
    for (const [at, value] of values.entries()) {
      sums[at] = value + ((at >= lag ? sums[at - lag] : before[before.length + at - lag]) ?? Number.NaN);
    }
    return sums;
  },
};
