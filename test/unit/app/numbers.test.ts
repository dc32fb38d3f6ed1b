import { expect, it } from 'vitest';
import { bytes, counted, grouped, shapeText, short, significant, size } from '#app/numbers.ts';

it.each([
  [0, '0'],
  [999, '999'],
  [18_496, '18,496'],
  [5_851_338, '5,851,338'],
  [-1234.5, '−1,234.5'],
  [1e21, '1e+21'],
  [-1.5e-9, '−1.5e-9'],
  [Number.NaN, 'NaN'],
])('groups %d as %s', (value, text) => expect(grouped(value)).toBe(text));

it.each([
  [999_900, '999,900'],
  [999_960, '1.0 M'],
  [18_874_368, '18.9 M'],
  [1.06e11, '106.0 G'],
  [3e12, '3.0 T'],
])('shortens %d to %s', (value, text) => expect(short(value)).toBe(text));

it.each([
  [12, '12 bytes'],
  [1000, '1.0 kB'],
  [99_600, '100 kB'],
  [262_144, '0.26 MB'],
  [9.96e6, '10 MB'],
  [240e6, '240 MB'],
  [999.4e6, '999 MB'],
  [1.1e9, '1.1 GB'],
  [1.6e13, '16,000 GB'],
])('writes %d bytes as %s', (value, text) => expect(bytes(value)).toBe(text));

it.each([
  [0, '0'],
  [12.3456, '12.35'],
  [-0.0123456, '−0.01235'],
  [999.96, '1,000'],
  [1_234_567.8, '1,234,568'],
  [0.00002, '2.000e-5'],
  [2.5e12, '2.500e12'],
  [-2.5e12, '−2.500e12'],
  [Number.NaN, 'NaN'],
])('writes %d by its first digits as %s', (value, text) => expect(significant(value)).toBe(text));

it('writes shapes and their sizes', () => {
  expect([shapeText([32, 32, 3]), size([32, 32, 3]), size([])]).toEqual(['32×32×3', 3072, 1]);
});

it('counts in words', () => {
  expect([0, 1, 2000].map((count) => counted(count, 'block'))).toEqual(['no blocks', '1 block', '2,000 blocks']);
});
