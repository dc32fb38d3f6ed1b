import type { Conv2DAttrs, TensorInfo } from '@tensorflow/tfjs';
import { convolve } from '../convolution/convolve.ts';
import { geometryOf } from '../convolution/geometry.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  filter: TensorInfo;
}

/** The backend's own reads the wrong cells for 'same' padding with a stride above the filter's size, and is slower. */
export const convolution = kernel<Inputs, Conv2DAttrs>('Conv2D', (tools, { x, filter }, attributes) => {
  return convolve(tools, x, filter, geometryOf(x.shape, filter.shape, attributes));
});
