import { describe, expect, it } from 'vitest';
import type { Schedule } from '#app/runs/config.ts';
import { learningRateAt, scheduleFactor } from '#app/runs/schedules.ts';

const length = { epochs: 10, stepsPerEpoch: 4 };
const at = (schedule: Schedule, ...steps: number[]) => steps.map((step) => scheduleFactor(schedule, step, length));

it('constant stays', () => {
  expect(at({ kind: 'constant' }, 1, 40)).toEqual([1, 1]);
});

it('step falls at once after so many epochs', () => {
  expect(at({ kind: 'step', every: 2, factor: 0.5 }, 1, 8, 9, 16, 17)).toEqual([1, 1, 0.5, 0.5, 0.25]);
});

it('exponential falls with every epoch', () => {
  expect(at({ kind: 'exponential', factor: 0.5 }, 1, 4, 5, 9)).toEqual([1, 1, 0.5, 0.25]);
});

describe('cosine', () => {
  it('falls from 1 over a half in the middle towards 0', () => {
    const [first, middle, last] = at({ kind: 'cosine', warmup: 0, floor: 0 }, 1, 21, 40);
    expect([first, middle]).toEqual([1, expect.closeTo(0.5, 12)]);
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(0.01);
  });

  it('rises over its warm-up from a share to the whole, without a jump', () => {
    expect(at({ kind: 'cosine', warmup: 2, floor: 0 }, 1, 4, 8, 9)).toEqual([1 / 8, 1 / 2, 1, 1]);
  });

  it('ends at its floor', () => {
    expect(scheduleFactor({ kind: 'cosine', warmup: 0, floor: 0.1 }, 41, length)).toBeCloseTo(0.1, 12);
    expect(scheduleFactor({ kind: 'cosine', warmup: 0, floor: 0.1 }, 4000, length)).toBeCloseTo(0.1, 12);
  });

  it('may warm up for the whole run', () => {
    expect(at({ kind: 'cosine', warmup: 10, floor: 0.2 }, 40, 41)).toEqual([1, 0.2]);
  });
});

it('multiplies the learning rate', () => {
  expect(learningRateAt({ learningRate: 0.4, schedule: { kind: 'exponential', factor: 0.5 }, epochs: 3 }, 5, 4)).toBe(0.2);
});
