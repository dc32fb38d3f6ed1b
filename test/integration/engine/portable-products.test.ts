import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { difference, expectAsOnCpu, expectGradient, numbers, openChecked, seeds } from '#test/helpers/portable.ts';

let engine: Engine;
let tf: Tf;
beforeAll(async () => {
  engine = await openChecked();
  tf = engine.tf;
});
afterAll(() => engine.dispose());

/** Factors of a drawn product, with an outer axis or none, one of them perhaps broadcast. */
function drawnFactors(seed: number, broadcast: boolean) {
  const draws = drawn(seed);
  const [m, k, n] = [draws.whole(1, 40), draws.whole(1, 70), draws.whole(1, 40)];
  const [transposeA, transposeB] = [draws.pick([false, true]), draws.pick([false, true])];
  const batch = draws.pick([[], [1], [3]]);
  const outer = broadcast ? draws.pick([batch, batch.map(() => 1)]) : batch;
  const shapeA = [...batch, ...(transposeA ? [k, m] : [m, k])];
  const shapeB = [...outer, ...(transposeB ? [n, k] : [k, n])];
  const a = draws.floats(tf.util.sizeFromShape(shapeA));
  const b = draws.floats(tf.util.sizeFromShape(shapeB));
  const product = (x: tfjs.Tensor, y: tfjs.Tensor) => tf.matMul(x, y, transposeA, transposeB);
  return { draws, shapeA, shapeB, a, b, product, what: `[${shapeA}]${transposeA ? 'ᵀ' : ''}·[${shapeB}]${transposeB ? 'ᵀ' : ''}` };
}

describe('BatchMatMul', () => {
  it.each(seeds)('is the plain backend’s product (case %i)', async (seed) => {
    const { shapeA, shapeB, a, b, product, what } = drawnFactors(seed, true);
    await expectAsOnCpu(tf, () => product(tf.tensor(a, shapeA), tf.tensor(b, shapeB)), what);
  });

  it.each(seeds)('has the gradient that its differences say (case %i)', (seed) => {
    const { draws, shapeA, shapeB, a, b, product, what } = drawnFactors(seed + 100, false); // tfjs sums no gradient over a broadcast axis
    const compute = (x: Float32Array, y: Float32Array) => () => product(tf.tensor(x, shapeA), tf.tensor(y, shapeB));
    const { shape, values } = numbers(tf, compute(a, b));
    const weights = draws.floats(values.length);
    const [forA, forB] = tf.tidy(() =>
      tf
        .grads(product)([tf.tensor(a, shapeA), tf.tensor(b, shapeB)], tf.tensor(weights, shape))
        .map((gradient) => gradient.dataSync()),
    );
    const given = (at: Float32Array) => ({ at, direction: draws.floats(at.length), weights, step: 1 });
    expectGradient(given(a), (x) => numbers(tf, compute(x, b)).values, forA ?? [], `${what} in the first`);
    expectGradient(given(b), (y) => numbers(tf, compute(a, y)).values, forB ?? [], `${what} in the second`);
  });

  it('adds up over more than one block of depth and of rows', () => {
    const draws = drawn(1);
    const [m, k, n] = [203, 601, 21];
    const [a, b] = [draws.floats(m * k), draws.floats(k * n)];
    const expected = Float64Array.from({ length: m * n }, (_, at) => {
      let sum = 0;
      for (let inner = 0; inner < k; inner++) sum += (a[Math.floor(at / n) * k + inner] ?? 0) * (b[inner * n + (at % n)] ?? 0);
      return sum;
    });
    const { values } = numbers(tf, () => tf.matMul(tf.tensor(a, [m, k]), tf.tensor(b, [k, n])));
    expect(difference(values, expected)).toBeLessThan(1e-6);
  });

  it.each(seeds)('multiplies whole numbers exactly (case %i)', async (seed) => {
    const draws = drawn(seed);
    const [m, k, n] = [draws.whole(1, 9), draws.whole(1, 9), draws.whole(1, 9)];
    const whole = (count: number) => Int32Array.from(draws.floats(count), (value) => Math.round(value * 30_000));
    const [a, b] = [whole(m * k), whole(k * n)];
    await expectAsOnCpu(
      tf,
      () => tf.matMul(tf.tensor(a, [m, k], 'int32'), tf.tensor(b, [n, k], 'int32'), false, true),
      `${m}×${k}×${n}`,
      1e-12,
    );
  });

  it.each([
    [
      [3, 2, 4],
      [1, 4, 2],
    ],
    [
      [1, 2, 4],
      [3, 4, 2],
    ],
    [
      [3, 1, 2, 4],
      [1, 2, 4, 5],
    ],
    [
      [2, 3, 2, 4],
      [3, 4, 5],
    ],
  ])('broadcasts the outer axes of %j and %j', (shapeA, shapeB) => {
    const draws = drawn(3);
    const [a, b] = [draws.floats(tf.util.sizeFromShape(shapeA)), draws.floats(tf.util.sizeFromShape(shapeB))];
    const outer = tf.broadcast_util.assertAndGetBroadcastShape(shapeA.slice(0, -2), shapeB.slice(0, -2));
    const ours = numbers(tf, () => tf.matMul(tf.tensor(a, shapeA), tf.tensor(b, shapeB)));
    const expected = numbers(tf, () => {
      const wideA = tf
        .tensor(a, shapeA)
        .broadcastTo([...outer, ...shapeA.slice(-2)])
        .expandDims(-1);
      const wideB = tf
        .tensor(b, shapeB)
        .broadcastTo([...outer, ...shapeB.slice(-2)])
        .expandDims(-3);
      return wideA.mul(wideB).sum(-2);
    });
    expect(ours.shape).toEqual(expected.shape);
    expect(difference(ours.values, expected.values)).toBeLessThan(1e-6);
  });

  it('counts a confusion matrix', () => {
    const { values } = numbers(tf, () => tf.math.confusionMatrix(tf.tensor1d([0, 1, 1], 'int32'), tf.tensor1d([0, 1, 0], 'int32'), 2));
    expect([...values]).toEqual([1, 0, 1, 1]);
  });

  it('takes the same data as a second factor of another shape', () => {
    const { values } = numbers(tf, () => {
      const data = tf.tensor(
        Float32Array.from({ length: 12 }, (_, index) => index),
        [3, 4],
      );
      const wide = tf.matMul(tf.ones([1, 3]), data);
      return tf.concat([wide, tf.matMul(tf.ones([1, 4]), data.reshape([4, 3]))], 1);
    });
    expect([...values]).toEqual([12, 15, 18, 21, 18, 22, 26]);
  });

  it.each([
    [[0, 3], [3, 2], []],
    [
      [2, 0],
      [0, 2],
      [0, 0, 0, 0],
    ],
  ])('of nothing is nothing: %j·%j', (shapeA, shapeB, expected) => {
    expect([...numbers(tf, () => tf.matMul(tf.zeros(shapeA), tf.zeros(shapeB))).values]).toEqual(expected);
  });
});

describe('a product, its bias and its activation in one', () => {
  const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const;
  it.each(activations)('are those of the plain backend: %s', async (activation) => {
    const draws = drawn(activations.indexOf(activation));
    const [a, b, bias, slopes] = [draws.floats(6 * 9), draws.floats(9 * 5), draws.floats(5), draws.floats(5)];
    await expectAsOnCpu(
      tf,
      () =>
        tf.fused.matMul({
          a: tf.tensor(a, [6, 9]).mul(4),
          b: tf.tensor(b, [9, 5]).mul(4),
          bias: tf.tensor1d(bias),
          activation,
          leakyreluAlpha: 0.3,
          ...(activation === 'prelu' ? { preluActivationWeights: tf.tensor1d(slopes) } : {}),
        }),
      activation,
    );
  });

  it('needs no bias', async () => {
    const draws = drawn(9);
    const [a, b] = [draws.floats(6), draws.floats(6)];
    await expectAsOnCpu(tf, () => tf.fused.matMul({ a: tf.tensor(a, [3, 2]), b: tf.tensor(b, [3, 2]), transposeB: true }), 'no bias');
  });
});
