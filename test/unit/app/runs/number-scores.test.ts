import { expect, it } from 'vitest';
import { plainForecastError } from '#app/runs/baselines/plain-forecast.ts';
import { scoreIntervals, scoreNumbers } from '#app/runs/number-scores.ts';

const nan = Number.NaN;

it('scores pairs that are known, and MASE where there is something to scale by', () => {
  const answered = { actual: Float64Array.of(1, 2, nan, 4), predicted: Float64Array.of(2, 2, 3, nan) };
  expect(scoreNumbers(answered, 2)).toMatchObject({ mae: 0.5, mase: 0.25, rmse: Math.sqrt(0.5) });
  expect(scoreNumbers(answered, null)?.mase).toBeNull();
  expect(scoreNumbers({ actual: Float64Array.of(nan), predicted: Float64Array.of(1) }, 1)).toBeNull();
});

it('scores ranges from the lowest quantile to the highest, and none of one answer', () => {
  const actual = Float64Array.of(0, 5, 20, nan);
  const all = (value: number) => new Float64Array(4).fill(value);
  const score = scoreIntervals(actual, [
    { share: 0.1, predicted: all(1) },
    { share: 0.9, predicted: all(11) },
  ]);
  expect(score).toMatchObject({ coverage: 1 / 3, width: 10 });
  expect(score?.share).toBeCloseTo(0.8, 12);
  // Of 0.1: 0.9·1, 0.1·4, 0.1·19; of 0.9: 0.1·11, 0.1·6, 0.9·9; over three.
  expect(score?.pinball).toBeCloseTo((0.9 + 0.4 + 1.9 + 1.1 + 0.6 + 8.1) / 6, 12);
  expect(scoreIntervals(actual, [{ share: 0.5, predicted: all(1) }])).toBeNull();
});

it('takes the last value, or that of a season where the window holds one, as the plain forecast', () => {
  const values = Float64Array.of(1, 2, 3, 1, 2, 3, 1, nan);
  const starts = Int32Array.of(0, 1);
  expect(plainForecastError(values, starts, { window: 3, horizon: 2, season: 3 })).toBe(0);
  // From 3: 1 and 2 are off by 2 and 1; from 1: 2 and 3 by 1 and 2.
  expect(plainForecastError(values, starts, { window: 3, horizon: 2, season: 1 })).toBe(1.5);
  expect(plainForecastError(values, starts, { window: 3, horizon: 2, season: 4 })).toBe(1.5);
  expect(plainForecastError(values, Int32Array.of(5), { window: 2, horizon: 1, season: 1 })).toBeNull();
});
