import type * as tfjs from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block, BlockContext, RowPart, Shape } from '#app/blocks/block.ts';
import { blockGroups, blockOf, blocks } from '#app/blocks/index.ts';
import { bytes, grouped, short, size } from '#app/numbers.ts';
import { tf } from '#main/engine/tfjs.ts';

/** A block with parameters on inputs, and what must come out; parameters: trainable, then frozen. */
interface Row {
  block: string;
  params?: Record<string, unknown>;
  inputs: Shape[];
  shape: Shape;
  parameters?: [number, number];
  /** Size of the vocabulary where the input is tokens. */
  tokens?: number;
  /** How many codes some features of the input are of, by their places. */
  codes?: Readonly<Record<number, number>>;
  /** Images and texts of the row. */
  parts?: readonly RowPart[];
}

const steps: Shape = [6, 5];
const image: Shape = [8, 6, 3];

const photo: RowPart = { column: 'photo', from: 4, shape: [2, 3, 3], data: { kind: 'images' } };
const note: RowPart = { column: 'note', from: 22, shape: [5], data: { kind: 'tokens', vocabulary: 9 } };
const mixed = { inputs: [[27]], parts: [photo, note] };

const rows: Row[] = [
  { block: 'Input', inputs: [], shape: [7, 5, 2] },
  { block: 'Conv2D', inputs: [image], shape: [8, 6, 32], parameters: [3 * 3 * 3 * 32 + 32, 0] },
  { block: 'Conv2D', params: { filters: 4, kernelSize: 5 }, inputs: [image], shape: [8, 6, 4], parameters: [5 * 5 * 3 * 4 + 4, 0] },
  { block: 'Conv2D', params: { filters: 4, padding: 'valid' }, inputs: [image], shape: [6, 4, 4], parameters: [112, 0] },
  { block: 'Conv2D', params: { filters: 4, strides: [2, 2] }, inputs: [image], shape: [4, 3, 4], parameters: [112, 0] },
  { block: 'Conv2D', params: { filters: 4, strides: [3, 2], padding: 'valid' }, inputs: [image], shape: [2, 2, 4], parameters: [112, 0] },
  { block: 'Conv2D', params: { filters: 4, kernelSize: [2, 1] }, inputs: [image], shape: [8, 6, 4], parameters: [28, 0] },
  { block: 'Conv2D', params: { filters: 4, kernelSize: [1, 1], strides: [3, 3] }, inputs: [image], shape: [3, 2, 4], parameters: [16, 0] },
  { block: 'Conv2D', params: { filters: 4, useBias: false }, inputs: [image], shape: [8, 6, 4], parameters: [108, 0] },
  { block: 'Conv2D', params: { filters: 4, activation: 'leaky_relu' }, inputs: [image], shape: [8, 6, 4], parameters: [112, 0] },
  { block: 'Conv2D', params: { filters: 4, activation: 'softmax' }, inputs: [image], shape: [8, 6, 4], parameters: [112, 0] },
  { block: 'Conv2D', params: { filters: 4 }, inputs: [[1, 1, 1]], shape: [1, 1, 4], parameters: [40, 0] },
  { block: 'MaxPooling2D', inputs: [image], shape: [4, 3, 3] },
  { block: 'MaxPooling2D', inputs: [[5, 7, 1]], shape: [2, 3, 1] },
  { block: 'MaxPooling2D', params: { padding: 'same' }, inputs: [[5, 7, 1]], shape: [3, 4, 1] },
  { block: 'MaxPooling2D', params: { poolSize: [3, 2] }, inputs: [image], shape: [2, 3, 3] },
  { block: 'MaxPooling2D', params: { poolSize: [3, 3], strides: [2, 2] }, inputs: [image], shape: [3, 2, 3] },
  { block: 'MaxPooling2D', params: { poolSize: [3, 3], strides: [1, 1], padding: 'same' }, inputs: [image], shape: [8, 6, 3] },
  { block: 'AveragePooling2D', inputs: [image], shape: [4, 3, 3] },
  { block: 'AveragePooling2D', params: { poolSize: 3 }, inputs: [image], shape: [2, 2, 3] },
  { block: 'AveragePooling2D', params: { poolSize: [3, 3], strides: [2, 2], padding: 'same' }, inputs: [image], shape: [4, 3, 3] },
  { block: 'GlobalAveragePooling2D', inputs: [image], shape: [3] },
  { block: 'Flatten', inputs: [image], shape: [144] },
  { block: 'Flatten', inputs: [[9]], shape: [9] },
  { block: 'Dense', inputs: [[9]], shape: [64], parameters: [640, 0] },
  { block: 'Dense', params: { units: 5, useBias: false, activation: 'tanh' }, inputs: [[9]], shape: [5], parameters: [45, 0] },
  { block: 'Dense', params: { units: 5, activation: 'leaky_relu' }, inputs: [[9]], shape: [5], parameters: [50, 0] },
  { block: 'Dense', params: { units: 5 }, inputs: [image], shape: [8, 6, 5], parameters: [20, 0] },
  { block: 'Dropout', inputs: [[9]], shape: [9] },
  { block: 'Dropout', params: { rate: 0.5 }, inputs: [image], shape: [8, 6, 3] },
  { block: 'BatchNormalization', inputs: [image], shape: [8, 6, 3], parameters: [6, 6] },
  { block: 'BatchNormalization', params: { momentum: 0.9, epsilon: 0.01 }, inputs: [[9]], shape: [9], parameters: [18, 18] },
  ...['linear', 'relu', 'leaky_relu', 'elu', 'tanh', 'sigmoid', 'softmax'].flatMap((activation) => [
    { block: 'Activation', params: { activation }, inputs: [image], shape: image },
    { block: 'Activation', params: { activation }, inputs: [[9]], shape: [9] },
  ]),
  { block: 'Add', inputs: [image, image], shape: image },
  { block: 'Add', inputs: [[9], [9], [9]], shape: [9] },
  { block: 'Concatenate', inputs: [image, [8, 6, 4]], shape: [8, 6, 7] },
  { block: 'Concatenate', inputs: [[9], [1], [2]], shape: [12] },
  { block: 'Embedding', tokens: 9, inputs: [[6]], shape: [6, 32], parameters: [9 * 32, 0] },
  { block: 'Embedding', tokens: 9, params: { dimension: 4, frozen: true }, inputs: [[6]], shape: [6, 4], parameters: [0, 36] },
  { block: 'Embedding', tokens: 9, params: { dimension: 4, maskZero: false }, inputs: [[6]], shape: [6, 4], parameters: [36, 0] },
  { block: 'OneHot', tokens: 9, inputs: [[6]], shape: [6, 9], parameters: [0, 81] },
  { block: 'CategoryEmbedding', codes: { 1: 5, 3: 7 }, inputs: [[4]], shape: [2 + 2 * 8], parameters: [(5 + 7) * 8, 4 * (2 + 2)] },
  { block: 'CategoryEmbedding', codes: { 0: 3 }, params: { dimension: 2 }, inputs: [[1]], shape: [2], parameters: [6, 1] },
  { block: 'CategoryEmbedding', codes: { 2: 6 }, params: { dimension: 3 }, inputs: [steps], shape: [6, 7], parameters: [18, 5 * 5] },
  { block: 'TakeColumn', ...mixed, shape: [4] },
  { block: 'TakeColumn', ...mixed, params: { column: 'photo' }, shape: [2, 3, 3] },
  { block: 'TakeColumn', ...mixed, params: { column: 'note' }, shape: [5] },
  { block: 'OneHot', tokens: 9, params: { maskZero: false }, inputs: [[6]], shape: [6, 9], parameters: [0, 81] },
  { block: 'SimpleRNN', params: { units: 3 }, inputs: [steps], shape: [3], parameters: [3 * 3 + 5 * 3 + 3, 0] },
  { block: 'SimpleRNN', params: { units: 3, returnSequences: true }, inputs: [steps], shape: [6, 3], parameters: [27, 0] },
  { block: 'SimpleRNN', params: { units: 3, useBias: false, activation: 'relu' }, inputs: [steps], shape: [3], parameters: [24, 0] },
  { block: 'SimpleRNN', params: { units: 3, goBackwards: true }, inputs: [steps], shape: [3], parameters: [27, 0] },
  { block: 'SimpleRNN', params: { units: 3, dropout: 0.5, recurrentDropout: 0.2 }, inputs: [steps], shape: [3], parameters: [27, 0] },
  { block: 'LSTM', params: { units: 3 }, inputs: [steps], shape: [3], parameters: [4 * 27, 0] },
  { block: 'LSTM', params: { units: 3, returnSequences: true, useBias: false }, inputs: [steps], shape: [6, 3], parameters: [4 * 24, 0] },
  { block: 'LSTM', params: { units: 3, dropout: 0.5, recurrentDropout: 0.2 }, inputs: [steps], shape: [3], parameters: [4 * 27, 0] },
  {
    block: 'LSTM',
    params: { units: 3, activation: 'elu', recurrentActivation: 'linear' },
    inputs: [steps],
    shape: [3],
    parameters: [108, 0],
  },
  { block: 'GRU', params: { units: 3 }, inputs: [steps], shape: [3], parameters: [3 * (27 + 3), 0] },
  { block: 'GRU', params: { units: 3, resetAfter: false }, inputs: [steps], shape: [3], parameters: [3 * 27, 0] },
  { block: 'GRU', params: { units: 3, useBias: false, returnSequences: true }, inputs: [steps], shape: [6, 3], parameters: [3 * 24, 0] },
  { block: 'GRU', params: { units: 3, dropout: 0.5, recurrentDropout: 0.2 }, inputs: [steps], shape: [3], parameters: [90, 0] },
  { block: 'Bidirectional', params: { units: 3 }, inputs: [steps], shape: [6], parameters: [2 * 4 * 27, 0] },
  {
    block: 'Bidirectional',
    params: { units: 3, layer: 'GRU', returnSequences: true },
    inputs: [steps],
    shape: [6, 6],
    parameters: [2 * 90, 0],
  },
  { block: 'Bidirectional', params: { units: 3, layer: 'GRU', resetAfter: false }, inputs: [steps], shape: [6], parameters: [2 * 81, 0] },
  ...['sum', 'mul', 'ave'].map((mergeMode) => ({
    block: 'Bidirectional',
    params: { units: 3, layer: 'SimpleRNN', mergeMode },
    inputs: [steps],
    shape: [3],
    parameters: [2 * 27, 0] as [number, number],
  })),
  { block: 'RepeatVector', params: { times: 4 }, inputs: [[9]], shape: [4, 9] },
  { block: 'Masking', inputs: [steps], shape: steps },
  { block: 'Masking', params: { value: -1 }, inputs: [steps], shape: steps },
  { block: 'Attention', params: { units: 4 }, inputs: [steps], shape: [6, 4], parameters: [3 * 5 * 4, 0] },
  { block: 'Attention', params: { units: 4, scaled: false }, inputs: [steps], shape: [6, 4], parameters: [60, 0] },
  { block: 'AdditiveAttention', params: { units: 4 }, inputs: [steps], shape: [5], parameters: [5 * 4 + 4 + 4, 0] },
  { block: 'TimeDistributed', params: { units: 4 }, inputs: [steps], shape: [6, 4], parameters: [24, 0] },
  {
    block: 'TimeDistributed',
    params: { units: 4, useBias: false, activation: 'leaky_relu' },
    inputs: [steps],
    shape: [6, 4],
    parameters: [20, 0],
  },
  { block: 'Conv1D', params: { filters: 4 }, inputs: [steps], shape: [6, 4], parameters: [3 * 5 * 4 + 4, 0] },
  { block: 'Conv1D', params: { filters: 4, padding: 'valid', kernelSize: 2 }, inputs: [steps], shape: [5, 4], parameters: [44, 0] },
  { block: 'Conv1D', params: { filters: 4, padding: 'causal', useBias: false }, inputs: [steps], shape: [6, 4], parameters: [60, 0] },
  { block: 'Conv1D', params: { filters: 4, padding: 'causal', strides: 2 }, inputs: [steps], shape: [3, 4], parameters: [64, 0] },
  { block: 'Conv1D', params: { filters: 4, dilation: 2 }, inputs: [steps], shape: [6, 4], parameters: [64, 0] },
  {
    block: 'Conv1D',
    params: { filters: 4, dilation: 2, padding: 'valid', activation: 'leaky_relu' },
    inputs: [steps],
    shape: [2, 4],
    parameters: [64, 0],
  },
  { block: 'Conv1D', params: { filters: 4, dilation: 2, padding: 'causal' }, inputs: [steps], shape: [6, 4], parameters: [64, 0] },
  { block: 'Conv1D', params: { filters: 4, strides: 2 }, inputs: [steps], shape: [3, 4], parameters: [64, 0] },
  { block: 'MaxPooling1D', inputs: [steps], shape: [3, 5] },
  { block: 'MaxPooling1D', params: { poolSize: 3, strides: 1, padding: 'same' }, inputs: [steps], shape: [6, 5] },
  { block: 'MaxPooling1D', params: { poolSize: 4 }, inputs: [steps], shape: [1, 5] },
  { block: 'AveragePooling1D', inputs: [steps], shape: [3, 5] },
  { block: 'AveragePooling1D', params: { poolSize: 3, padding: 'same' }, inputs: [[7, 5]], shape: [3, 5] },
  { block: 'GlobalMaxPooling1D', inputs: [steps], shape: [5] },
  { block: 'GlobalAveragePooling1D', inputs: [steps], shape: [5] },
  { block: 'Reshape', params: { shape: [3, 10] }, inputs: [steps], shape: [3, 10] },
  { block: 'Reshape', params: { shape: [8, 18] }, inputs: [image], shape: [8, 18] },
  { block: 'Permute', inputs: [steps], shape: [5, 6] },
  { block: 'Permute', params: { order: '2,3,1' }, inputs: [image], shape: [6, 3, 8] },
  { block: 'Permute', params: { order: '3,1,2' }, inputs: [image], shape: [3, 8, 6] },
  { block: 'SpatialDropout1D', params: { rate: 0.5 }, inputs: [steps], shape: steps },
  { block: 'LayerNormalization', inputs: [steps], shape: steps, parameters: [10, 0] },
  { block: 'LayerNormalization', params: { epsilon: 0.01 }, inputs: [[9]], shape: [9], parameters: [18, 0] },
  { block: 'BatchNormalization', inputs: [steps], shape: steps, parameters: [10, 10] },
  { block: 'Dense', params: { units: 4 }, inputs: [steps], shape: [6, 4], parameters: [24, 0] },
  { block: 'Flatten', inputs: [steps], shape: [30] },
  { block: 'Add', inputs: [steps, steps], shape: steps },
  { block: 'Concatenate', inputs: [steps, [6, 2]], shape: [6, 7] },
  { block: 'Output', inputs: [[10]], shape: [10] },
];

const context: BlockContext = { input: [7, 5, 2], classes: 10 };
function contextOf({ tokens, codes, parts, inputs }: Row): BlockContext {
  const given = { input: inputs[0] ?? [], classes: 10 };
  if (tokens !== undefined) return { ...given, data: { kind: 'tokens', vocabulary: tokens } };
  if (parts !== undefined) return { ...given, data: { kind: 'numbers', of: 'rows', parts } };
  if (codes === undefined) return context;
  const coded = Object.entries(codes).map(([feature, count]) => ({ feature: Number(feature), column: `column ${feature}`, codes: count }));
  return { ...given, data: { kind: 'numbers', of: 'rows', codes: coded } };
}

function found(type: string): Block {
  const block = blockOf(type);
  if (block === undefined) throw new Error(`no block ${type}`);
  return block;
}

/** The block of a row alone as a model, one input a wire. */
function built(row: Row): tfjs.LayersModel {
  const block = found(row.block);
  const given = contextOf(row);
  const dtype = row.tokens === undefined ? 'float32' : 'int32';
  const wires = row.inputs.map((shape) => tf.input({ shape: [...shape], dtype }));
  // A row cannot be flattened, and a model needs a layer: the block stands behind one that does nothing.
  const before = wires.map((wire) => tf.layers.activation({ activation: 'linear', dtype }).apply(wire) as tfjs.SymbolicTensor);
  const output = block.build(tf, block.params.parse(row.params ?? {}), before, {
    ...given,
    name: 'block',
    nameOf: (part) => `block_${part}`,
    seed: 1,
    masks: wires.map(() => false),
    tokens: null,
    hasMasks: false,
  });
  return tf.model({ inputs: wires.length > 0 ? wires : output.inputs, outputs: output });
}

/** Two items for each input; tokens run from 0, which may be padding. */
const batchFor = (model: tfjs.LayersModel, { tokens, codes }: Row) =>
  model.inputs.map(({ shape }) => {
    const places = [2, ...shape.slice(1).map(Number)];
    if (codes !== undefined) return tf.randomUniform(places, 0, Math.min(...Object.values(codes)), 'int32', 3).toFloat();
    return tokens === undefined ? tf.randomUniform(places, 0, 1, 'float32', 3) : tf.randomUniform(places, 0, tokens, 'int32', 3);
  });

/** What a formula comes to; null for those with letters in them. */
function evaluated(formula: string): number | null {
  const code = formula.replace(' bytes', '').replaceAll('⌊', 'Math.floor(').replaceAll('⌋', ')').replaceAll('−', '-').replaceAll('·', '*');
  if (code === '' || /\p{L}/u.test(code.replaceAll('Math.floor', ''))) return null;
  return Number(new Function(`return ${code}`)());
}

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

describe.each(rows)('$block $params on $inputs', (row) => {
  const { inputs, shape, parameters = [0, 0] } = row;
  const block = found(row.block);
  const params = block.params.parse(row.params ?? {});
  const given = contextOf(row);

  it('infers the shape', () => {
    expect(block.shape(params, inputs, given)).toEqual({ ok: true, shape });
  });

  it('counts its parameters', () => {
    expect(block.parameters(params, inputs, given)).toEqual({ trainable: parameters[0], frozen: parameters[1] });
  });

  it('builds a layer of that shape and that many parameters', () => {
    const model = built(row);
    const count = (weights: readonly { shape: (number | null)[] }[]) =>
      weights.reduce((sum, weight) => sum + size(weight.shape.map(Number)), 0);
    expect(model.outputs[0]?.shape).toEqual([null, ...shape]);
    expect([count(model.trainableWeights), count(model.nonTrainableWeights)]).toEqual(parameters);
  });

  it('computes that shape, and TF.js has its gradient', () => {
    const model = built(row);
    const forward = (...xs: tfjs.Tensor[]) => model.apply(xs, { training: true }) as tfjs.Tensor;
    const batch = batchFor(model, row);
    const sum = (...xs: tfjs.Tensor[]): tfjs.Scalar =>
      forward(...xs)
        .square()
        .sum();
    const variables = model.trainableWeights.map((weight) => weight.read() as tfjs.Variable); // a layer's weights are variables
    const ofWeights = variables.length === 0 ? [] : Object.values(tf.variableGrads(() => sum(...batch), variables).grads);
    const slopes = row.tokens === undefined && row.codes === undefined; // codes have none
    const ofInputs = slopes ? tf.grads(sum)(batch) : [];
    expect(forward(...batch).shape).toEqual([2, ...shape]);
    expect([sum(...batch), ...ofWeights, ...ofInputs].every((tensor) => tensor.dataSync().every(Number.isFinite))).toBe(true);
    expect([ofWeights.length, ofInputs.length]).toEqual([variables.length, slopes ? batch.length : 0]);
  });

  it('loads from its standard TF.js files and answers the same', async () => {
    const model = built(row);
    let kept: tfjs.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        kept = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(kept));
    const batch = batchFor(model, row);
    expect((loaded.predict(batch) as tfjs.Tensor).dataSync()).toEqual((model.predict(batch) as tfjs.Tensor).dataSync());
  });

  it('shows workings whose formulas come to their values', () => {
    for (const { formula, value } of block.workings(params, inputs, given)) {
      const result = evaluated(formula);
      if (result !== null) expect([grouped(result), short(result), bytes(result), String(Number(result.toPrecision(4)))]).toContain(value);
    }
  });
});

describe('weights', () => {
  it.each([
    { block: 'Conv2D', inputs: [image] },
    { block: 'Dense', inputs: [[9]] },
    ...['SimpleRNN', 'LSTM', 'GRU', 'Bidirectional', 'Conv1D', 'TimeDistributed', 'Attention', 'AdditiveAttention'].map((block) => ({
      block,
      inputs: [steps],
    })),
  ])('of $block are the same for the same seed and others for another', ({ block: type, inputs }) => {
    const block = found(type);
    const kernel = (seed: number) => {
      const [wire = []] = inputs;
      const input = tf.input({ shape: [...wire] });
      const output = block.build(tf, block.params.parse({}), [input], {
        ...context,
        name: `block${seed}`,
        nameOf: (part) => `block${seed}_${part}`,
        seed,
        masks: [false],
        tokens: null,
        hasMasks: false,
      });
      const model = tf.model({ inputs: input, outputs: output });
      return model.getWeights().map((weight) => [...weight.dataSync()]);
    };
    expect(kernel(5)).toEqual(kernel(5));
    expect(kernel(5)).not.toEqual(kernel(6));
  });
});

describe.each(blocks.map((block) => ({ type: block.type, block })))('$type', ({ type, block }) => {
  it('has a row in the table above', () => {
    expect(rows.some((row) => row.block === type)).toBe(true);
  });

  it('has defaults for all its parameters, and a field for each', () => {
    const defaults = Object.entries(block.fields).flatMap(([name, { optional }]) => (optional ? [] : [name]));
    expect(Object.keys(block.params.parse({})).sort()).toEqual(defaults.sort());
  });

  it('stands in a group of the palette and is described', () => {
    expect(blockGroups.map(({ group }) => group)).toContain(block.group);
    expect([block.title, block.summary, block.help, block.describe(block.params.parse({}), context)]).not.toContain('');
  });

  it.each(Object.entries(block.fields))('keeps the bounds that its field %s shows', (param, { control, min, max, choices, choicesOf }) => {
    const accepts = (value: unknown) => block.params.safeParse({ [param]: control === 'pair' ? [value, value] : value }).success;
    if (choicesOf !== undefined) {
      const heads = ['a', 'b', 'c'].map((name) => ({ name, columns: [name], answers: 'numbers' as const, classes: 1 }));
      const shown = choicesOf({ ...contextOf({ block: block.type, shape: [], ...mixed }), heads });
      expect(shown.map(({ value }) => accepts(value))).toEqual([true, true, true]);
      expect([accepts(1), accepts(null), accepts('x'.repeat(2000))]).toEqual([false, false, false]);
    } else if (control === 'choice') {
      expect((choices ?? []).map(({ value }) => accepts(value))).not.toContain(false);
      expect(accepts('constructor')).toBe(false);
    } else if (control === 'switch') {
      expect([accepts(true), accepts(false), accepts(1), accepts('true')]).toEqual([true, true, false, false]);
    } else {
      expect([accepts(min), accepts(max)]).toEqual([true, true]);
      const refused = [
        Number(min) - 1e-9 - (control === 'number' ? 0 : 1),
        Number(max) + 1,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        '3',
        null,
      ];
      expect(refused.filter(accepts)).toEqual([]);
    }
  });

  it('refuses parameters that it does not have', () => {
    expect(block.params.safeParse({ extra: 1 }).success).toBe(false);
    expect(block.params.safeParse(JSON.parse('{"__proto__": {"filters": 1}}')).data ?? {}).not.toHaveProperty('filters', 1);
  });
});

describe('words', () => {
  it('show the convolution of the course: 3×3 over 32×32×32 into 64', () => {
    const conv = found('Conv2D');
    const params = conv.params.parse({ filters: 64 });
    expect(conv.workings(params, [[32, 32, 32]], context).map(({ formula, value }) => `${formula} = ${value}`)).toEqual([
      '⌊(32−3+2·1)/1⌋+1 = 32',
      '3·3·32·64+64 = 18,496',
      '32·32·64·3·3·32 = 18.9 M',
      '32·32·64·4 bytes = 0.26 MB',
    ]);
    expect(conv.describe(params, context)).toBe('64 3×3 same relu');
  });

  it('write rows and columns apart where they differ', () => {
    const conv = found('Conv2D');
    const workings = conv.workings(conv.params.parse({ padding: 'valid' }), [[8, 6, 1]], context);
    expect(workings.slice(0, 2).map(({ label, formula, value }) => [label, formula, value])).toEqual([
      ['Height', '⌊(8−3+2·0)/1⌋+1', '6'],
      ['Width', '⌊(6−3+2·0)/1⌋+1', '4'],
    ]);
  });

  it('write an odd padding as what stands before and after', () => {
    const pool = found('MaxPooling2D');
    const [working] = pool.workings(pool.params.parse({ padding: 'same' }), [[5, 5, 1]], context);
    expect(working?.formula).toBe('⌊(5−2+0+1)/2⌋+1');
  });
});

describe('CategoryEmbedding', () => {
  it('puts the row of each code behind the features that are quantities, which stay as they are', () => {
    const row: Row = { block: 'CategoryEmbedding', codes: { 0: 3, 2: 4 }, params: { dimension: 2 }, inputs: [[4]], shape: [6] };
    const model = built(row);
    const tables = model.trainableWeights.map((weight) => weight.read().arraySync() as number[][]);
    const answered = model.predict(tf.tensor2d([[2, 0.25, 3, -7]])) as tfjs.Tensor;
    expect(Array.from(answered.dataSync())).toEqual([0.25, -7, ...(tables[0]?.[2] ?? []), ...(tables[1]?.[3] ?? [])]);
  });
});
