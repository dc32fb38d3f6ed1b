import type { DepthwiseConv2dNativeBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs';
import { overTaps } from '../convolution/depthwise-taps.ts';
import { geometryOf } from '../convolution/geometry.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  dy: TensorInfo;
  filter: TensorInfo;
}

/** The backend has none. Filters are [height, width, channels, multiplier]. */
export const depthwiseInputGradient = kernel<Inputs, DepthwiseConv2dNativeBackpropInputAttrs>(
  'DepthwiseConv2dNativeBackpropInput',
  ({ heap }, { dy, filter }, attributes) => {
    const geometry = geometryOf(attributes.inputShape, filter.shape, attributes, true);
    const out = heap.allocate(attributes.inputShape);
    const weights = heap.floats(filter);
    const gradient = heap.floats(dy);
    const result = heap.floats(out).fill(0);
    const multiplier = geometry.outChannels / geometry.inChannels;
    overTaps(geometry, (tap, cell, output) => {
      for (let channel = 0; channel < geometry.outChannels; channel++) {
        const at = cell + Math.floor(channel / multiplier);
        result[at] = (result[at] ?? 0) + (weights[tap + channel] ?? 0) * (gradient[output + channel] ?? 0);
      }
    });
    return out;
  },
);
