import type * as tfjs from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';
import { tf } from '#main/engine/tfjs.ts';
import { difference } from '#test/helpers/portable.ts';
import { cases, drawn, layerOf, nameOf, numbersOf, resultOf, sizes } from '#test/helpers/recurrent.ts';

const { batch, steps, features, units } = sizes;

beforeAll(() => tf.setBackend('cpu'));

describe('a recurrent layer', () => {
  it.each(cases.map((each) => [nameOf(each), each] as const))('%s: passes back the slope of what it computes', (_name, each) => {
    const layer = layerOf(tf, each);
    const { gradients } = resultOf(tf, layer, each);
    const { input, initial, weights } = numbersOf(each);
    const start = [...weights.map(({ values }) => values), input, ...(initial ?? [])];
    const sum = (numbers: number[][]): number => {
      const { mask, probes } = numbersOf(each);
      return tf.tidy(() => {
        layer.setWeights(weights.map(({ shape }, place) => tf.tensor(numbers[place] ?? [], shape)));
        const [x = [], ...states] = numbers.slice(weights.length);
        const answer = layer.call(tf.tensor3d(x, [batch, steps, features]), {
          mask: mask === null ? null : tf.tensor2d(mask, [batch, steps], 'bool'),
          initialState: initial === null ? null : states.map((values) => tf.tensor2d(values, [batch, units])),
        });
        const outputs = Array.isArray(answer) ? answer : [answer];
        // Summed up in double precision, so that the difference of two sums is not lost.
        return outputs.reduce((total, output, place) => total + inner(Array.from(output.dataSync()), probes[place] ?? []), 0);
      });
    };
    for (const [which, at] of start.entries()) {
      const direction = drawn(at.length, 31 + which, 1);
      const moved = (by: number) =>
        sum(start.map((list, place) => (place === which ? list.map((v, i) => v + by * (direction[i] ?? 0)) : list)));
      const reach = 2e-3;
      const slope = (moved(reach) - moved(-reach)) / (2 * reach);
      expect(Math.abs(slope - inner(gradients[which] ?? [], direction)) / (1 + Math.abs(slope)), `gradient ${which}`).toBeLessThan(1e-3);
    }
  });

  const stock = cases.filter((each) => !each.resetAfter && !(each.masked && each.initial)); // what the stock layers lack, or have their own way
  it.each(stock.map((each) => [nameOf(each), each] as const))('%s: answers and passes back what the stock layer does', (_name, each) => {
    const ours = layerOf(tf, each);
    const theirs = layerOf(tf, each);
    const { call } = Object.getPrototypeOf(Object.getPrototypeOf(theirs)); // of the stock class
    Object.assign(theirs, { call });
    const [got, expected] = [resultOf(tf, ours, each), resultOf(tf, theirs, each)];
    for (const [place, values] of [...expected.outputs, ...expected.gradients].entries()) {
      expect(difference([...got.outputs, ...got.gradients][place] ?? [], values)).toBeLessThan(1e-5);
    }
  });

  it('keeps a masked step’s state and output, and begins with zeros where no step counted yet', () => {
    const layer = tf.layers.simpleRNN({
      units: 1,
      activation: 'linear',
      kernelInitializer: 'ones',
      recurrentInitializer: 'ones',
      returnSequences: true,
    });
    const answer = tf.tidy(() => {
      const x = tf.tensor3d([5, 1, 7, 2], [1, 4, 1]);
      layer.build(x.shape);
      const given = { mask: tf.tensor2d([0, 1, 0, 1], [1, 4], 'bool'), initialState: [tf.tensor2d([10], [1, 1])] };
      return Array.from((layer.call(x, given) as tfjs.Tensor).dataSync()); // one output is asked for
    });
    expect(answer).toEqual([0, 11, 11, 13]);
  });

  describe('with all weights zero, so that every gate is half open', () => {
    /** What is kept of the state (2,8,9,4,0,6) after one step of 3 features, whatever these are. */
    const kept = (kind: 'lstm' | 'gru'): number[][] =>
      tf.tidy(() => {
        const zeros = { kernelInitializer: 'zeros', recurrentInitializer: 'zeros', biasInitializer: 'zeros' } as const;
        const args = { units: 6, recurrentActivation: 'sigmoid', returnState: true, ...zeros } as const;
        const layer = kind === 'lstm' ? tf.layers.lstm({ ...args, unitForgetBias: false }) : tf.layers.gru(args);
        layer.build([null, 1, 3]);
        const state = tf.tensor2d([2, 8, 9, 4, 0, 6], [1, 6]);
        const initialState = kind === 'lstm' ? [tf.zerosLike(state), state] : [state];
        const answer = layer.call(tf.tensor3d([0.3, -2, 5], [1, 1, 3]), { initialState }) as tfjs.Tensor[]; // with its states
        return answer.map((each) => Array.from(each.dataSync()));
      });

    it('an LSTM forgets half of its cell, as in the course notes', () => {
      const [output = [], , cell] = kept('lstm');
      expect(cell).toEqual([1, 4, 4.5, 2, 0, 3]);
      for (const [place, value] of [1, 4, 4.5, 2, 0, 3].entries()) expect(output[place]).toBeCloseTo(Math.tanh(value) / 2, 6);
    });

    it('a GRU keeps half of its state and adds nothing', () => {
      const [output, state] = kept('gru');
      expect(state).toEqual([1, 4, 4.5, 2, 0, 3]);
      expect(output).toEqual(state);
    });
  });

  it.each(['SimpleRNN', 'LSTM', 'GRU'] as const)(
    '%s is the stock layer in the model’s JSON, and comes back from it as ours',
    async (kind) => {
      const make = { SimpleRNN: tf.layers.simpleRNN, LSTM: tf.layers.lstm, GRU: tf.layers.gru }[kind];
      const model = tf.sequential({
        layers: [make({ units: 3, inputShape: [4, 2], returnSequences: true, name: 'r' }), make({ units: 2 })],
      });
      const json = JSON.parse(String(model.toJSON()));
      const [first] = json.config.layers;
      expect(first).toMatchObject({ class_name: kind, config: { name: 'r', units: 3, return_sequences: true, go_backwards: false } });
      expect(model.layers[0]?.weights.map((weight) => weight.originalName)).toEqual(['r/kernel', 'r/recurrent_kernel', 'r/bias']);
      const copy = await tf.models.modelFromJSON({ modelTopology: json });
      expect(copy.layers.map((layer) => layer.constructor)).toEqual(model.layers.map((layer) => layer.constructor));
    },
  );

  it('a GRU says in its configuration when it resets, and has a bias for each product when it does so afterwards', async () => {
    const args: GruArgs = { units: 3, inputShape: [4, 2], resetAfter: true };
    const model = tf.sequential({ layers: [tf.layers.gru(args)] });
    const json = JSON.parse(String(model.toJSON()));
    expect(json.config.layers[0].config.reset_after).toBe(true);
    const copy = await tf.models.modelFromJSON({ modelTopology: json });
    expect(copy.getWeights().map((weight) => weight.shape)).toEqual([
      [2, 9],
      [3, 9],
      [2, 9],
    ]);
    const before = tf.layers.gru({ ...args, resetAfter: false } as GruArgs);
    expect(before.getConfig().resetAfter).toBe(false);
  });

  it('takes each call’s own mask and states, call after call of a model', () => {
    const x = tf.input({ shape: [3, 1] });
    const h = tf.input({ shape: [2] });
    const masked = tf.layers.masking().apply(x);
    const inner = tf.layers.gru({ units: 2, returnSequences: true }).apply([masked, h] as tfjs.SymbolicTensor[]);
    const model = tf.model({ inputs: [x, h], outputs: tf.layers.gru({ units: 2 }).apply(inner) as tfjs.SymbolicTensor });
    const predict = (values: number[], state: number[]) =>
      tf.tidy(() => Array.from((model.apply([tf.tensor3d(values, [1, 3, 1]), tf.tensor2d(state, [1, 2])]) as tfjs.Tensor).dataSync()));
    const first = predict([1, 2, 0], [0.5, 0.5]);
    expect(predict([3, 0, 0], [-0.5, 1])).not.toEqual(first);
    expect(predict([1, 2, 0], [0.5, 0.5])).toEqual(first);
  });

  it('goes on from another as it would from any tensor, also where that one’s own form is freed', () => {
    const each = { ...(cases[0] ?? expect.fail()), sequences: true };
    const first = layerOf(tf, each);
    const second = tf.layers.gru({ units: 2, goBackwards: true });
    second.build([null, steps, units]);
    const gradients = (between: (hidden: tfjs.Tensor) => tfjs.Tensor) =>
      tf.tidy(() => {
        const { value, grads } = tf.variableGrads(() => {
          const hidden = first.call(tf.tensor3d(drawn(batch * steps * features, 5), [batch, steps, features]), {});
          return (second.call(between(hidden as tfjs.Tensor), {}) as tfjs.Tensor).square().sum(); // one tensor each
        });
        return [value, ...Object.values(grads)].map((tensor) => Array.from(tensor.dataSync()));
      });
    const together = gradients((hidden) => hidden);
    for (const [place, values] of gradients((hidden) => hidden.clone()).entries()) {
      expect(difference(together[place] ?? [], values)).toBeLessThan(1e-6);
    }
    const hidden = tf.tidy(() => first.call(tf.ones([batch, steps, features]), {}) as tfjs.Tensor);
    expect(() => tf.tidy(() => second.call(hidden, {}))).not.toThrow();
  });

  it('refuses what it cannot train', () => {
    const x = tf.zeros([1, 2, 1]);
    const stateful = tf.layers.lstm({ units: 1, stateful: true, batchInputShape: [1, 2, 1] });
    stateful.build([1, 2, 1]);
    expect(() => stateful.call(x, {})).toThrow('stateful must be false');
    const odd = tf.layers.simpleRNN({ units: 1, activation: 'softsign' });
    odd.build([1, 2, 1]);
    expect(() => odd.call(x, {})).toThrow('activation must be one of linear, tanh');
  });
});

const inner = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, place) => sum + value * (b[place] ?? Number.NaN), 0);
