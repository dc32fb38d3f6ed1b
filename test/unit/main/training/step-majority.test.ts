import { describe, expect, it } from 'vitest';
import { stepMajority } from '#main/training/step-majority.ts';

/** Answers of three steps an item. */
const rows = [
  [2, 2, -1],
  [1, 2, 0],
  [0, 1, -1],
  [1, 1, 2],
];
const answers = {
  steps: 3,
  gather(items: ArrayLike<number>, into: Int32Array) {
    for (let place = 0; place < items.length; place += 1) into.set(rows[items[place] ?? 0] ?? [], place * 3);
  },
};
const parts = { train: Int32Array.of(0, 1), validation: Int32Array.of(2, 3) };

describe('the majority of steps', () => {
  it('is the share of validated steps that have the answer training has most of, steps without an answer left out', async () => {
    expect(await stepMajority(answers, parts, 3)).toBe(1 / 5);
  });

  it('counts more items than are held at a time', async () => {
    const train = Int32Array.from({ length: 1500 }, (_, place) => (place < 100 ? 0 : 3));
    expect(await stepMajority(answers, { ...parts, train }, 3)).toBe(3 / 5);
  });
});
