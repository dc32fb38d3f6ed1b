import { expect, it } from 'vitest';
import { isConstant, momentsOf } from '#app/data/columns/moments.ts';

it('tells mean and variance of the population, and skips what is not finite', () => {
  expect(momentsOf(Float64Array.of(1, Number.NaN, 2, 3, Number.POSITIVE_INFINITY, 6))).toEqual({ count: 4, mean: 3, variance: 3.5 });
});

it('is 0 of none', () => {
  expect(momentsOf(Float64Array.of(Number.NaN))).toEqual({ count: 0, mean: 0, variance: 0 });
});

it('keeps the digits of a small variance beside a large mean', () => {
  const values = Float64Array.from({ length: 1000 }, (_, place) => 1e9 + (place % 2));
  expect(momentsOf(values).variance).toBeCloseTo(0.25, 9);
});

it('takes a column for constant that varies by rounding alone, and none that varies by more', () => {
  const constant = new Float64Array(1000).fill(0.1);
  expect(isConstant(momentsOf(constant))).toBe(true);
  constant[3] = 0.1 + 1e-9;
  expect(isConstant(momentsOf(constant))).toBe(false);
});

it('loses no digits over many values', () => {
  const { mean, variance } = momentsOf(new Float64Array(1_000_000).fill(0.1));
  expect(mean).toBe(0.1);
  expect(variance).toBeLessThan(1e-32);
});
