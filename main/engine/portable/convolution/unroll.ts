import { compile } from '../wasm/compile.ts';
import type { Memory } from '../wasm/web-assembly.ts';
import type { Geometry } from './geometry.ts';
import { unrollParameters, unrollRoutine } from './unroll-routine.ts';

/**
 * Writes what a filter sees at `count` output positions, from the position `first` on (counted over images, rows, columns),
 * one row a position: [filterHeight, filterWidth, channels], with zeros outside the image. `images` and `tile` are addresses.
 */
export type Unroll = (images: number, tile: number, geometry: Geometry, first: number, count: number) => void;

const routines = { unroll: unrollRoutine() };

export function createUnroll(memory: Memory): Unroll {
  const { unroll } = compile(memory, routines);
  return (images, tile, geometry, first, count) => {
    const { outHeight, outWidth, inHeight, inWidth, dilationWidth, filterWidth, padInfo } = geometry;
    const pixelBytes = geometry.inChannels * Float32Array.BYTES_PER_ELEMENT;
    const lineBytes = inWidth * pixelBytes;
    const imageBytes = inHeight * lineBytes;
    const position = first % (outHeight * outWidth);
    const given: Record<(typeof unrollParameters)[number], number> = {
      ...geometry,
      to: tile,
      image: images + Math.floor(first / (outHeight * outWidth)) * imageBytes,
      imageBytes,
      lineBytes,
      pixelBytes,
      runs: dilationWidth === 1 ? 1 : filterWidth,
      taps: dilationWidth === 1 ? filterWidth : 1,
      padTop: padInfo.top,
      padLeft: padInfo.left,
      row: Math.floor(position / outWidth),
      column: position % outWidth,
      count,
    };
    unroll(...unrollParameters.map((name) => given[name]));
  };
}
