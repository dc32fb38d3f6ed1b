import { expect, it } from 'vitest';
import { isArranged } from '#app/data/series/arrange.ts';
import { partsOfSeries, seriesOf, startsOfParts, trainingRows } from '#app/data/series/samples.ts';
import { rowsBySeries, seriesTogether } from '#app/data/series/series-rows.ts';
import { arranged } from '#test/helpers/arranged.ts';

const series = (times: number[], values: number[]) => ({ times: Float64Array.from(times), columns: [Float64Array.from(values)] });

it('brings rows in order, each time once, gaps filled, and says what was mended', () => {
  const given = series([0, 20, 10, 10, 50, 60], [1, 3, 2, 9, 6, 7]);
  expect(arranged(given, { doubles: 'first', gaps: 'forward' })).toEqual({
    series: series([0, 10, 20, 30, 40, 50, 60], [1, 2, 3, 3, 3, 6, 7]),
    mended: { outOfOrder: 1, doubles: 1, filled: 2 },
  });
  expect(arranged(given, { doubles: 'drop', gaps: 'leave' }).series).toEqual(series([0, 20, 50, 60], [1, 3, 6, 7]));
});

it('lets what is in order be as it is', () => {
  const given = series([0, 10, 20], [1, 2, 3]);
  const rules = { doubles: 'mean', gaps: 'forward' } as const;
  expect(arranged(given, rules)).toEqual({ series: given, mended: { outOfOrder: 0, doubles: 0, filled: 0 } });
});

it.each<[string, number[], 'forward' | 'leave', boolean]>([
  ['in order', [0, 10, 20, 30], 'forward', true],
  ['out of order', [0, 20, 10, 30], 'forward', false],
  ['twice', [0, 10, 10, 20], 'forward', false],
  ['with a gap', [0, 10, 20, 40], 'forward', false],
  ['with a gap that stays', [0, 10, 20, 40], 'leave', true],
  ['irregular', [0, 7, 19, 20, 41, 43, 70], 'forward', true],
  ['none', [], 'forward', true],
])('knows whether times are as they are to be: %s', (_, times, gaps, is) => {
  expect(isArranged(Float64Array.from(times), { doubles: 'first', gaps })).toBe(is);
});

it('knows series of which the rows lie together, and brings those of others together', () => {
  expect(seriesTogether(Float64Array.of(2, 2, 0, 1, 1), 5)).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 3 },
    { from: 3, to: 5 },
  ]);
  expect(seriesTogether(Float64Array.of(2, 0, 2), 3)).toBeNull();
  expect(seriesTogether(null, 3)).toEqual([{ from: 0, to: 3 }]);
  const nan = Number.NaN;
  expect(rowsBySeries({ times: Float64Array.of(1, 2, nan, 4, 5, 6), keys: Float64Array.of(7, 3, 3, nan, 7, 3) }, 6)).toEqual({
    rows: Int32Array.of(1, 5, 0, 4),
    ends: [2, 4],
  });
  expect(rowsBySeries({ times: null, keys: null }, 3)).toEqual({ rows: Int32Array.of(0, 1, 2), ends: [3] });
});

it('fills nothing into times that have no interval', () => {
  const given = series([0, 7, 19, 20, 41, 43, 70], [1, 2, 3, 4, 5, 6, 7]);
  expect(arranged(given, { doubles: 'first', gaps: 'forward' }).mended.filled).toBe(0);
});

const shares = { train: 60, validation: 20, test: 20, seed: 1 };
const shape = { window: 3, horizon: 1, stride: 1, gap: 0 };

it('tells series apart by their key, and leaves out those too short for a sample in each part', () => {
  const keys = Float64Array.from([...Array(20).fill(0), ...Array(3).fill(1), ...Array(10).fill(0)]);
  const found = seriesOf(keys, keys.length);
  expect(found).toEqual([
    { from: 0, to: 20 },
    { from: 20, to: 23 },
    { from: 23, to: 33 },
  ]);
  const cut = partsOfSeries(found, shares, shape);
  expect(cut.tooShort).toBe(1);
  expect(trainingRows(cut)).toEqual(Int32Array.from([...Array(12).keys(), 23, 24, 25, 26, 27, 28]));
  expect(() => partsOfSeries([{ from: 0, to: 5 }], shares, shape)).toThrow('The longest series must have 7 rows or more; got 5.');
  expect(partsOfSeries([{ from: 0, to: 7 }], shares, shape).series).toHaveLength(1);
});

it('starts no window in which a row cannot be used, and lets later ones reach back into their series alone', () => {
  const cut = partsOfSeries([{ from: 10, to: 30 }], shares, shape);
  const usable = new Uint8Array(30).fill(1);
  usable[15] = 0;
  const starts = startsOfParts(cut, usable, shape);
  expect(starts.train).toEqual(Int32Array.of(10, 11, 16, 17, 18));
  expect(starts.validation).toEqual(Int32Array.of(19, 20, 21, 22));
  expect(starts.test).toEqual(Int32Array.of(23, 24, 25, 26));
});
