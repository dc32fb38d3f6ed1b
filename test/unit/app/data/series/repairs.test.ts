import { expect, it } from 'vitest';
import { rowsOnce } from '#app/data/series/doubles.ts';
import { repeatsOf } from '#app/data/series/gaps.ts';
import { sortByTime, timesOutOfOrder } from '#app/data/series/time-order.ts';
import { arranged, type TimedSeries } from '#test/helpers/arranged.ts';
import { drawn } from '#test/helpers/drawn.ts';

const nan = Number.NaN;
const series = (times: number[], ...columns: number[][]): TimedSeries => ({
  times: Float64Array.from(times),
  columns: columns.map((column) => Float64Array.from(column)),
});
const ten = { unit: 'milliseconds', every: 10 } as const;
const asTheyStand = { doubles: 'first', gaps: 'leave' } as const;

it('puts rows in order, those of one time as they stood', () => {
  const times = Float64Array.of(30, 10, 20, 10);
  const rows = Int32Array.of(5, 6, 7, 8);
  expect(timesOutOfOrder(times)).toBe(2);
  sortByTime(times, rows, () => undefined);
  expect([times, rows]).toEqual([Float64Array.of(10, 10, 20, 30), Int32Array.of(6, 8, 7, 5)]);
});

it('puts any rows in the order that a stable sort gives them, and tells of it on the way', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const random = drawn(seed);
    const times = Float64Array.from({ length: random.whole(0, 300) }, () => random.whole(0, 40));
    const rows = Int32Array.from(times.keys());
    const right = [...rows].sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0) || one - other);
    sortByTime(times, rows, () => undefined);
    expect([...rows]).toEqual(right);
    expect(timesOutOfOrder(times)).toBe(0);
  }
  let told = 0;
  sortByTime(
    new Float64Array(300_000).map((_, row) => -row),
    new Int32Array(300_000),
    () => {
      told += 1;
    },
  );
  expect(told).toBeGreaterThan(3);
});

const twice = series([10, 20, 20, 20, 30], [1, 2, nan, 6, 5], [1, nan, nan, nan, 5]);

it.each([
  ['drop', series([10, 30], [1, 5], [1, 5])],
  ['first', series([10, 20, 30], [1, 2, 5], [1, nan, 5])],
  ['mean', series([10, 20, 30], [1, 4, 5], [1, nan, 5])],
] as const)('keeps of rows of one time what it is told to: %s', (doubles, kept) => {
  expect(arranged(twice, { ...asTheyStand, doubles }).series).toEqual(kept);
});

it('knows where rows of one time begin, of which a mean is made', () => {
  const once = rowsOnce(Float64Array.of(10, 20, 20, 30), Int32Array.of(3, 0, 2, 1), 'mean');
  expect(once).toEqual({ times: Float64Array.of(10, 20, 30), rows: Int32Array.of(3, 0, 2, 1), begins: Int32Array.of(0, 1, 3) });
});

it('fills gaps with the row before, and not the cells that were missing', () => {
  const gappy = series([0, 10, 40, 50], [1, 2, 8, nan], [0, nan, 3, 4]);
  expect(repeatsOf(gappy.times, ten)).toEqual(Int32Array.of(1, 3, 1, 1));
  expect(arranged(gappy, { ...asTheyStand, gaps: 'forward' }).series).toEqual(
    series([0, 10, 20, 30, 40, 50], [1, 2, 2, 2, 8, nan], [0, nan, nan, nan, 3, 4]),
  );
});

it('fills months by the calendar', () => {
  const months = [Date.UTC(2023, 11, 31), Date.UTC(2024, 0, 31), Date.UTC(2024, 2, 31)];
  const { times } = arranged(series(months, [0, 1, 3]), { ...asTheyStand, gaps: 'forward' }).series;
  expect(times[2]).toBe(Date.UTC(2024, 1, 29));
});

it('takes a wrong date for what it is, and makes no rows of it', () => {
  expect(() => repeatsOf(Float64Array.of(0, 86_400_000 * 20_000), { unit: 'milliseconds', every: 1000 })).toThrow(
    'must have 50,000,000 rows or fewer; at one every 1 second there would be 1,728,000,001.',
  );
});
