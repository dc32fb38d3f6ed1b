import type { SumAttrs, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { kernel, type Tools } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
}

/**
 * Sums and means over the leading axes (a bias' gradient, batch normalisation's statistics), added up in double precision:
 * the backend's own turns the whole tensor around first, then adds in single. Other axes are left to it.
 */
export const sum = kernel<Inputs, SumAttrs>('Sum', (tools, inputs, attributes) => reduce(tools, 'Sum', inputs, attributes));
export const mean = kernel<Inputs, SumAttrs>('Mean', (tools, inputs, attributes) => reduce(tools, 'Mean', inputs, attributes));

function reduce({ heap, stock }: Tools, name: 'Sum' | 'Mean', inputs: Inputs, attributes: SumAttrs): TensorInfo {
  const { x } = inputs;
  const axes = tf.util.parseAxisParam(attributes.axis, x.shape);
  const leading = axes.length > 0 && axes.length < x.shape.length && Math.max(...axes) === axes.length - 1;
  const rows = tf.util.sizeFromShape(x.shape.slice(0, axes.length));
  if (!leading || x.dtype !== 'float32') return stock(name, { x }, { ...attributes });

  const rest = x.shape.slice(axes.length);
  const out = heap.allocate(attributes.keepDims ? [...axes.map(() => 1), ...rest] : rest);
  const totals = columnSums(heap.floats(x), rows, tf.util.sizeFromShape(rest));
  heap.floats(out).set(name === 'Mean' ? totals.map((total) => total / rows) : totals);
  return out;
}

function columnSums(values: Float32Array, rows: number, columns: number): Float64Array {
  const totals = new Float64Array(columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) totals[column] = (totals[column] ?? 0) + (values[at] ?? 0);
  }
  return totals;
}
