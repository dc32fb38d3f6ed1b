import { expect, it } from 'vitest';
import { seasonalDecomposition } from '#app/data/series/seasonal-decomposition.ts';
import { furthest } from '#test/helpers/close.ts';

const season = [3, -1, -2];
const line = (at: number) => 10 + 2 * at;

it('takes a line and a season apart exactly', () => {
  const values = Float64Array.from({ length: 9 }, (_, at) => line(at) + (season[at % 3] ?? 0));
  const { trend, seasonal, residual } = seasonalDecomposition(values, 3, 'additive');
  const inside = (of: (at: number) => number) => Float64Array.from(values, (_, at) => (at === 0 || at === 8 ? Number.NaN : of(at)));
  expect(furthest(trend, inside(line))).toBeLessThan(1e-14);
  expect(
    furthest(
      seasonal,
      values.map((_, at) => season[at % 3] ?? 0),
    ),
  ).toBeLessThan(1e-14);
  expect(
    furthest(
      residual,
      inside(() => 0),
    ),
  ).toBeLessThan(1e-14);
});

it('takes a level and factors apart, of an even period', () => {
  const factors = [0.5, 1.5];
  const values = Float64Array.from({ length: 8 }, (_, at) => 40 * (factors[at % 2] ?? 0));
  const { trend, seasonal } = seasonalDecomposition(values, 2, 'multiplicative');
  expect(furthest(trend.subarray(1, 7), new Float64Array(6).fill(40))).toBeLessThan(1e-14);
  expect(
    furthest(
      seasonal,
      values.map((_, at) => factors[at % 2] ?? 0),
    ),
  ).toBeLessThan(1e-14);
});

it('loses no digits along a long series', () => {
  const values = Float64Array.from({ length: 500_000 }, (_, at) => 1e6 * Math.sin(at) + (at % 7));
  const { trend } = seasonalDecomposition(values, 7, 'additive');
  let furthestOff = 0;
  for (let at = 3; at < values.length - 3; at += 1) {
    const mean = values.subarray(at - 3, at + 4).reduce((sum, value) => sum + value, 0) / 7;
    furthestOff = Math.max(furthestOff, Math.abs((trend[at] ?? 0) - mean));
  }
  expect(furthestOff).toBeLessThan(1e-9);
});

it('says what is wrong with a series', () => {
  const of = (...values: number[]) => Float64Array.from(values);
  expect(() => seasonalDecomposition(of(1, 2, 3), 2, 'additive')).toThrow('must be seen twice, in 4 rows; got 3');
  expect(() => seasonalDecomposition(of(1, 2, 0, 4), 2, 'multiplicative')).toThrow('must be above 0; got 0');
  expect(() => seasonalDecomposition(of(1, 2, Number.NaN, 4), 2, 'additive')).toThrow('got 1');
});
