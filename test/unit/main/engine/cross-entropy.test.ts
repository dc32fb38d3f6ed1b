import { describe, expect, it } from 'vitest';
import type { Batch } from '#main/engine/engine.ts';
import { judge } from '#main/engine/heads/cross-entropy.ts';

const batch = (labels: number[], weights?: number[]): Batch => ({
  inputs: new Uint8Array(labels.length),
  shape: [labels.length, 1, 1, 1],
  answers: Int32Array.from(labels),
  weights: weights && Float32Array.from(weights),
});
const logs = (...rows: number[][]) => Float32Array.from(rows.flat(), Math.log);

describe('judge', () => {
  it('means the loss of the true class and the share of right answers over the items', () => {
    const { loss, accuracy } = judge(logs([0.5, 0.25, 0.25], [0.1, 0.1, 0.8]), batch([0, 1]));
    expect(loss).toBeCloseTo((-Math.log(0.5) - Math.log(0.1)) / 2, 6);
    expect(accuracy).toBe(0.5);
  });

  it('multiplies each loss by its item’s weight and divides by the number of items', () => {
    const { loss } = judge(logs([0.5, 0.5], [0.5, 0.5]), batch([0, 1], [3, 0.5]));
    expect(loss).toBeCloseTo((3.5 * Math.log(2)) / 2, 6);
  });

  it('counts each step of an item with the item’s weight, where each has a class', () => {
    const given = { ...batch([0, 1, 0, -1], [3, 0.5]), shape: [2, 2] as const };
    const { loss, accuracy } = judge(logs([0.5, 0.5], [0.1, 0.9], [0.2, 0.8], [1, 1e-9]), given);
    expect(loss).toBeCloseTo((3 * (Math.log(2) - Math.log(0.9)) - 0.5 * Math.log(0.2)) / 3, 5);
    expect(accuracy).toBeCloseTo(2 / 3, 6);
  });

  it('leaves out items of unknown class', () => {
    const { loss, accuracy } = judge(logs([0.9, 0.1], [0.25, 0.75]), batch([-1, 1]));
    expect(loss).toBeCloseTo(-Math.log(0.75), 6);
    expect(accuracy).toBe(1);
  });

  it('says the loss is not finite when a probability is zero', () => {
    expect(judge(logs([1, 0]), batch([1])).loss).toBe(Number.POSITIVE_INFINITY);
  });
});
