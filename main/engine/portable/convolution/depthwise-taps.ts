import type { Geometry } from './geometry.ts';

/** Where one tap of a depthwise filter meets the images: the first number of the tap, of the cell, of the output. */
export type TapVisit = (tap: number, cell: number, output: number) => void;

/** Visits every tap at every output position whose cell lies inside the image, tap by tap. */
export function overTaps(geometry: Geometry, visit: TapVisit): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, filterHeight, filterWidth, padInfo } = geometry;
  for (let tap = 0; tap < filterHeight * filterWidth; tap++) {
    const top = Math.floor(tap / filterWidth) * geometry.dilationHeight - padInfo.top;
    const left = (tap % filterWidth) * geometry.dilationWidth - padInfo.left;
    for (let line = 0; line < batchSize * outHeight; line++) {
      const y = (line % outHeight) * geometry.strideHeight + top;
      if (y < 0 || y >= inHeight) continue;
      const row = (Math.floor(line / outHeight) * inHeight + y) * inWidth;
      for (let column = 0; column < outWidth; column++) {
        const x = column * geometry.strideWidth + left;
        if (x >= 0 && x < inWidth) visit(tap * outChannels, (row + x) * inChannels, (line * outWidth + column) * outChannels);
      }
    }
  }
}
