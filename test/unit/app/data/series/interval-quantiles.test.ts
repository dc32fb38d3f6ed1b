import { expect, it } from 'vitest';
import { intervalPercent, intervalQuantiles } from '#app/data/series/interval-quantiles.ts';

it('an interval has its two ends and the middle, and is told from them again', () => {
  expect(intervalQuantiles(80)).toEqual([0.1, 0.5, 0.9]);
  for (const percent of [50, 80, 90, 95, 99]) expect(intervalPercent(intervalQuantiles(percent))).toBe(percent);
  expect(intervalPercent([])).toBeNull();
  expect(intervalPercent([0.5])).toBeNull();
});
