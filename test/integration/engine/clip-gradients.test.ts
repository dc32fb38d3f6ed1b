import { describe, expect, it } from 'vitest';
import { clipGradients } from '#main/engine/clip-gradients.ts';
import { tf } from '#main/engine/tfjs.ts';

const clipped = async (by: 'value' | 'norm' | 'global-norm', at: number): Promise<Record<string, number[]>> => {
  await tf.setBackend('cpu');
  return tf.tidy(() => {
    const gradients = { a: tf.tensor1d([3, -4]), b: tf.tensor1d([0, 12]), c: tf.tensor1d([0.1, 0.2]) };
    return Object.fromEntries(
      Object.entries(clipGradients(tf, gradients, { by, at })).map(([name, tensor]) => [name, [...tensor.dataSync()]]),
    );
  });
};
const close = (got: number[] | undefined, expected: number[]) => {
  expect(got?.length).toBe(expected.length);
  for (const [index, value] of expected.entries()) expect(got?.[index]).toBeCloseTo(value, 6);
};

describe('gradients held to a bound', () => {
  it('by value: each number', async () => {
    const { a, b, c } = await clipped('value', 1);
    close(a, [1, -1]);
    close(b, [0, 1]);
    close(c, [0.1, 0.2]);
  });

  it('by norm: each weight on its own', async () => {
    const { a, b, c } = await clipped('norm', 5);
    close(a, [3, -4]); // 5 long: at the bound
    close(b, [0, 5]);
    close(c, [0.1, 0.2]);
  });

  it('by the global norm: all together, in their proportions', async () => {
    const length = Math.hypot(3, 4, 12, 0.1, 0.2);
    const { a, b, c } = await clipped('global-norm', 1);
    close(a, [3 / length, -4 / length]);
    close(b, [0, 12 / length]);
    close(c, [0.1 / length, 0.2 / length]);
    expect((await clipped('global-norm', 100)).b).toEqual([0, 12]);
  });
});
