import type { TensorInfo } from '@tensorflow/tfjs';
import type { Tools } from '../kernels/kernel.ts';
import { rowByRow } from '../product/matrix.ts';
import { rowBlock } from '../product/product.ts';
import type { Geometry } from './geometry.ts';
import { overPositions } from './positions.ts';

/** Images [batch, height, width, inChannels] under a filter [height, width, inChannels, outChannels]: what it sees times the filter. */
export function convolve(tools: Tools, images: TensorInfo, filter: TensorInfo, geometry: Geometry): TensorInfo {
  const { heap, product } = tools;
  const { filterHeight, filterWidth, inChannels, outChannels, outShape } = geometry;
  const out = heap.allocate(outShape);
  if (outShape.includes(0)) return out;
  const packed = product.pack(rowByRow(heap.address(filter), filterHeight * filterWidth * inChannels, outChannels));
  overPositions(tools, heap.address(images), geometry, rowBlock, (seen, first) => {
    product.multiply(seen, packed, heap.address(out) + first * outChannels * Float32Array.BYTES_PER_ELEMENT);
  });
  product.free(packed);
  return out;
}
