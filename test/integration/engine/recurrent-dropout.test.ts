import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Tf } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { KeepMasks } from '#main/engine/seeded-dropout.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { difference } from '#test/helpers/portable.ts';
import { cases, layerOf, nameOf, numbersOf, type RecurrentCase, sizes } from '#test/helpers/recurrent.ts';

type Tensor = tfjs.Tensor;
type Seeded = tfjs.RNN & { setStep(step: tfjs.Scalar): void };

const { batch, steps, features, units } = sizes;
const rates = { dropout: 0.4, recurrentDropout: 0.3 };
const usual = cases.filter((each) =>
  nameOf(each)
    .split(', ')
    .every((part) => /^(SimpleRNN|LSTM|GRU|resetAfter|sequences)$/.test(part)),
);

/** The case's layer with dropout of both kinds, about to take a training step. */
function dropping(tf: Tf, each: RecurrentCase, step: number): Seeded {
  const layer = layerOf(tf, each) as Seeded; // all of ours are
  Object.assign(layer.cell, rates);
  layer.setStep(tf.scalar(step, 'int32'));
  return layer;
}

const input = (tf: Tf, each: RecurrentCase): tfjs.Tensor3D => tf.tensor3d(numbersOf(each).input, [batch, steps, features]);
const called = (layer: tfjs.RNN, x: Tensor, training: boolean): Tensor => layer.call(x, { training }) as Tensor; // one output

/** One step as the layers' documentation has it, in TF.js' own operations. `read` is the state as its products see it. */
const plain: Record<string, (tf: Tf, x: Tensor, h: Tensor, read: Tensor, c: Tensor, w: Tensor[]) => [Tensor, Tensor]> = {
  SimpleRNN: (tf, x, _h, read, c, [w, u, b]) => [
    tf.tanh(
      tf
        .matMul(x, at(w))
        .add(at(b))
        .add(tf.matMul(read, at(u))),
    ),
    c,
  ],
  LSTM(tf, x, _h, read, c, [w, u, b]) {
    const [i, f, g, o] = tf.split(
      tf
        .matMul(x, at(w))
        .add(tf.matMul(read, at(u)))
        .add(at(b)),
      4,
      1,
    );
    const carry = tf
      .sigmoid(at(f))
      .mul(c)
      .add(tf.sigmoid(at(i)).mul(tf.tanh(at(g))));
    return [tf.sigmoid(at(o)).mul(tf.tanh(carry)), carry];
  },
  GRU(tf, x, h, read, c, [w, u, b]) {
    const [xz, xr, xg] = tf.split(tf.matMul(x, at(w)).add(at(b)), 3, 1);
    const [uz, ur, ug] = tf.split(at(u), 3, 1);
    const z = tf.sigmoid(at(xz).add(tf.matMul(read, at(uz))));
    const r = tf.sigmoid(at(xr).add(tf.matMul(read, at(ur))));
    const g = tf.tanh(at(xg).add(tf.matMul(r.mul(read), at(ug))));
    return [z.mul(h).add(tf.sub(1, z).mul(g)), c];
  },
  'GRU, resetAfter true'(tf, x, h, read, c, [w, u, b]) {
    const [own, inner] = tf.unstack(at(b));
    const [xz, xr, xg] = tf.split(tf.matMul(x, at(w)).add(at(own)), 3, 1);
    const [hz, hr, hg] = tf.split(tf.matMul(read, at(u)).add(at(inner)), 3, 1);
    const z = tf.sigmoid(at(xz).add(at(hz)));
    const g = tf.tanh(at(xg).add(tf.sigmoid(at(xr).add(at(hr))).mul(at(hg))));
    return [z.mul(h).add(tf.sub(1, z).mul(g)), c];
  },
};

function at(tensor: Tensor | undefined): Tensor {
  if (tensor === undefined) throw new Error('a tensor is missing');
  return tensor;
}

/** The sequence step by step with masks drawn as the layer draws them: the input's first, then the state's. */
function plainly(tf: Tf, each: RecurrentCase, step: number, x: tfjs.Tensor3D, weights: Tensor[]): Tensor {
  const masks = new KeepMasks(tf, 0);
  masks.setStep(tf.scalar(step, 'int32'));
  const [ofInput, ofState] = [masks.draw([batch, features], rates.dropout), masks.draw([batch, units], rates.recurrentDropout)];
  const one = plain[each.kind === 'GRU' && each.resetAfter ? 'GRU, resetAfter true' : each.kind];
  if (one === undefined) throw new Error(`no formula of ${each.kind}`);
  let [h, c]: [Tensor, Tensor] = [tf.zeros([batch, units]), tf.zeros([batch, units])];
  const outputs: Tensor[] = [];
  for (const each of tf.unstack(x, 1)) {
    [h, c] = one(tf, each.mul(ofInput), h, h.mul(ofState), c, weights);
    outputs.push(h);
  }
  return each.sequences ? tf.stack(outputs, 1) : h;
}

const values = (tensors: Tensor[]): number[] => tensors.flatMap((tensor) => Array.from(tensor.dataSync()));

function suite(open: () => Promise<Engine>): void {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.dispose());

  it.each(usual.map((each) => [nameOf(each), each] as const))(
    '%s: drops what the formula says, and passes back its gradient',
    (_name, each) => {
      const { tf } = engine;
      tf.tidy(() => {
        const layer = dropping(tf, each, 3);
        const x = input(tf, each);
        const weights = numbersOf(each).weights.map(({ shape, values: numbers }) => tf.tensor(numbers, shape));
        const probe = tf.tensor(numbersOf(each).probes[0] ?? [], each.sequences ? [batch, steps, units] : [batch, units]);
        const expected = plainly(tf, each, 3, x, weights);
        expect(difference(values([called(layer, x, true)]), values([expected]))).toBeLessThan(1e-5);
        layer.setStep(tf.scalar(3, 'int32'));
        const variables = layer.trainableWeights.map((weight) => weight.read() as tfjs.Variable); // a layer's weights are variables
        const own = tf.variableGrads(() => called(layer, x, true).mul(probe).sum(), variables).grads;
        layer.setStep(tf.scalar(3, 'int32'));
        const ofInput = tf.grad((given: Tensor) => called(layer, given, true).mul(probe).sum())(x);
        const formula = tf.grads((given: Tensor, ...rest: Tensor[]) =>
          plainly(tf, each, 3, given as tfjs.Tensor3D, rest)
            .mul(probe)
            .sum(),
        )([x, ...weights]);
        expect(difference(values([ofInput, ...variables.map(({ name }) => at(own[name]))]), values(formula))).toBeLessThan(1e-5);
      });
    },
  );

  it('draws anew in every step and every call, the same again for the same step, and drops nothing in use', () => {
    const { tf } = engine;
    tf.tidy(() => {
      const each = usual[0] ?? expect.fail();
      const layer = dropping(tf, each, 1);
      const x = input(tf, each);
      const answer = (step: number, training = true): number[] => {
        layer.setStep(tf.scalar(step, 'int32'));
        return values([called(layer, x, training)]);
      };
      const first = answer(1);
      expect(values([called(layer, x, true)])).not.toEqual(first); // another call in the same step: another chain
      expect(answer(2)).not.toEqual(first);
      expect(answer(1)).toEqual(first);
      expect(answer(1, false)).toEqual(values([called(layerOf(tf, each), x, false)]));
    });
  });

  it('drops a feature at all steps of an item or at none, in other places in every item and step', () => {
    const { tf } = engine;
    tf.tidy(() => {
      const layer = tf.layers.spatialDropout1d({ rate: 0.5, seed: 4 }) as unknown as Seeded; // ours
      const draw = (step: number): number[][][] => {
        layer.setStep(tf.scalar(step, 'int32'));
        return called(layer, tf.ones([8, 5, 6]), true).arraySync() as number[][][]; // [batch, steps, features]
      };
      const first = draw(1);
      for (const [before, ...after] of first) for (const row of after) expect(row).toEqual(before);
      expect(new Set(first.map((item) => String(item[0]))).size).toBeGreaterThan(1);
      expect(new Set(first.flat(2))).toEqual(new Set([0, 2]));
      expect(draw(2)).not.toEqual(first);
      expect(draw(1)).toEqual(first);
    });
  });
}

describe('dropout over steps on the portable engine', () => suite(() => openPortable()));

engineOrSkip('dropout over steps on TensorFlow', (folder) => suite(() => openTensorflow({ folder, threads: 2, allowGpu: false })));
