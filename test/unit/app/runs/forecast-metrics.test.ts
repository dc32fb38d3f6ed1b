import { expect, it } from 'vitest';
import {
  determination,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanAbsoluteScaledError,
  rootMeanSquaredError,
  seasonalNaiveError,
  symmetricPercentageError,
} from '#app/runs/forecast-metrics.ts';

const actual = [2, 4, 8];
const predicted = [1, 4, 10];

it('tells errors in the unit of the target', () => {
  expect(meanAbsoluteError(actual, predicted)).toBe(1);
  expect(rootMeanSquaredError(actual, predicted)).toBe(Math.sqrt(5 / 3));
});

it('tells errors as shares', () => {
  expect(meanAbsolutePercentageError(actual, predicted)).toBe((1 / 2 + 0 + 2 / 8) / 3);
  expect(symmetricPercentageError(actual, predicted)).toBeCloseTo((2 / 3 + 0 + 4 / 18) / 3, 15);
});

it('has no share of 0, but takes 0 said for 0 as right', () => {
  expect(meanAbsolutePercentageError([0, 1], [0, 1])).toBeNull();
  expect(symmetricPercentageError([0, 1], [0, 1])).toBe(0);
  expect(symmetricPercentageError([0], [3])).toBe(2);
});

it('measures the error by that of the last season of the training part', () => {
  const naive = seasonalNaiveError([1, 10, 3, Number.NaN, 6, 14], 2);
  // |3 − 1|, |6 − 3|; what is missing has no pair.
  expect(naive).toBe(2.5);
  expect(meanAbsoluteScaledError(actual, predicted, naive)).toBe(1 / 2.5);
});

it('has no measure in a training part that is too short or only repeats itself', () => {
  expect(seasonalNaiveError([1, 2], 2)).toBeNull();
  expect(meanAbsoluteScaledError(actual, predicted, null)).toBeNull();
  expect(meanAbsoluteScaledError(actual, predicted, seasonalNaiveError([1, 2, 1, 2], 2))).toBeNull();
});

it('R² is 1 at best, 0 of the mean, below of worse, and none where nothing varies', () => {
  expect(determination(actual, actual)).toBe(1);
  expect(determination([1, 2, 3], [2, 2, 2])).toBe(0);
  expect(determination([1, 2, 3], [3, 2, 1])).toBe(-3);
  expect(determination([0.1, 0.1, 0.1], [0, 0, 0])).toBeNull();
});

it('has no figure of no items, and NaN of an answer that is none', () => {
  for (const of of [meanAbsoluteError, rootMeanSquaredError, meanAbsolutePercentageError, symmetricPercentageError, determination]) {
    expect(of([], [])).toBeNull();
    expect(of([1, 2], [1, Number.NaN])).toBeNaN();
  }
});
