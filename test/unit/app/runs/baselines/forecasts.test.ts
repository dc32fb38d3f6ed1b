import { expect, it } from 'vitest';
import { fitAutoregression, forecastAutoregression } from '#app/runs/baselines/autoregression.ts';
import { meanAnswer } from '#app/runs/baselines/mean-answer.ts';
import { lastValue, seasonalNaive } from '#app/runs/baselines/naive-forecasts.ts';
import { furthest } from '#test/helpers/close.ts';

const nan = Number.NaN;
const values = (...given: number[]) => Float64Array.from(given);

it('the last value goes on, the last known one where that is missing', () => {
  expect(lastValue(values(1, 2, 3), 2)).toEqual(values(3, 3));
  expect(lastValue(values(1, 2, nan), 2)).toEqual(values(2, 2));
  expect(lastValue(values(nan), 1)).toEqual(values(nan));
});

it('the last season repeats, longer than a season too', () => {
  expect(seasonalNaive(values(9, 9, 1, 2, 3), 3, 7)).toEqual(values(1, 2, 3, 1, 2, 3, 1));
});

it('a place of the season that is missing is that of the season before, and none before the start', () => {
  expect(seasonalNaive(values(4, 5, 6, 1, nan, 3), 3, 3)).toEqual(values(1, 5, 3));
  expect(seasonalNaive(values(1, 2), 3, 3)).toEqual(values(nan, 1, 2));
});

it('AR(2) finds the rule of a series and goes on by it', () => {
  const series = values(1, 2);
  const rule = (before: number, last: number) => 5 + 1.2 * last - 0.7 * before;
  const all = Float64Array.from({ length: 30 });
  all.set(series);
  for (let at = 2; at < all.length; at += 1) all[at] = rule(all[at - 2] ?? 0, all[at - 1] ?? 0);
  const model = fitAutoregression(all.subarray(0, 20), 2);
  expect(furthest([model.outputs[0]?.intercept ?? 0, ...(model.outputs[0]?.weights ?? [])], [5, 1.2, -0.7])).toBeLessThan(1e-12);
  expect(furthest(forecastAutoregression(model, all.subarray(0, 20), 10), all.subarray(20))).toBeLessThan(1e-12);
});

it('AR(p) says how many rows it needs, and forecasts nothing from too few', () => {
  expect(() => fitAutoregression(values(1, 2, 3, 4), 2)).toThrow('A series for AR(2) must have 5 rows or more; got 4.');
  const model = fitAutoregression(values(1, 2, 3, 4, 5, 7), 2);
  expect(forecastAutoregression(model, values(1), 2)).toEqual(values(nan, nan));
});

it('the mean of the training part is that of its known values', () => {
  expect(meanAnswer(values(1, nan, 5))).toBe(3);
  expect(() => meanAnswer(values(nan))).toThrow('got none in 1 cells');
});
