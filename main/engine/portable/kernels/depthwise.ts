import type { DepthwiseConv2dNativeAttrs, TensorInfo } from '@tensorflow/tfjs';
import { geometryOf } from '../convolution/geometry.ts';
import { type Kernel, kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  filter: TensorInfo;
}

/**
 * The backend's own, always told the padding row by row and column by column: for 'same' it reads the wrong cells where a
 * stride is above the filter's size, and for one number it writes beyond its result where the filter is not square.
 */
const padded = (name: string): Kernel =>
  kernel<Inputs, DepthwiseConv2dNativeAttrs>(name, ({ stock }, inputs, attributes) => {
    const { top, bottom, left, right } = geometryOf(inputs.x.shape, inputs.filter.shape, attributes, true).padInfo;
    const pad = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    return stock(name, { ...inputs }, { ...attributes, pad });
  });

export const depthwise = padded('DepthwiseConv2dNative');
export const fusedDepthwise = padded('FusedDepthwiseConv2D');
