import { expect, it } from 'vitest';
import { withoutDoubles } from '#app/data/series/doubles.ts';
import { fillGaps } from '#app/data/series/gaps.ts';
import { inOrder, type TimedSeries } from '#app/data/series/timed.ts';

const nan = Number.NaN;
const series = (times: number[], ...columns: number[][]): TimedSeries => ({
  times: Float64Array.from(times),
  columns: columns.map((column) => Float64Array.from(column)),
});
const ten = { unit: 'milliseconds', every: 10 } as const;

it('puts rows in order, those of one time as they stood', () => {
  expect(inOrder(series([30, 10, 20, 10], [1, 2, 3, 4]))).toEqual(series([10, 10, 20, 30], [2, 4, 3, 1]));
});

it('leaves a series alone that is in order', () => {
  const given = series([10, 10, 20], [1, 2, 3]);
  expect(inOrder(given)).toBe(given);
});

const twice = series([10, 20, 20, 20, 30], [1, 2, nan, 6, 5], [1, nan, nan, nan, 5]);

it.each([
  ['drop', series([10, 30], [1, 5], [1, 5])],
  ['first', series([10, 20, 30], [1, 2, 5], [1, nan, 5])],
  ['mean', series([10, 20, 30], [1, 4, 5], [1, nan, 5])],
] as const)('keeps of rows of one time what it is told to: %s', (rule, kept) => {
  expect(withoutDoubles(twice, rule)).toEqual(kept);
});

const gappy = series([0, 10, 40, 50], [1, 2, 8, nan], [0, nan, 3, 4]);

it('fills gaps with the row before, and not the cells that were missing', () => {
  expect(fillGaps(gappy, ten)).toEqual(series([0, 10, 20, 30, 40, 50], [1, 2, 2, 2, 8, nan], [0, nan, nan, nan, 3, 4]));
});

it('fills months by the calendar', () => {
  const { times } = fillGaps(series([Date.UTC(2024, 0, 31), Date.UTC(2024, 2, 31)], [1, 3]), { unit: 'months', every: 1, day: 31 });
  expect(times[1]).toBe(Date.UTC(2024, 1, 29));
});

it('takes a wrong date for what it is, and makes no rows of it', () => {
  expect(() => fillGaps(series([0, 86_400_000 * 20_000], [1, 2]), { unit: 'milliseconds', every: 1000 })).toThrow(
    'must have 50,000,000 rows or fewer; at one every 1 second there would be 1,728,000,001.',
  );
});
