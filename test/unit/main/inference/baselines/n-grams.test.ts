import { expect, it } from 'vitest';
import { NGrams } from '#main/inference/baselines/n-grams.ts';

const learned = (order: number, text: readonly number[], codes = 5) => {
  const model = new NGrams(codes, order);
  for (let at = 1; at < text.length; at += 1) model.learn(text.slice(Math.max(0, at - order), at), text[at] ?? 0);
  return model;
};

it('without a history it is the share of each token, mixed with all codes alike', () => {
  // 2 came twice and 3 once of 3: λ = 3 / (3 + 2).
  const model = learned(0, [9, 2, 3, 2]);
  expect(model.probability([], 2)).toBeCloseTo((2 + 2 / 5) / 5, 12);
  expect(model.probability([], 4)).toBeCloseTo((0 + 2 / 5) / 5, 12);
});

it('goes back to shorter histories where a longer one is unknown (Witten and Bell)', () => {
  const model = learned(1, [1, 2, 1, 3, 1, 2]);
  const shorter = (count: number) => (count + 3 * (1 / 5)) / (5 + 3); // 2 twice, 1 twice, 3 once
  expect(model.probability([1], 2)).toBeCloseTo((2 + 2 * shorter(2)) / (3 + 2), 12);
  expect(model.probability([4], 2)).toBeCloseTo(shorter(2), 12);
});

it('gives probabilities that add up to 1 after any history', () => {
  const model = learned(2, [0, 1, 2, 3, 1, 2, 4, 0, 1, 1, 2]);
  for (const history of [[], [1], [2], [1, 2], [4, 4], [0, 1]])
    expect([0, 1, 2, 3, 4].reduce((sum, next) => sum + model.probability(history, next), 0)).toBeCloseTo(1, 12);
});

it('answers what followed most often, by the longest history it knows', () => {
  const model = learned(2, [1, 2, 3, 1, 2, 3, 0, 2, 4, 0, 2, 4]);
  expect(model.likeliest([1, 2])).toBe(3);
  expect(model.likeliest([0, 2])).toBe(4);
  expect(new NGrams(5, 2).likeliest([1, 2])).toBe(-1);
});
