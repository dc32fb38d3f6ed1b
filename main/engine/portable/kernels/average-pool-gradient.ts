import type { AvgPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs';
import { overWindows, poolGeometry } from '../pooling/windows.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  dy: TensorInfo;
  input: TensorInfo;
}

/**
 * Each window's gradient in equal shares to the cells that were averaged, at the edges of 'same' padding fewer than the
 * window has. Both stock backends divide by the whole window there, which is not the gradient of what they compute.
 */
export const averagePoolGradient = kernel<Inputs, AvgPoolGradAttrs>('AvgPoolGrad', ({ heap }, { dy, input }, attributes) => {
  const geometry = poolGeometry(input.shape, attributes);
  const { inChannels: channels, inHeight, inWidth } = geometry;
  const out = heap.allocate(input.shape);
  const gradient = heap.floats(dy);
  const result = heap.floats(out).fill(0);

  overWindows(geometry, ({ item, top, bottom, left, right }, output) => {
    const share = 1 / ((bottom - top) * (right - left));
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = ((item * inHeight + y) * inWidth + x) * channels;
        for (let channel = 0; channel < channels; channel++) {
          result[at + channel] = (result[at + channel] ?? 0) + (gradient[output * channels + channel] ?? 0) * share;
        }
      }
    }
  });
  return out;
});
