import { describe, expect, it } from 'vitest';
import { rollingErrorsOf } from '#app/runs/rolling-errors.ts';

const numbers = (...values: number[]) => Float64Array.from(values);
const zeros = (count: number) => new Float64Array(count);

describe('errors of forecasts from several origins', () => {
  it('are a mean and a deviation over the origins, of each step and of all, and a mean over the steps of each origin', () => {
    // Three origins, two steps: off by 1 2, 3 4, 5 12.
    const predicted = numbers(1, -2, 3, 4, -5, 12);
    const found = rollingErrorsOf({ actual: zeros(6), predicted, origins: Int32Array.of(0, 1, 2), horizon: 2 });
    expect(found?.origins).toEqual([1.5, 3.5, 8.5]);
    expect(found?.mean).toBe(4.5);
    expect(found?.spread).toBeCloseTo(Math.sqrt((3 ** 2 + 1 ** 2 + 4 ** 2) / 2), 12);
    expect(found?.steps.map(({ mean }) => mean)).toEqual([3, 6]);
    expect(found?.steps[0]?.spread).toBe(2);
    expect(found?.steps[1]?.spread).toBeCloseTo(Math.sqrt((4 ** 2 + 2 ** 2 + 6 ** 2) / 2), 12);
  });

  it('are means over series and targets at each origin', () => {
    // Two series of two origins, a step, two targets.
    const predicted = numbers(1, 3, 5, 7, 2, 4, 6, 8);
    const found = rollingErrorsOf({ actual: zeros(8), predicted, origins: Int32Array.of(0, 1, 0, 1), horizon: 1 });
    expect(found?.origins).toEqual([(1 + 3 + 2 + 4) / 4, (5 + 7 + 6 + 8) / 4]);
  });

  it('leave out what is not known, and are none where an origin has nothing else', () => {
    const [actual, origins] = [numbers(0, Number.NaN, 0, 0), Int32Array.of(0, 1)];
    expect(rollingErrorsOf({ actual, predicted: numbers(2, 9, 4, 6), origins, horizon: 2 })?.origins).toEqual([2, 5]);
    expect(rollingErrorsOf({ actual, predicted: numbers(Number.NaN, 9, 4, 6), origins, horizon: 2 })).toBeNull();
    expect(rollingErrorsOf({ actual: zeros(1), predicted: zeros(1), origins: Int32Array.of(0), horizon: 1 })).toBeNull();
  });
});
