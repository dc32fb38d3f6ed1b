import { beforeAll, describe, expect, it } from 'vitest';
import { sigmoid } from '#main/engine/heads/classes.ts';
import { tf } from '#main/engine/tfjs.ts';

const logits = [-30, -1.5, 0, 0.25, 2, 40];
const labels = [0, 1, 1, 0, 1, 0];
const weights = [1, 2, 0.5, 1, 3, 0];
const sigma = (x: number) => 1 / (1 + Math.exp(-x));
const losses = logits.map((x, item) => Math.max(x, 0) - x * (labels[item] ?? 0) + Math.log1p(Math.exp(-Math.abs(x))));

describe('the sigmoid head', () => {
  beforeAll(() => tf.setBackend('cpu'));
  const given = () => [tf.tensor2d(logits, [6, 1]), tf.tensor1d(labels, 'int32'), tf.tensor1d(weights)] as const;

  it('has the cross-entropy of its probability, also where that is 0 or 1 in floats', () => {
    const [x, y, w] = given();
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 6;
    expect(sigmoid.loss(tf, x, y, null).dataSync()[0]).toBeCloseTo(mean, 5);
    const weighted = losses.reduce((sum, loss, item) => sum + loss * (weights[item] ?? 0), 0) / 6;
    expect(sigmoid.loss(tf, x, y, w).dataSync()[0]).toBeCloseTo(weighted, 5);
  });

  it('has the gradient w·(σ(x) − y) / size', () => {
    const [x, y, w] = given();
    const gradient = tf
      .grad((at) => sigmoid.loss(tf, at as typeof x, y, w))(x)
      .dataSync();
    for (const [item, value] of logits.entries())
      expect(gradient[item]).toBeCloseTo(((weights[item] ?? 0) * (sigma(value) - (labels[item] ?? 0))) / 6, 6);
  });

  it('is right where the logit has the sign of its label', () => {
    const [x, y] = given();
    expect(sigmoid.figure(tf, x, y).dataSync()[0]).toBeCloseTo(2 / 6, 6);
  });

  it('answers both classes', () => {
    const [x] = given();
    const [probabilities, logarithms] = sigmoid.outputs(tf, x);
    expect(probabilities.shape).toEqual([6, 2]);
    const values = probabilities.dataSync();
    for (const [item, value] of logits.entries()) {
      expect(values[2 * item]).toBeCloseTo(sigma(-value), 6);
      expect(values[2 * item + 1]).toBeCloseTo(sigma(value), 6);
    }
    expect(logarithms?.dataSync()[11]).toBeCloseTo(0, 6);
    expect(logarithms?.dataSync()[10]).toBeCloseTo(-40, 4);
  });
});
