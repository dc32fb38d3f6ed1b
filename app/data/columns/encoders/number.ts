import { z } from 'zod';
import { applyScalers, fitScalers } from '../../scaling/chain.ts';
import { scalerSettings, scalerState } from '../../scaling/index.ts';
import { fillMissing, fitMissing, missingRule, missingState } from '../missing-values.ts';
import type { ColumnEncoder } from './encoder.ts';

const settings = z.object({ kind: z.literal('number'), missing: missingRule, scaling: z.array(scalerSettings).max(4) });
const state = z.object({ kind: z.literal('number'), missing: missingState, scaling: z.array(scalerState) });

/** One feature: the number, filled where it is missing, then scaled. */
export const number: ColumnEncoder<z.infer<typeof settings>, z.infer<typeof state>> = {
  kind: 'number',
  title: 'Number',
  summary: 'The number itself, scaled: more of it means more.',
  takes: ['number', 'date', 'boolean'],
  settings,
  state,
  fit({ missing, scaling }, { values }) {
    const filled = fitMissing(missing, values);
    return { kind: 'number', missing: filled, scaling: fitScalers(scaling, fillMissing(filled, values)) };
  },
  features: (_state, name) => [name],
  writer({ missing, scaling }, { values }) {
    const scaled = Float32Array.from(applyScalers(scaling, fillMissing(missing, values)));
    return (row, into, offset) => {
      into[offset] = scaled[row] ?? Number.NaN;
    };
  },
};
