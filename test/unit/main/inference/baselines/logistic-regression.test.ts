import { expect, it } from 'vitest';
import { LogisticRegression } from '#main/inference/baselines/logistic-regression.ts';
import { featuresFor, learnedFrom, stepsFor } from '#main/inference/baselines/plan.ts';
import { RowsBuilder } from '#main/inference/baselines/rows.ts';
import { TermNumbers } from '#main/inference/baselines/term-numbers.ts';

const patience = { steps: 200, pause: async () => undefined };
const rowsOf = (rows: readonly number[][]) => {
  const builder = new RowsBuilder();
  for (const row of rows) builder.add(row);
  return builder.rows();
};

it('counts the columns of a row, whatever their order, and leaves those out that are none', () => {
  expect(rowsOf([[2, -1, 0, 2], [], [1]])).toEqual({
    count: 3,
    starts: Int32Array.of(0, 2, 2, 3),
    columns: Int32Array.of(0, 2, 1),
    values: Float32Array.of(1, 2, 1),
  });
});

it('keeps the most frequent terms, and of equals the first', () => {
  const numbers = new TermNumbers();
  expect(numbers.learn(['b', 'a', 'c', 'a', 'b'])).toEqual(Int32Array.of(0, 1, 2, 1, 0));
  expect(numbers.columns(2)).toEqual({ features: 2, of: Int32Array.of(0, 1, -1) });
  expect(numbers.find(['c', 'new', 'a'])).toEqual(Int32Array.of(2, -1, 1));
});

it('without a word to go by, answers as often as each class came: biases are not held back', async () => {
  const rows = rowsOf([[], [], [], []]);
  const two = await LogisticRegression.fit({ rows, labels: [0, 1, 1, 1], classes: 2, features: 1 }, patience);
  expect(two.probabilities(rowsOf([[]]))[1]).toBeCloseTo(3 / 4, 3);
  const three = await LogisticRegression.fit({ rows, labels: [0, 1, 2, 2], classes: 3, features: 1 }, patience);
  expect(three.probabilities(rowsOf([[]]))[2]).toBeCloseTo(1 / 2, 3);
});

it('weighs a word as far as regularisation lets it: the least loss, worked out apart', async () => {
  // Two texts with the word are of class 1, two without of class 0.
  const rows = rowsOf([[0], [0], [], []]);
  const model = await LogisticRegression.fit({ rows, labels: [1, 1, 0, 0], classes: 2, features: 1 }, patience);
  const [, withWord = 0, , without = 0] = model.probabilities(rowsOf([[0], []]));
  const logit = (p: number) => Math.log(p / (1 - p));
  const weight = logit(withWord) - logit(without);
  // ∂/∂w: −2·(1 − σ(w + b)) + w = 0 and ∂/∂b: −2·(1 − σ(w + b)) + 2·σ(b) = 0.
  expect(weight).toBeCloseTo(2 * (1 - withWord), 3);
  expect(1 - withWord).toBeCloseTo(without, 4);
});

it('bounds texts, weights and steps, and draws the same texts every time, from all over', () => {
  const many = Int32Array.from({ length: 300_000 }, (_, item) => item);
  const learned = learnedFrom(many, 100, 2);
  expect(learned).toHaveLength(20_000);
  expect(learnedFrom(many, 10, 2)).toHaveLength(50_000);
  expect(learnedFrom(many, 100, 1000)).toHaveLength(1000);
  expect(learnedFrom(Int32Array.of(4, 9), 2000, 2)).toEqual(Int32Array.of(4, 9));
  expect(learnedFrom(many, 100, 2)).toEqual(learned);
  expect(Array.from(learned)).toEqual(Array.from(learned).sort((a, b) => a - b));
  expect(new Set(learned).size).toBe(20_000);
  expect(learned.reduce((sum, item) => sum + item / learned.length, 0)).toBeGreaterThan(145_000);
  expect((featuresFor(1000) + 1) * 1000).toBeLessThanOrEqual(1_000_000);
  expect([stepsFor(50_000, 5_000, 2), stepsFor(1_500_000, 199_999, 2), stepsFor(50_000, 1999, 1000)]).toEqual([200, 100, 15]);
});
