import { expect, it } from 'vitest';
import { classCounts, classWeights } from '#app/data/class-weights.ts';

const labels = Int32Array.of(0, 0, 0, 1, 2, 2);
const train = Int32Array.of(0, 1, 2, 3);

it('counts the classes of the given items only', () => {
  expect([...classCounts(labels, train, 3)]).toEqual([3, 1, 0]);
});

it('weighs each class of the training items alike, with a mean of 1 an item', () => {
  const weights = classWeights({ labels, train, classes: ['a', 'b', 'c'] });
  expect([...weights]).toEqual([Math.fround(4 / (2 * 3)), 2, 1]);
  const mean = train.reduce((sum, item) => sum + (weights[labels[item] ?? 0] ?? 0), 0) / train.length;
  expect(mean).toBeCloseTo(1, 6);
});
