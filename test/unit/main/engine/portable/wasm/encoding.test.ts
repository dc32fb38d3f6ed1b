import { expect, it } from 'vitest';
import { signed, text, unsigned, vector } from '#main/engine/portable/wasm/encoding.ts';

it.each([
  [0, [0]],
  [127, [127]],
  [128, [0x80, 1]],
  [624485, [0xe5, 0x8e, 0x26]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])('writes %i seven bits a byte', (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
});

it.each([
  [0, [0]],
  [63, [63]],
  [64, [0xc0, 0]],
  [-1, [0x7f]],
  [-64, [0x40]],
  [-65, [0xbf, 0x7f]],
  [-123456, [0xc0, 0xbb, 0x78]],
])('writes %i with its sign in the last byte', (value, bytes) => {
  expect(signed(value)).toEqual(bytes);
});

it('writes a list as how many and what', () => {
  expect(vector([[1], [2, 3]])).toEqual([2, 1, 2, 3]);
  expect(text('ab')).toEqual([2, 97, 98]);
});
