import type { Conv2DBackpropInputAttrs, TensorInfo } from '@tensorflow/tfjs';
import { convolve } from '../convolution/convolve.ts';
import { type Geometry, geometryOf } from '../convolution/geometry.ts';
import { tilePositions } from '../convolution/positions.ts';
import { rollUp } from '../convolution/roll-up.ts';
import { rowByRow, transposed } from '../product/matrix.ts';
import { rowBlock } from '../product/product.ts';
import { kernel, type Tools } from './kernel.ts';

const bytes = Float32Array.BYTES_PER_ELEMENT;

interface Inputs {
  dy: TensorInfo;
  filter: TensorInfo;
}

/** Also the forward pass of a transposed convolution. The backend's own is a plain loop. */
export const inputGradient = kernel<Inputs, Conv2DBackpropInputAttrs>('Conv2DBackpropInput', (tools, { dy, filter }, attributes) => {
  const geometry = geometryOf(attributes.inputShape, filter.shape, attributes);
  const steps = geometry.strideHeight * geometry.strideWidth;
  return steps === 1 ? convolveTurned(tools, dy, filter, geometry) : addShares(tools, dy, filter, geometry);
});

/** Stride 1: dx is dy under the filter turned by 180° with its channels changed over. */
function convolveTurned(tools: Tools, dy: TensorInfo, filter: TensorInfo, geometry: Geometry): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels, padInfo } = geometry;
  const turned = turn(tools, filter, geometry);
  const shape = [filterHeight, filterWidth, outChannels, inChannels];
  const back = geometryOf(dy.shape, shape, {
    strides: 1,
    pad: [
      [0, 0],
      [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom],
      [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right],
      [0, 0],
    ],
  });
  const out = convolve(tools, dy, turned, back);
  tools.heap.free(turned);
  return out;
}

/** The filter [height, width, in, out] turned by 180°, its channels changed over: [height, width, out, in]. */
function turn({ heap }: Tools, filter: TensorInfo, { filterHeight, filterWidth, inChannels, outChannels }: Geometry): TensorInfo {
  const turned = heap.allocate([filterHeight, filterWidth, outChannels, inChannels]);
  const from = heap.floats(filter);
  const to = heap.floats(turned);
  let at = 0;
  for (let tap = filterHeight * filterWidth - 1; tap >= 0; tap--) {
    for (let output = 0; output < outChannels; output++) {
      for (let input = 0; input < inChannels; input++, at++) to[at] = from[(tap * inChannels + input) * outChannels + output] ?? 0;
    }
  }
  return turned;
}

/** Other strides: dy · filterᵀ is what each tap gives back, to be added where the tap had looked. */
function addShares({ heap, product }: Tools, dy: TensorInfo, filter: TensorInfo, geometry: Geometry): TensorInfo {
  const { filterHeight, filterWidth, inChannels, outChannels, batchSize, outHeight, outWidth, inShape } = geometry;
  const width = filterHeight * filterWidth * inChannels;
  const positions = batchSize * outHeight * outWidth;
  const out = heap.allocate(inShape);
  heap.floats(out).fill(0);
  if (positions * outChannels * width === 0) return out;
  const packed = product.pack(transposed(rowByRow(heap.address(filter), width, outChannels)));
  const rows = tilePositions(positions, width, rowBlock);
  const shares = heap.allocate([rows, width]);
  for (let first = 0; first < positions; first += rows) {
    const count = Math.min(rows, positions - first);
    product.multiply(rowByRow(heap.address(dy) + first * outChannels * bytes, count, outChannels), packed, heap.address(shares));
    rollUp(new Float32Array(heap.memory.buffer), heap.address(out) / bytes, heap.address(shares) / bytes, geometry, first, count);
  }
  heap.free(shares);
  product.free(packed);
  return out;
}
