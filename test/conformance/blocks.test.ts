import type * as tfjs from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import type { BlockContext, Shape } from '#app/blocks/block.ts';
import { blockOf } from '#app/blocks/index.ts';
import { isMasked } from '#app/graph/flow.ts';
import type { Tf } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { tensorflowFolder } from '#test/helpers/engine.ts';
import { askPython, peersOrSkip } from '#test/helpers/peers.ts';
import { difference } from '#test/helpers/portable.ts';
import { drawn } from '#test/helpers/recurrent.ts';

type Params = Record<string, string | number | boolean | number[]>;
type Link = [block: string, params?: Params];
interface Case {
  blocks: Link[];
  /** Of one item; with a vocabulary it is tokens. */
  shape: Shape;
  vocabulary: number | null;
  /** Whether only the steps that count are compared: Keras' Bidirectional answers 0 at padding, TF.js' what came last. */
  countedOnly?: boolean;
}

const items = 3;
const steps: Shape = [6, 5];
const over = (shape: Shape, ...blocks: Link[]): Case => ({ blocks, shape, vocabulary: null });
const reading = (...blocks: Link[]): Case => ({ blocks, shape: [6], vocabulary: 9 });
const each = (block: string, ...options: Params[]): Case[] => options.map((params) => over(steps, [block, params]));

const recurrent = ['SimpleRNN', 'LSTM', 'GRU'].flatMap((block) =>
  each(
    block,
    { units: 4 },
    { units: 4, returnSequences: true },
    { units: 4, goBackwards: true, returnSequences: true },
    { units: 4, useBias: false },
    { units: 4, activation: 'relu' },
    { units: 4, activation: 'elu', returnSequences: true },
    { units: 4, dropout: 0.5, recurrentDropout: 0.5 }, // nothing of it in use
  ),
);

/** Every block for sequences, with every option. */
const cases: readonly Case[] = [
  reading(['Embedding', { dimension: 4 }]),
  reading(['Embedding', { dimension: 4, maskZero: false, frozen: true }]),
  reading(['OneHot']),
  ...recurrent,
  ...['LSTM', 'GRU'].flatMap((block) =>
    each(block, { units: 4, recurrentActivation: 'tanh' }, { units: 4, recurrentActivation: 'linear', returnSequences: true }),
  ),
  ...each('GRU', { units: 4, resetAfter: false }, { units: 4, resetAfter: false, useBias: false, returnSequences: true }),
  ...['SimpleRNN', 'LSTM', 'GRU'].flatMap((layer) =>
    each('Bidirectional', { layer, units: 4 }, { layer, units: 4, returnSequences: true }, { layer, units: 4, mergeMode: 'sum' }),
  ),
  ...each(
    'Bidirectional',
    { units: 4, mergeMode: 'mul', returnSequences: true },
    { units: 4, mergeMode: 'ave' },
    { layer: 'GRU', units: 4, resetAfter: false },
  ),
  ...each('TimeDistributed', { units: 4 }, { units: 4, activation: 'leaky_relu' }, { units: 4, useBias: false, activation: 'softmax' }),
  ...each('Dense', { units: 4, activation: 'tanh' }),
  over([5], ['RepeatVector', { times: 4 }]),
  ...each(
    'Conv1D',
    { filters: 4 },
    { filters: 4, padding: 'valid', activation: 'tanh' },
    { filters: 4, padding: 'causal', useBias: false, activation: 'linear' },
    { filters: 4, kernelSize: 4, strides: 2, activation: 'elu' },
    { filters: 4, kernelSize: 2, padding: 'causal', strides: 2, activation: 'sigmoid' },
    { filters: 4, kernelSize: 1, padding: 'causal', activation: 'leaky_relu' },
    { filters: 4, dilation: 2, activation: 'tanh' },
    { filters: 4, dilation: 2, kernelSize: 2, activation: 'tanh' },
    { filters: 4, dilation: 2, padding: 'valid', useBias: false, activation: 'linear' },
    { filters: 4, dilation: 3, kernelSize: 2, padding: 'causal', activation: 'tanh' },
  ),
  ...['MaxPooling1D', 'AveragePooling1D'].flatMap((block) =>
    each(
      block,
      {},
      { poolSize: 3 },
      { poolSize: 4, padding: 'same' },
      { poolSize: 3, strides: 1, padding: 'same' },
      { poolSize: 3, strides: 1 },
    ),
  ),
  ...each('GlobalMaxPooling1D', {}),
  ...each('GlobalAveragePooling1D', {}),
  ...each('Masking', {}, { value: 1 }),
  ...each('LayerNormalization', {}, { epsilon: 0.1 }),
  over([5], ['LayerNormalization']),
  ...each('SpatialDropout1D', { rate: 0.5 }),
  ...each('Attention', { units: 4 }, { units: 4, scaled: false }),
  ...each('AdditiveAttention', { units: 4 }),
  ...each('Reshape', { shape: [10, 3] }, { shape: [1, 30] }),
  ...each('Permute', { order: '2,1' }),
  ...['1,3,2', '2,1,3', '2,3,1', '3,1,2', '3,2,1'].map((order) => over([4, 3, 2], ['Permute', { order }])),
  // In a row, with masks that go from one to the next.
  reading(['Embedding', { dimension: 4 }], ['LSTM', { units: 4 }]),
  reading(['Embedding', { dimension: 4 }], ['GRU', { units: 4, returnSequences: true }], ['SimpleRNN', { units: 3 }]),
  {
    ...reading(['Embedding', { dimension: 4 }], ['Bidirectional', { units: 4, returnSequences: true }], ['Dense', { units: 3 }]),
    countedOnly: true,
  },
  reading(['Embedding', { dimension: 4 }], ['Bidirectional', { layer: 'GRU', units: 4 }], ['Dense', { units: 3 }]),
  reading(['OneHot'], ['TimeDistributed', { units: 4 }], ['LayerNormalization'], ['SpatialDropout1D'], ['LSTM', { units: 4 }]),
  reading(['OneHot', { maskZero: false }], ['LSTM', { units: 4, goBackwards: true }]),
  reading(
    ['Embedding', { dimension: 4 }],
    ['LSTM', { units: 4 }],
    ['RepeatVector', { times: 3 }],
    ['GRU', { units: 4, returnSequences: true }],
  ),
  reading(['Embedding', { dimension: 4 }], ['Attention', { units: 3 }], ['GlobalMaxPooling1D']),
  reading(['Embedding', { dimension: 4 }], ['LSTM', { units: 4, returnSequences: true }], ['AdditiveAttention', { units: 3 }]),
  reading(['OneHot'], ['AdditiveAttention', { units: 3 }], ['Dense', { units: 2 }]),
  over(steps, ['Masking'], ['GRU', { units: 4 }]),
  over(steps, ['Dense', { units: 5, useBias: false }], ['Masking'], ['LSTM', { units: 4, returnSequences: true }]),
  over(steps, ['LSTM', { units: 4, returnSequences: true }], ['AdditiveAttention', { units: 3 }], ['Dense', { units: 2 }]),
];

const nameOf = ({ blocks }: Case): string =>
  blocks.map(([block, params = {}]) => [block, ...Object.entries(params).map((option) => option.join(' '))].join(' ')).join(' → ');

/** Tokens end in padding, of another length for each item; some steps of numbers are all zero, for a mask to find. */
function inputOf({ shape, vocabulary }: Case): number[] {
  const [length = 1, features = 1] = shape;
  const count = shape.reduce((product, side) => product * side, items);
  if (vocabulary !== null)
    return Array.from({ length: count }, (_, place) =>
      place % length >= length - Math.floor(place / length) ? 0 : 1 + ((place * 7) % (vocabulary - 1)),
    );
  const values = drawn(count, 7, 1);
  return shape.length === 2 ? values.map((value, place) => (Math.floor(place / features) % 4 === 3 ? 0 : value)) : values;
}

/** The case's blocks as a model, with weights that look random; and which of them belong to which block. */
function modelOf(tf: Tf, { blocks, shape, vocabulary }: Case) {
  const context: BlockContext =
    vocabulary === null
      ? { input: shape, classes: null, data: { kind: 'numbers' } }
      : { input: shape, classes: null, data: { kind: 'tokens', vocabulary } };
  const input = tf.input({ shape: [...shape], dtype: vocabulary === null ? 'float32' : 'int32' });
  let [tensor, at, masked, hasMasks] = [input, shape, false, false];
  const params: Record<string, unknown>[] = [];
  for (const [place, [type, given = {}]] of blocks.entries()) {
    const block = blockOf(type) ?? expect.fail(`no block ${type}`);
    const parsed = block.params.parse(given);
    const result = block.shape(parsed, [at], context);
    if (!result.ok) throw new Error(result.message);
    const nameOf = (part: string) => `b${place}_${part}`;
    tensor = block.build(tf, parsed, [tensor], {
      ...context,
      name: `b${place}`,
      nameOf,
      seed: place,
      masks: [masked],
      hasMasks,
      tokens: masked && vocabulary !== null ? input : null,
    });
    masked = isMasked(block, parsed, [masked]);
    hasMasks ||= masked;
    at = result.shape;
    params.push(parsed);
  }
  const model = tf.model({ inputs: input, outputs: tensor });
  const fixed = blocks.map(([type]) => type === 'OneHot');
  const placeOf = (name: string) => Number(/^b(\d+)/.exec(name)?.[1]);
  for (const [number, weight] of model.weights.entries()) {
    if (fixed[placeOf(weight.originalName)]) continue;
    const values = drawn(tf.util.sizeFromShape(weight.shape.map(Number)), number + 1);
    (weight.read() as tfjs.Variable).assign(tf.tensor(values, weight.shape.map(Number))); // a layer's weight is a variable
  }
  const trained = model.trainableWeights.map(({ originalName }) => originalName);
  const described = blocks.map(([type], place) => ({
    type,
    params: params[place],
    trained: trained.filter((name) => placeOf(name) === place),
    weights: model.weights
      .filter(({ originalName }) => placeOf(originalName) === place)
      .map((weight) => ({ name: weight.originalName, shape: weight.shape, values: Array.from(weight.read().dataSync()) })),
  }));
  return { model, described, outputShape: at };
}

/** What the outputs are multiplied by; 0 for those that are not compared. */
function probesOf(each: Case, shape: Shape): number[] {
  const count = shape.reduce((product, side) => product * side, items);
  const input = inputOf(each);
  const features = shape[1] ?? 1;
  return drawn(count, 17, 1).map((probe, place) => (each.countedOnly && input[Math.floor(place / features)] === 0 ? 0 : probe));
}

/** What a case gives here: its output, and gradients block by block, then of the input. */
function resultOf(tf: Tf, each: Case): { output: number[]; gradients: number[][]; probes: number[] } {
  return tf.tidy(() => {
    const { model, described, outputShape } = modelOf(tf, each);
    const tokens = each.vocabulary !== null;
    const x = tf.tensor(inputOf(each), [items, ...each.shape], tokens ? 'int32' : 'float32');
    const probes = tf.tensor(probesOf(each, outputShape), [items, ...outputShape]);
    const run = (given: tfjs.Tensor) => model.apply(given, { training: false }) as tfjs.Tensor; // one output
    const sum = (given: tfjs.Tensor): tfjs.Scalar => run(given).mul(probes).sum();
    const byName = new Map(model.trainableWeights.map((weight) => [weight.originalName, weight.read() as tfjs.Variable]));
    const grads = byName.size === 0 ? {} : tf.variableGrads(() => sum(x), [...byName.values()]).grads;
    const names = described.flatMap(({ trained }) => trained);
    const values = (tensor: tfjs.Tensor | undefined) => Array.from(tensor?.dataSync() ?? []);
    return {
      output: values(run(x)),
      probes: probesOf(each, outputShape),
      gradients: [...names.map((name) => values(grads[byName.get(name)?.name ?? ''])), ...(tokens ? [] : [values(tf.grad(sum)(x))])],
    };
  });
}

const results = z.array(z.object({ output: z.array(z.number()), gradients: z.array(z.array(z.number())) }));

peersOrSkip('blocks for sequences beside Keras', (python) => {
  const script = new URL('blocks.py', import.meta.url).pathname;
  let said: z.infer<typeof results> | null = null;
  const keras = (tf: Tf) => {
    said ??= results.parse(
      askPython(
        python,
        script,
        cases.map((each) => {
          const { described, outputShape } = modelOf(tf, each);
          return {
            blocks: described,
            input: inputOf(each),
            inputShape: [items, ...each.shape],
            vocabulary: each.vocabulary,
            probes: probesOf(each, outputShape),
          };
        }),
      ),
    );
    return said;
  };

  const compare = (tf: Tf) => {
    for (const [place, each] of cases.entries()) {
      const ours = resultOf(tf, each);
      const theirs = keras(tf)[place] ?? expect.fail(nameOf(each));
      const compared = (output: number[]) => output.filter((_, at) => !each.countedOnly || ours.probes[at] !== 0);
      expect(difference(compared(ours.output), compared(theirs.output)), `${nameOf(each)}: output`).toBeLessThan(1e-5);
      expect(ours.gradients.length, nameOf(each)).toBe(theirs.gradients.length);
      for (const [which, values] of theirs.gradients.entries())
        expect(difference(ours.gradients[which] ?? [], values), `${nameOf(each)}: gradient ${which}`).toBeLessThan(1e-5);
    }
  };

  it('give its outputs and gradients with every option, on the portable engine', async () => {
    const engine = await openPortable();
    compare(engine.tf);
    engine.dispose();
  });

  it.skipIf(tensorflowFolder === null)('give its outputs and gradients with every option, on TensorFlow', async () => {
    const engine = await openTensorflow({ folder: tensorflowFolder ?? '', threads: 2, allowGpu: false });
    compare(engine.tf);
    engine.dispose();
  });
});
