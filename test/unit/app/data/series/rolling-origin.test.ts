import { expect, it } from 'vitest';
import { rollingOrigin } from '#app/data/series/rolling-origin.ts';

const plan = { folds: 2, testRows: 3, gap: 1, mostTrainRows: null };

it('judges the end of the series, fold after fold, each trained on what came before', () => {
  expect(rollingOrigin(10, plan)).toEqual([
    { train: { from: 0, to: 3 }, test: { from: 4, to: 7 } },
    { train: { from: 0, to: 6 }, test: { from: 7, to: 10 } },
  ]);
});

it('keeps to the latest rows where it may train on few', () => {
  expect(rollingOrigin(10, { ...plan, mostTrainRows: 2 }).map(({ train }) => train)).toEqual([
    { from: 1, to: 3 },
    { from: 4, to: 6 },
  ]);
});

it('says how long the series must be', () => {
  expect(() => rollingOrigin(7, plan)).toThrow('must have 8 rows or more; got 7');
  expect(rollingOrigin(8, plan)[0]?.train).toEqual({ from: 0, to: 1 });
});
