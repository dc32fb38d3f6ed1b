import type { Conv2DBackpropFilterAttrs, TensorInfo } from '@tensorflow/tfjs';
import { geometryOf } from '../convolution/geometry.ts';
import { overPositions } from '../convolution/positions.ts';
import { rowByRow, transposed } from '../product/matrix.ts';
import { depthBlock } from '../product/product.ts';
import { kernel } from './kernel.ts';

interface Inputs {
  x: TensorInfo;
  dy: TensorInfo;
}

/** The backend has none. dW = (what the filter sees)ᵀ · dy, summed over all positions of the batch. */
export const filterGradient = kernel<Inputs, Conv2DBackpropFilterAttrs>('Conv2DBackpropFilter', (tools, { x, dy }, attributes) => {
  const { heap, product } = tools;
  const geometry = geometryOf(x.shape, attributes.filterShape, attributes);
  const { outChannels } = geometry;
  const out = heap.allocate(attributes.filterShape);
  if (dy.shape.includes(0)) heap.floats(out).fill(0);
  if (dy.shape.includes(0) || out.shape.includes(0)) return out;
  overPositions(tools, heap.address(x), geometry, depthBlock, (seen, first) => {
    const share = rowByRow(heap.address(dy) + first * outChannels * Float32Array.BYTES_PER_ELEMENT, seen.rows, outChannels);
    product.multiplyMatrices(transposed(seen), share, heap.address(out), first > 0);
  });
  return out;
});
