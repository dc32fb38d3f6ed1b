import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { expectAsOnCpu, expectGradient, numbers, openChecked, seeds } from '#test/helpers/portable.ts';

let engine: Engine;
let tf: Tf;
beforeAll(async () => {
  engine = await openChecked();
  tf = engine.tf;
});
afterAll(() => engine.dispose());

type Shape4D = [number, number, number, number];
type Pair = [number, number];
/** tf.grads hands tensors of any rank on; these have four axes. */
const four = (x: tfjs.Tensor) => x as tfjs.Tensor4D;

/** A drawn convolution. Strides may be above the filter's size; tfjs' shape rule for padding in numbers asks for squares and equal strides. */
function drawnConvolution(seed: number, isDepthwise: boolean, dilations: Pair = [1, 1]) {
  const draws = drawn(seed);
  const [kernelHeight, kernelWidth, channels] = [draws.whole(1, 3), draws.whole(1, 3), draws.whole(1, 5)];
  const images: Shape4D = [draws.whole(1, 3), draws.whole(5, 9), draws.whole(5, 9), channels];
  const filter: Shape4D = [kernelHeight, kernelWidth, channels, draws.whole(1, isDepthwise ? 3 : 9)];
  const stride = draws.whole(1, 3);
  const pads: ['same', 'valid', ...number[]] = kernelHeight === kernelWidth ? ['same', 'valid', kernelHeight - 1] : ['same', 'valid'];
  const pad = draws.pick<'same' | 'valid' | number>(pads);
  const other = draws.whole(1, 3);
  const strides: Pair = dilations[0] > 1 ? [1, 1] : [stride, typeof pad === 'number' || isDepthwise ? stride : other];
  const convolve = (x: tfjs.Tensor, w: tfjs.Tensor): tfjs.Tensor =>
    isDepthwise
      ? tf.depthwiseConv2d(four(x), four(w), strides, pad, 'NHWC', dilations)
      : tf.conv2d(four(x), four(w), strides, pad, 'NHWC', dilations);
  const x = draws.floats(tf.util.sizeFromShape(images));
  const w = draws.floats(tf.util.sizeFromShape(filter));
  const what = `[${images}] under [${filter}], strides ${strides}, padding ${pad}, dilations ${dilations}`;
  return { draws, images, filter, x, w, strides, pad, convolve, what };
}

/** Gradients for x and for the filter, against weights on every output. */
function gradients({ images, filter, x, w, convolve }: ReturnType<typeof drawnConvolution>, shape: number[], weights: Float32Array) {
  return tf.tidy(() => tf.grads(convolve)([tf.tensor4d(x, images), tf.tensor4d(w, filter)], tf.tensor(weights, shape)));
}

describe.each([
  ['Conv2D', false],
  ['DepthwiseConv2dNative', true],
] as const)('%s', (_name, isDepthwise) => {
  it.each(seeds)('is the plain backend’s (case %i)', async (seed) => {
    const { images, filter, x, w, convolve, what } = drawnConvolution(seed, isDepthwise);
    await expectAsOnCpu(tf, () => convolve(tf.tensor4d(x, images), tf.tensor4d(w, filter)), what);
  });

  it.each(seeds.slice(0, 8))('with gaps in the filter is the plain backend’s (case %i)', async (seed) => {
    const { images, filter, x, w, convolve, what } = drawnConvolution(seed, isDepthwise, [2, 2]);
    await expectAsOnCpu(tf, () => convolve(tf.tensor4d(x, images), tf.tensor4d(w, filter)), what);
  });

  it.each(seeds)('has the plain backend’s gradients (case %i)', async (seed) => {
    const made = drawnConvolution(seed + 100, isDepthwise);
    const { shape, values } = numbers(tf, () => made.convolve(tf.tensor4d(made.x, made.images), tf.tensor4d(made.w, made.filter)));
    const weights = made.draws.floats(values.length);
    for (const index of [0, 1]) {
      await expectAsOnCpu(tf, () => gradients(made, shape, weights)[index] ?? tf.scalar(Number.NaN), `${made.what}, input ${index}`);
    }
  });

  it.each(seeds)('has the gradients that its differences say (case %i)', (seed) => {
    const made = drawnConvolution(seed + 200, isDepthwise);
    const { draws, images, filter, x, w, convolve, what } = made;
    const compute = (at: Float32Array, of: Float32Array) => numbers(tf, () => convolve(tf.tensor4d(at, images), tf.tensor4d(of, filter)));
    const { shape, values } = compute(x, w);
    const weights = draws.floats(values.length);
    const [forX, forFilter] = tf.tidy(() => gradients(made, shape, weights).map((gradient) => gradient.dataSync()));
    const given = (at: Float32Array) => ({ at, direction: draws.floats(at.length), weights, step: 1 });
    expectGradient(given(x), (at) => compute(at, w).values, forX ?? [], `${what} in x`);
    expectGradient(given(w), (of) => compute(x, of).values, forFilter ?? [], `${what} in the filter`);
  });
});

it('goes over more positions than it unrolls at a time', async () => {
  const draws = drawn(5);
  const [images, filter]: Shape4D[] = [
    [2, 20, 20, 40],
    [3, 3, 40, 5],
  ];
  if (images === undefined || filter === undefined) throw new Error('two shapes');
  const [x, w, weights] = [draws.floats(32_000), draws.floats(1800), draws.floats(4000)];
  const convolve = (at: tfjs.Tensor, of: tfjs.Tensor): tfjs.Tensor => tf.conv2d(four(at), four(of), 1, 'same');
  await expectAsOnCpu(tf, () => convolve(tf.tensor4d(x, images), tf.tensor4d(w, filter)), 'forward');
  for (const index of [0, 1]) {
    const gradient = () => tf.grads(convolve)([tf.tensor4d(x, images), tf.tensor4d(w, filter)], tf.tensor(weights, [2, 20, 20, 5]));
    await expectAsOnCpu(tf, () => gradient()[index] ?? tf.scalar(Number.NaN), `input ${index}`);
  }
});

it('a transposed convolution is the plain backend’s', async () => {
  const draws = drawn(6);
  const [x, w] = [draws.floats(2 * 4 * 5 * 3), draws.floats(3 * 3 * 2 * 3)];
  for (const stride of [1, 2]) {
    const shape: Shape4D = [2, 4 * stride, 5 * stride, 2];
    await expectAsOnCpu(
      tf,
      () => tf.conv2dTranspose(tf.tensor4d(x, [2, 4, 5, 3]), tf.tensor4d(w, [3, 3, 2, 3]), shape, stride, 'same'),
      `stride ${stride}`,
    );
  }
});

describe('a convolution, its bias and its activation in one', () => {
  it.each(['linear', 'relu', 'elu', 'sigmoid', 'leakyrelu'] as const)('are those of the plain backend: %s', async (activation) => {
    const draws = drawn(7);
    const [x, w, bias] = [draws.floats(2 * 5 * 6 * 3), draws.floats(3 * 2 * 3 * 4), draws.floats(4)];
    const fused = () =>
      tf.fused.conv2d({
        x: tf.tensor4d(x, [2, 5, 6, 3]),
        filter: tf.tensor4d(w, [3, 2, 3, 4]),
        bias: tf.tensor1d(bias),
        strides: [2, 1],
        pad: 'same',
        activation,
        leakyreluAlpha: 0.3,
      });
    await expectAsOnCpu(tf, fused, activation);
  });
});

it('of no images is no images', () => {
  expect(numbers(tf, () => tf.conv2d(tf.zeros<tfjs.Rank.R4>([0, 4, 4, 2]), tf.zeros<tfjs.Rank.R4>([3, 3, 2, 5]), 1, 'same')).shape).toEqual(
    [0, 4, 4, 5],
  );
});

it('of no images has a gradient of nothing', () => {
  const { values } = numbers(tf, () =>
    tf.grad((w: tfjs.Tensor) => tf.conv2d(tf.zeros<tfjs.Rank.R4>([0, 4, 4, 2]), four(w), 1, 'same'))(tf.ones([3, 3, 2, 5])),
  );
  expect([...values]).toEqual(new Array(90).fill(0));
});

it('refuses channels first, which the engine has not', () => {
  expect(() => tf.conv2d(tf.zeros<tfjs.Rank.R4>([1, 2, 4, 4]), tf.zeros<tfjs.Rank.R4>([3, 3, 2, 5]), 1, 'same', 'NCHW')).toThrow(
    'channels last',
  );
});
