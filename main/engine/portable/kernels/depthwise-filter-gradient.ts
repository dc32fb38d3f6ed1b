import type { DepthwiseConv2dNativeBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs';
import { overTaps } from '../convolution/depthwise-taps.ts';
import { geometryOf } from '../convolution/geometry.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  dy: TensorInfo;
}

/** The backend has none. Filters are [height, width, channels, multiplier]; sums are in double precision. */
export const depthwiseFilterGradient = kernel<Inputs, DepthwiseConv2dNativeBackpropFilterAttrs>(
  'DepthwiseConv2dNativeBackpropFilter',
  ({ heap }, { x, dy }, attributes) => {
    const geometry = geometryOf(x.shape, attributes.filterShape, attributes, true);
    const out = heap.allocate(attributes.filterShape);
    const images = heap.floats(x);
    const gradient = heap.floats(dy);
    const totals = new Float64Array(heap.floats(out).length);
    const multiplier = geometry.outChannels / geometry.inChannels;
    overTaps(geometry, (tap, cell, output) => {
      for (let channel = 0; channel < geometry.outChannels; channel++) {
        const value = images[cell + Math.floor(channel / multiplier)] ?? 0;
        totals[tap + channel] = (totals[tap + channel] ?? 0) + value * (gradient[output + channel] ?? 0);
      }
    });
    heap.floats(out).set(totals);
    return out;
  },
);
