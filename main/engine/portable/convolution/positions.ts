import type { Tools } from '../kernels/kernel.ts';
import { type Matrix, rowByRow } from '../product/matrix.ts';
import type { Geometry } from './geometry.ts';

const bytes = Float32Array.BYTES_PER_ELEMENT;
/** Most bytes unrolled at a time, unless a single block of rows is more: about what the second cache holds. */
const tileBytes = 2 ** 20;

/**
 * Goes over all output positions, `block` or a multiple of it at a time: `visit` gets what the filter sees there, a matrix
 * [positions, filterHeight · filterWidth · channels] that is gone afterwards, and the first position's number. `image` is the
 * address of the images.
 */
export function overPositions(
  { heap, unroll }: Tools,
  image: number,
  geometry: Geometry,
  block: number,
  visit: (seen: Matrix, first: number) => void,
): void {
  const { batchSize, outHeight, outWidth, filterHeight, filterWidth, inChannels } = geometry;
  const positions = batchSize * outHeight * outWidth;
  const width = filterHeight * filterWidth * inChannels;
  if (seesOnePixel(geometry)) {
    visit(rowByRow(image, positions, width), 0);
    return;
  }
  const rows = tilePositions(positions, width, block);
  const tile = heap.allocate([rows, width]);
  const address = heap.address(tile);
  for (let first = 0; first < positions; first += rows) {
    const count = Math.min(rows, positions - first);
    unroll(image, address, geometry, first, count);
    visit(rowByRow(address, count, width), first);
  }
  heap.free(tile);
}

/** How many positions of `width` floats to take at a time: a multiple of `block`, or all. */
export const tilePositions = (positions: number, width: number, block: number): number =>
  Math.min(positions, block * Math.max(1, Math.floor(tileBytes / (width * bytes * block))));

/** Whether what the filter sees are the images as they lie. */
function seesOnePixel({ filterHeight, filterWidth, strideHeight, strideWidth, padInfo }: Geometry): boolean {
  const { top, bottom, left, right } = padInfo;
  return filterHeight * filterWidth * strideHeight * strideWidth === 1 && top === 0 && bottom === 0 && left === 0 && right === 0;
}
