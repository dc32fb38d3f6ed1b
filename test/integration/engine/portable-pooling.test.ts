import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { difference, expectAsOnCpu, expectGradient, numbers, openChecked, seeds, tolerance } from '#test/helpers/portable.ts';

let engine: Engine;
let tf: Tf;
beforeAll(async () => {
  engine = await openChecked();
  tf = engine.tf;
});
afterAll(() => engine.dispose());

type Shape4D = [number, number, number, number];
type Pad = 'same' | 'valid';
type Pool = (x: tfjs.Tensor) => tfjs.Tensor;
/** tf.grad hands tensors of any rank on; these have four axes. */
const four = (x: tfjs.Tensor) => x as tfjs.Tensor4D;

function drawnPooling(seed: number, kind: 'maxPool' | 'avgPool', pads: [Pad, ...Pad[]] = ['valid', 'same']) {
  const draws = drawn(seed);
  const shape: Shape4D = [draws.whole(1, 3), draws.whole(3, 9), draws.whole(3, 9), draws.whole(1, 9)];
  const window: [number, number] = [draws.whole(1, 3), draws.whole(1, 3)];
  const strides: [number, number] = [draws.whole(1, 4), draws.whole(1, 4)];
  const pad = draws.pick(pads);
  const pool: Pool = (x) => tf[kind](four(x), window, strides, pad);
  return { draws, shape, window, strides, pad, pool, what: `[${shape}] in windows of ${window}, strides ${strides}, padding ${pad}` };
}

/** Values that are all at least 1 apart, in drawn order: no small step changes which is the greatest. */
function apart(draws: ReturnType<typeof drawn>, count: number): Float32Array {
  const values = Float32Array.from({ length: count }, (_, index) => index - count / 2);
  for (let index = count - 1; index > 0; index--) {
    const other = draws.whole(0, index);
    [values[index], values[other]] = [values[other] ?? 0, values[index] ?? 0];
  }
  return values;
}

function gradientOf(pool: Pool, x: Float32Array, shape: Shape4D, weights: Float32Array, outShape: number[]): tfjs.Tensor {
  return tf.tidy(() => tf.grad(pool)(tf.tensor4d(x, shape), tf.tensor(weights, outShape)));
}

describe.each(['maxPool', 'avgPool'] as const)('%s', (kind) => {
  it.each(seeds)('is the plain backend’s (case %i)', async (seed) => {
    const { draws, shape, pool, what } = drawnPooling(seed, kind);
    const x = draws.floats(tf.util.sizeFromShape(shape));
    await expectAsOnCpu(tf, () => pool(tf.tensor4d(x, shape)), what);
  });

  it.each(seeds)('has the gradient that its differences say (case %i)', (seed) => {
    const { draws, shape, pool, what } = drawnPooling(seed + 100, kind);
    const count = tf.util.sizeFromShape(shape);
    const [x, step] = kind === 'maxPool' ? [apart(draws, count), 0.25] : [draws.floats(count), 1];
    const compute = (at: Float32Array) => numbers(tf, () => pool(tf.tensor4d(at, shape)));
    const { shape: outShape, values } = compute(x);
    const weights = draws.floats(values.length);
    const gradient = numbers(tf, () => gradientOf(pool, x, shape, weights, outShape)).values;
    const direction = draws.floats(x.length);
    expectGradient({ at: x, direction, weights, step }, (at) => compute(at).values, gradient, what);
  });
});

describe('maxPool’s gradient', () => {
  it.each(seeds)('is the plain backend’s (case %i)', async (seed) => {
    const { draws, shape, pool, what } = drawnPooling(seed + 200, 'maxPool');
    const x = apart(draws, tf.util.sizeFromShape(shape));
    const { shape: outShape, values } = numbers(tf, () => pool(tf.tensor4d(x, shape)));
    const weights = draws.floats(values.length);
    await expectAsOnCpu(tf, () => gradientOf(pool, x, shape, weights, outShape), what);
  });

  it('goes to the first of equal cells, and to that alone', () => {
    const pool: Pool = (x) => tf.maxPool(four(x), 2, 2, 'valid');
    const { values } = numbers(tf, () =>
      gradientOf(pool, Float32Array.of(3, 1, 5, 5, 3, 3, 5, 5), [1, 2, 4, 1], Float32Array.of(1, 2), [1, 1, 2, 1]),
    );
    expect([...values]).toEqual([1, 0, 2, 0, 0, 0, 0, 0]);
  });
});

describe('avgPool’s gradient', () => {
  it.each(seeds)('is the plain backend’s where no window is cut off (case %i)', async (seed) => {
    const { draws, shape, pool, what } = drawnPooling(seed + 200, 'avgPool', ['valid']);
    const x = draws.floats(tf.util.sizeFromShape(shape));
    const { shape: outShape, values } = numbers(tf, () => pool(tf.tensor4d(x, shape)));
    const weights = draws.floats(values.length);
    await expectAsOnCpu(tf, () => gradientOf(pool, x, shape, weights, outShape), what);
  });

  // The plain backend divides by the whole window at the edges, which is not the gradient of its own result.
  it.each(seeds)('is the formula’s with same padding: dy over the cells that were averaged (case %i)', (seed) => {
    const { draws, shape, window, strides, pool, what } = drawnPooling(seed + 300, 'avgPool', ['same']);
    const [items, height, width, channels] = shape;
    const x = draws.floats(tf.util.sizeFromShape(shape));
    const { shape: outShape, values } = numbers(tf, () => pool(tf.tensor4d(x, shape)));
    const weights = draws.floats(values.length);
    const expected = new Float64Array(x.length);
    const [rows, columns] = [outShape[1] ?? 0, outShape[2] ?? 0];
    /** First cell of a window and how many cells of it lie inside, from TensorFlow's rule: half of the padding before, rounded down. */
    const span = (output: number, count: number, size: number, length: number, stride: number) => {
      const before = Math.floor(Math.max(0, (count - 1) * stride + length - size) / 2);
      const start = output * stride - before;
      const first = Math.max(0, start);
      return { first, cells: Math.min(size, start + length) - first };
    };
    for (let at = 0; at < weights.length; at++) {
      const channel = at % channels;
      const down = span(Math.floor(at / channels / columns) % rows, rows, height, window[0], strides[0]);
      const across = span(Math.floor(at / channels) % columns, columns, width, window[1], strides[1]);
      const item = Math.floor(at / channels / columns / rows);
      for (let y = down.first; y < down.first + down.cells; y++) {
        for (let column = across.first; column < across.first + across.cells; column++) {
          const cell = ((item * height + y) * width + column) * channels + channel;
          expected[cell] = (expected[cell] ?? 0) + (weights[at] ?? 0) / (down.cells * across.cells);
        }
      }
    }
    expect(items).toBeGreaterThan(0);
    const { values: gradient } = numbers(tf, () => gradientOf(pool, x, shape, weights, outShape));
    expect(difference(gradient, expected), what).toBeLessThan(tolerance);
  });
});
