import { expect, it } from 'vitest';
import { withoutDoubles } from '#app/data/series/doubles.ts';
import { fillGaps, withoutForesight, withoutLeaks } from '#app/data/series/gaps.ts';
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

it.each([
  ['forward', [1, 2, 2, 2, 8, nan], [0, nan, nan, nan, 3, 4]],
  ['linear', [1, 2, 4, 6, 8, nan], [0, nan, nan, nan, 3, 4]],
] as const)('fills gaps %s, and not the cells that were missing', (rule, one, other) => {
  const filled = fillGaps(gappy, ten, rule);
  expect(filled).toEqual({ ...series([0, 10, 20, 30, 40, 50], [...one], [...other]), added: Uint8Array.of(0, 0, 1, 1, 0, 0) });
});

it('leaves gaps as they are where told to', () => {
  expect(fillGaps(gappy, ten, 'leave')).toEqual({ ...gappy, added: new Uint8Array(4) });
});

it('fills months by the calendar', () => {
  const { times } = fillGaps(
    series([Date.UTC(2024, 0, 31), Date.UTC(2024, 2, 31)], [1, 3]),
    { unit: 'months', every: 1, day: 31 },
    'linear',
  );
  expect(times[1]).toBe(Date.UTC(2024, 1, 29));
});

it('takes a wrong date for what it is, and makes no rows of it', () => {
  expect(() => fillGaps(series([0, 86_400_000 * 20_000], [1, 2]), { unit: 'milliseconds', every: 1000 }, 'forward')).toThrow(
    'must have 50,000,000 rows or fewer; at one every 1 second there would be 1,728,000,001.',
  );
});

const part = (from: number, to: number) => ({ from, to });

it('takes away what a line knows of a later part, in the rows of the earlier one', () => {
  const filled = fillGaps(series([0, 10, 50, 60], [1, 2, 10, 11]), ten, 'linear');
  expect(filled.columns[0]).toEqual(Float64Array.of(1, 2, 4, 6, 8, 10, 11));
  const leaks = withoutLeaks(filled, { train: part(0, 4), validation: part(4, 6), test: part(6, 7) });
  expect(leaks.columns[0]).toEqual(Float64Array.of(1, 2, 2, 2, 8, 10, 11));
  const twice = withoutLeaks(filled, { train: part(0, 3), validation: part(3, 5), test: part(5, 7) });
  expect(twice.columns[0]).toEqual(Float64Array.of(1, 2, 2, 2, 2, 10, 11));
});

it('keeps a line that no part ends in', () => {
  const filled = fillGaps(series([0, 10, 50, 60], [1, 2, 10, 11]), ten, 'linear');
  expect(withoutLeaks(filled, { train: part(0, 6), validation: part(6, 6), test: part(6, 7) })).toEqual(filled);
  expect(withoutLeaks(filled, { train: part(0, 2), validation: part(2, 7), test: part(7, 7) })).toEqual(filled);
});

it('leaves samples out whose window ends on a line to what it forecasts', () => {
  const { added } = fillGaps(series([0, 10, 50, 60], [1, 2, 10, 11]), ten, 'linear');
  expect(withoutForesight(Int32Array.of(0, 1, 2, 3, 4), added, 2)).toEqual(Int32Array.of(0, 4));
});
