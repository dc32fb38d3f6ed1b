import type { TensorInfo, UnsortedSegmentSumAttrs } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  segmentIds: TensorInfo;
}

/** The backend has none; it is the gradient of gather. Row i of x is added to segment segmentIds[i]; rows without a segment are dropped. */
export const segmentSum = kernel<Inputs, UnsortedSegmentSumAttrs>('UnsortedSegmentSum', ({ heap }, { x, segmentIds }, { numSegments }) => {
  const rest = x.shape.slice(segmentIds.shape.length);
  const width = tf.util.sizeFromShape(rest);
  const out = heap.allocate([numSegments, ...rest], x.dtype);
  const values = heap.view(x);
  const result = heap.view(out).fill(0);
  for (const [row, segment] of heap.view(segmentIds).entries()) {
    if (segment < 0 || segment >= numSegments) continue;
    for (let index = 0; index < width; index++) {
      const to = segment * width + index;
      result[to] = (result[to] ?? 0) + (values[row * width + index] ?? 0);
    }
  }
  return out;
});
