import { expect, it } from 'vitest';
import { splitByTime } from '#app/data/series/time-split.ts';

const shares = { train: 0.6, validation: 0.2, test: 0.2 };

it('cuts in the order of time, with rows of none before the later parts', () => {
  expect(splitByTime(104, shares, 2)).toEqual({
    train: { from: 0, to: 60 },
    validation: { from: 62, to: 82 },
    test: { from: 84, to: 104 },
  });
});

it('has no gap for a part without a share', () => {
  const { train, validation, test } = splitByTime(11, { train: 0.8, validation: 0, test: 0.2 }, 1);
  expect([train, validation, test]).toEqual([
    { from: 0, to: 8 },
    { from: 8, to: 8 },
    { from: 9, to: 11 },
  ]);
});

it('says so where gaps leave no row for a part', () => {
  expect(() => splitByTime(22, shares, 10)).toThrow('must have 23 rows or more; got 22');
  expect(splitByTime(23, shares, 10).test).toEqual({ from: 22, to: 23 });
});
