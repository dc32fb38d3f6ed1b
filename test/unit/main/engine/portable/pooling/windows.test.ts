import { expect, it } from 'vitest';
import { overWindows, poolGeometry, type Window } from '#main/engine/portable/pooling/windows.ts';

function windowsOf(height: number, width: number, filterSize: number, strides: number, pad: 'same' | 'valid'): Window[] {
  const seen: Window[] = [];
  overWindows(poolGeometry([2, height, width, 1], { filterSize, strides, pad }), (window, output) => {
    expect(output).toBe(seen.length);
    seen.push({ ...window });
  });
  return seen;
}

it('visits the windows of each image row by row', () => {
  expect(windowsOf(2, 4, 2, 2, 'valid')).toEqual([
    { item: 0, top: 0, bottom: 2, left: 0, right: 2 },
    { item: 0, top: 0, bottom: 2, left: 2, right: 4 },
    { item: 1, top: 0, bottom: 2, left: 0, right: 2 },
    { item: 1, top: 0, bottom: 2, left: 2, right: 4 },
  ]);
});

it('cuts windows off at the edges of same padding', () => {
  expect(windowsOf(1, 3, 3, 1, 'same').slice(0, 3)).toEqual([
    { item: 0, top: 0, bottom: 1, left: 0, right: 2 },
    { item: 0, top: 0, bottom: 1, left: 0, right: 3 },
    { item: 0, top: 0, bottom: 1, left: 1, right: 3 },
  ]);
});

it('leaves cells out that a long stride skips', () => {
  expect(windowsOf(5, 1, 1, 3, 'valid').map(({ top }) => top)).toEqual([0, 3, 0, 3]);
});

it('refuses images without four axes', () => {
  expect(() => poolGeometry([2, 4, 4], { filterSize: 2, strides: 2, pad: 'valid' })).toThrow('four axes; got [2,4,4]');
});
