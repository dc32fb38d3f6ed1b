import { z } from 'zod';
import { size } from '../numbers.ts';
import type { BlockContext, Shape, ShapeResult, Working } from './block.ts';
import { integer, parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, needsSteps, only } from './rules.ts';
import { padding, slide, stepWorking } from './window.ts';

const declared = parameters({
  poolSize: integer(2, { label: 'Pool size', help: 'How many steps become one.', min: 1, max: 256 }),
  strides: integer(2, { label: 'Strides', help: 'How far the window moves at a time; usually its own size.', min: 1, max: 256 }),
  padding: padding('valid'),
});
export type Pooling1DParams = z.infer<typeof declared.params>;

/** Strides that are left out are the pool size, as in Keras. */
function withStrides(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('poolSize' in raw) || 'strides' in raw) return raw;
  return { ...raw, strides: raw.poolSize };
}

/** Parameters of both poolings over steps. */
export const pooling1dParams: z.ZodType<Pooling1DParams> = z.preprocess(withStrides, declared.params);
export const pooling1dFields = declared.fields;

const slideOf = (p: Pooling1DParams, inputs: readonly Shape[]) => slide(only(inputs)[0] ?? 0, p.poolSize, p.strides, p.padding);

/** [timesteps, features] of what comes out. */
export const pooled1dShape = (p: Pooling1DParams, inputs: readonly Shape[]): Shape => [slideOf(p, inputs).size, lastAxis(only(inputs))];

/** The shape rule of both poolings over steps. */
export function pooling1dShape(type: string, p: Pooling1DParams, inputs: readonly Shape[], context: BlockContext): ShapeResult {
  const refused = needsSteps(type, inputs, context);
  if (refused !== null) return refused;
  const shape = pooled1dShape(p, inputs);
  if (size(shape) > 0) return fits(shape);
  return misfit(
    type,
    context,
    `get ${p.poolSize} steps or more, its window`,
    gotFrom(inputs, context),
    'remove the block or use padding same',
    [
      { label: 'Remove block', kind: 'remove' },
      { label: 'Padding same', kind: 'set', params: { padding: 'same' } },
    ],
  );
}

/** Steps and memory with the arithmetic behind them. */
export const pooling1dWorkings = (p: Pooling1DParams, inputs: readonly Shape[]): Working[] => [
  stepWorking(slideOf(p, inputs)),
  memoryWorking(pooled1dShape(p, inputs)),
];
