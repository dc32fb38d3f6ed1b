import { z } from 'zod';
import { size } from '../numbers.ts';
import type { BlockContext, Shape, ShapeResult } from './block.ts';
import { pair, parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, misfit, needsImage, only } from './rules.ts';
import { padding, slideBoth } from './window.ts';

const declared = parameters({
  poolSize: pair([2, 2], { label: 'Pool size', help: 'Size of the window that becomes one number.', min: 1, max: 64 }),
  strides: pair([2, 2], { label: 'Strides', help: 'How far the window moves at a time; usually its own size.', min: 1, max: 64 }),
  padding: padding('valid'),
});
export type PoolingParams = z.infer<typeof declared.params>;

/** Strides that are left out are the pool size, as in Keras. */
function withStrides(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || !('poolSize' in raw) || 'strides' in raw) return raw;
  return { ...raw, strides: raw.poolSize };
}

/** Parameters of both poolings. */
export const poolingParams: z.ZodType<PoolingParams> = z.preprocess(withStrides, declared.params);
export const poolingFields = declared.fields;

export const poolingSlides = (p: PoolingParams, inputs: readonly Shape[]) => slideBoth(only(inputs), p.poolSize, p);

/** [height, width, channels] of a pooling's output. */
export function pooledShape(p: PoolingParams, inputs: readonly Shape[]): Shape {
  const [rows, columns] = poolingSlides(p, inputs);
  return [rows.size, columns.size, lastAxis(only(inputs))];
}

/** The shape rule of both poolings. */
export function poolingShape(type: string, p: PoolingParams, inputs: readonly Shape[], context: BlockContext): ShapeResult {
  const refused = needsImage(type, inputs, context);
  if (refused !== null) return refused;
  const shape = pooledShape(p, inputs);
  if (size(shape) > 0) return fits(shape);
  return misfit(
    type,
    context,
    `get an image of ${p.poolSize.join('×')} or more, its window`,
    gotFrom(inputs, context),
    'the image is already small: remove the block or use padding same',
    [
      { label: 'Remove block', kind: 'remove' },
      { label: 'Padding same', kind: 'set', params: { padding: 'same' } },
    ],
  );
}
