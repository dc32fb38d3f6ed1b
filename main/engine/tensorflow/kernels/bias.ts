import type { TensorInfo } from '@tensorflow/tfjs';
import type { Attribute } from '../attributes.ts';
import type { StockBackend } from '../backend.ts';

/** Whether `b` is one number for each channel of `a`, [..., channels]. */
export function addsBias(a: TensorInfo, b: TensorInfo): boolean {
  return a.dtype === 'float32' && b.dtype === 'float32' && b.shape.length === 1 && a.shape.length >= 2 && a.shape.at(-1) === b.shape[0];
}

/** Attributes of BiasAdd and BiasAddGrad for floats whose channels come last. */
export const channelsLast = ({ binding }: StockBackend): Attribute[] => [
  { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
  { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
];
