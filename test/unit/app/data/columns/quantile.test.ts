import { expect, it } from 'vitest';
import { quantile, quantileOf, sortedNumbers } from '#app/data/columns/quantile.ts';
import { rankedNumber } from '#app/data/columns/ranked.ts';
import { drawn } from '#test/helpers/drawn.ts';

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

/** Numbers of any size and sign, some of them alike, some none. */
function anyNumbers(seed: number): Float64Array {
  const random = drawn(seed);
  const { NaN: missing, POSITIVE_INFINITY: above, NEGATIVE_INFINITY: below, MIN_VALUE: least, MAX_VALUE: most } = Number;
  const draw = (): number =>
    random.whole(0, 3) === 0
      ? random.pick([0, -0, missing, above, below, least, -most, 7, 7])
      : random.whole(-999, 999) * 10 ** random.whole(-300, 300);
  return Float64Array.from({ length: random.whole(0, 40) }, draw);
}

it('finds the number at each place without sorting, in one block or in several', () => {
  for (let seed = 0; seed < 300; seed += 1) {
    const values = anyNumbers(seed);
    const sorted = sortedNumbers(values);
    const blocks = () => [values.subarray(0, 5), values.subarray(5)];
    for (const [place, right] of [...sorted, Number.NaN].entries()) {
      expect(
        Object.is(
          rankedNumber(blocks, () => place),
          right,
        ),
        `place ${place} of ${values}`,
      ).toBe(true);
    }
    expect(rankedNumber(blocks, (count) => count - 1)).toBe(sorted.at(-1) ?? Number.NaN);
  }
});

it('has the same quantiles of values in any order', () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const values = anyNumbers(seed);
    for (const at of [0, 0.1, 0.5, 0.75, 1]) expect(quantileOf(values, at)).toBe(quantile(sortedNumbers(values), at));
  }
});
