import type { MaxPoolGradAttrs, TensorInfo } from '@tensorflow/tfjs';
import { overWindows, poolGeometry } from '../pooling/windows.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  dy: TensorInfo;
  input: TensorInfo;
}

/** Each window's gradient goes to its greatest cell, of equal ones to the first, as in TensorFlow; the backend's own gives it to all. */
export const maxPoolGradient = kernel<Inputs, MaxPoolGradAttrs>('MaxPoolGrad', ({ heap }, { dy, input }, attributes) => {
  const geometry = poolGeometry(input.shape, attributes);
  const { inChannels: channels, inHeight, inWidth } = geometry;
  const out = heap.allocate(input.shape);
  const values = heap.floats(input);
  const gradient = heap.floats(dy);
  const result = heap.floats(out).fill(0);
  const greatest = new Int32Array(channels);

  overWindows(geometry, ({ item, top, bottom, left, right }, output) => {
    const cell = (y: number, x: number): number => ((item * inHeight + y) * inWidth + x) * channels;
    const start = cell(top, left);
    for (let channel = 0; channel < channels; channel++) greatest[channel] = start + channel;
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        const at = cell(y, x);
        for (let channel = 0; channel < channels; channel++) {
          if ((values[at + channel] ?? 0) > (values[greatest[channel] ?? 0] ?? 0)) greatest[channel] = at + channel;
        }
      }
    }
    for (let channel = 0; channel < channels; channel++) {
      const at = greatest[channel] ?? 0;
      result[at] = (result[at] ?? 0) + (gradient[output * channels + channel] ?? 0);
    }
  });
  return out;
});
