import type { Geometry } from './geometry.ts';

/**
 * The reverse of unroll: adds each row of a tile [positions, filterHeight, filterWidth, channels] to the cells of the images
 * that it was seen at; what lies outside is dropped. `heap` views the whole memory, `image` and `tile` count in floats.
 */
export function rollUp(heap: Float32Array, image: number, tile: number, geometry: Geometry, from: number, count: number): void {
  const { inHeight, inWidth, inChannels, outWidth, outHeight, filterHeight, filterWidth } = geometry;
  const perImage = outHeight * outWidth;
  let read = tile;
  for (let position = from; position < from + count; position++) {
    const item = Math.floor(position / perImage);
    const top = Math.floor((position % perImage) / outWidth) * geometry.strideHeight - geometry.padInfo.top;
    const left = (position % outWidth) * geometry.strideWidth - geometry.padInfo.left;
    const first = Math.max(0, -left) * inChannels;
    const last = Math.min(filterWidth, inWidth - left) * inChannels;
    for (let y = top; y < top + filterHeight; y++, read += filterWidth * inChannels) {
      if (y < 0 || y >= inHeight) continue;
      const row = image + ((item * inHeight + y) * inWidth + left) * inChannels;
      for (let index = first; index < last; index++) heap[row + index] = (heap[row + index] ?? 0) + (heap[read + index] ?? 0);
    }
  }
}
