import type { DepthwiseConv2dNativeAttrs, TensorInfo } from '@tensorflow/tfjs';
import { geometryOf } from '../convolution/geometry.ts';
import { type Kernel, kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  filter: TensorInfo;
}

/**
 * The backend's own, told the padding in numbers where a stride is above the filter's size: for 'same' it reads the wrong
 * cells there.
 */
const padded = (name: string): Kernel =>
  kernel<Inputs, DepthwiseConv2dNativeAttrs>(name, ({ stock }, inputs, attributes) => {
    const { padInfo, ...geometry } = geometryOf(inputs.x.shape, inputs.filter.shape, attributes, true);
    const skips = geometry.strideHeight > geometry.filterHeight || geometry.strideWidth > geometry.filterWidth;
    const pad =
      attributes.pad === 'same' && skips
        ? [
            [0, 0],
            [padInfo.top, padInfo.bottom],
            [padInfo.left, padInfo.right],
            [0, 0],
          ]
        : attributes.pad;
    return stock(name, { ...inputs }, { ...attributes, pad });
  });

export const depthwise = padded('DepthwiseConv2dNative');
export const fusedDepthwise = padded('FusedDepthwiseConv2D');
