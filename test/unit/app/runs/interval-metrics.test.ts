import { expect, it } from 'vitest';
import { intervalScore, pinballLoss } from '#app/runs/interval-metrics.ts';

it('weighs what lies above a quantile and what lies below it by its share', () => {
  expect(pinballLoss([10, 10], [8, 13], 0.9)).toBeCloseTo((0.9 * 2 + 0.1 * 3) / 2, 15);
});

it('is least where the quantile is right', () => {
  const actual = Array.from({ length: 100 }, (_, place) => place);
  const losses = actual.map(
    (said) =>
      pinballLoss(
        actual,
        actual.map(() => said),
        0.8,
      ) ?? 0,
  );
  expect([79, 80]).toContain(losses.indexOf(Math.min(...losses)));
});

it('counts what lies in an interval, its ends included, and none in one that is upside down', () => {
  expect(intervalScore([1, 2, 3, 4], [1, 0, 4, 5], [2, 2, 6, 3])).toEqual({ coverage: 0.5, width: (1 + 2 + 2 - 2) / 4 });
});

it('has no figure of no items', () => {
  expect(pinballLoss([], [], 0.5)).toBeNull();
  expect(intervalScore([], [], [])).toBeNull();
});
