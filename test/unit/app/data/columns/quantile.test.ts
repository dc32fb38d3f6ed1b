import { expect, it } from 'vitest';
import { quantile, sortedNumbers } from '#app/data/columns/quantile.ts';

it('sorts the finite values as numbers and leaves the others out', () => {
  expect(sortedNumbers(Float64Array.of(10, 9, Number.NaN, -2, Number.NEGATIVE_INFINITY))).toEqual(Float64Array.of(-2, 9, 10));
});

it('lies between two values in proportion', () => {
  const sorted = Float64Array.of(1, 2, 4, 8);
  expect([0, 0.25, 0.5, 0.875, 1].map((at) => quantile(sorted, at))).toEqual([1, 1.75, 3, 6.5, 8]);
});

it('is NaN of none', () => {
  expect(quantile(new Float64Array(), 0.5)).toBeNaN();
});
