import { describe, expect, it } from 'vitest';
import { type Geometry, geometryOf } from '#main/engine/portable/convolution/geometry.ts';
import { rollUp } from '#main/engine/portable/convolution/roll-up.ts';
import { createUnroll } from '#main/engine/portable/convolution/unroll.ts';
import { webAssembly } from '#main/engine/portable/wasm/web-assembly.ts';
import { type Drawn, drawn } from '#test/helpers/drawn.ts';

const memory = new webAssembly.Memory({ initial: 16 });
const heap = new Float32Array(memory.buffer);
const unroll = createUnroll(memory);
const images = 0;
const tile = 100_000;

function drawnGeometry({ whole, pick }: Drawn, most: number): Geometry {
  const [height, width] = [whole(1, 7), whole(1, 7)];
  const dilation = whole(1, 2);
  const kernel = [whole(1, Math.min(most, Math.ceil(height / dilation))), whole(1, Math.min(most, Math.ceil(width / dilation)))];
  const filter = [...kernel, whole(1, 9), 1];
  return geometryOf([whole(1, 3), height, width, filter[2] ?? 1], filter, {
    strides: [whole(1, 3), whole(1, 3)],
    dilations: dilation,
    pad: pick(['same', 'valid']),
  });
}

/** The cell of the images that a tap sees at a position; null outside. */
function cellOf(g: Geometry, position: number, filterRow: number, filterColumn: number): number | null {
  const y = (Math.floor(position / g.outWidth) % g.outHeight) * g.strideHeight + filterRow * g.dilationHeight - g.padInfo.top;
  const x = (position % g.outWidth) * g.strideWidth + filterColumn * g.dilationWidth - g.padInfo.left;
  const item = Math.floor(position / (g.outHeight * g.outWidth));
  return y < 0 || y >= g.inHeight || x < 0 || x >= g.inWidth ? null : ((item * g.inHeight + y) * g.inWidth + x) * g.inChannels;
}

const tapsOf = (g: Geometry) =>
  Array.from({ length: g.filterHeight * g.filterWidth }, (_, tap) => [Math.floor(tap / g.filterWidth), tap % g.filterWidth] as const);

describe.each(Array.from({ length: 40 }, (_, seed) => seed))('geometry %i', (seed) => {
  it('unrolls to what the filter sees, zeros outside, nothing beside', () => {
    const draws = drawn(seed);
    const geometry = drawnGeometry(draws, 3);
    const { batchSize, outHeight, outWidth, inChannels, inShape } = geometry;
    const positions = batchSize * outHeight * outWidth;
    const first = draws.whole(0, positions - 1);
    const count = draws.whole(1, positions - first);
    heap.set(draws.floats(inShape.reduce((a, b) => a * b)), images);
    heap.fill(9, tile - 1, tile + 20_000);
    unroll(images * 4, tile * 4, geometry, first, count);

    const expected = Array.from({ length: count }, (_, index) =>
      tapsOf(geometry).map(([row, column]) => {
        const cell = cellOf(geometry, first + index, row, column);
        return Array.from({ length: inChannels }, (_unused, channel) => (cell === null ? 0 : heap[images + cell + channel]));
      }),
    ).flat(2);
    expect([...heap.subarray(tile, tile + expected.length)]).toEqual(expected);
    expect(heap[tile - 1]).toBe(9);
    expect(heap[tile + expected.length]).toBe(9);
  });

  it('rolls up by adding each tap to the cell it saw', () => {
    const draws = drawn(seed + 1000);
    const undilated = { ...drawnGeometry(draws, 3), dilationHeight: 1, dilationWidth: 1 };
    const { batchSize, outHeight, outWidth, inChannels, inShape } = undilated;
    const positions = batchSize * outHeight * outWidth;
    const rows = draws.floats(positions * tapsOf(undilated).length * inChannels);
    const expected = new Float32Array(inShape.reduce((a, b) => a * b));
    let read = 0;
    for (let position = 0; position < positions; position++) {
      for (const [row, column] of tapsOf(undilated)) {
        const cell = cellOf(undilated, position, row, column);
        for (let channel = 0; channel < inChannels; channel++, read++) {
          if (cell !== null) expected[cell + channel] = (expected[cell + channel] ?? 0) + (rows[read] ?? 0);
        }
      }
    }
    heap.fill(0, images, images + expected.length);
    heap.set(rows, tile);
    rollUp(heap, images, tile, undilated, 0, positions);
    expect([...heap.subarray(images, images + expected.length)]).toEqual([...expected]);
  });
});
