import { expect, it } from 'vitest';
import { brierScore, calibration, calibrationError } from '#app/runs/calibration.ts';

it('puts answers of like certainty together, a border to the bin below it', () => {
  const bins = calibration([0, 0.25, 0.5, 0.75, 1], [false, false, true, false, true], 2);
  expect(bins).toEqual([
    { items: 3, said: 0.25, cameTrue: 1 / 3 },
    { items: 2, said: 0.875, cameTrue: 0.5 },
  ]);
});

it('leaves empty bins out', () => {
  expect(calibration([0.95, 0.05], [true, false], 10).map(({ items }) => items)).toEqual([1, 1]);
});

it('the error is how far said and came true lie apart, by the items', () => {
  const bins = [
    { items: 3, said: 0.2, cameTrue: 0.5 },
    { items: 1, said: 0.9, cameTrue: 0.5 },
  ];
  expect(calibrationError(bins)).toBeCloseTo((3 * 0.3 + 0.4) / 4, 15);
  expect(calibrationError([])).toBe(0);
});

it('the Brier score is the mean squared distance from what happened', () => {
  expect(brierScore([1, 0.5], [true, false])).toBe(0.125);
  expect(brierScore([], [])).toBeNull();
});
