import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Block, BlockContext, Shape } from '#app/blocks/block.ts';
import { blockGroups, blockOf, blocks } from '#app/blocks/index.ts';
import { bytes, grouped, short, size } from '#app/numbers.ts';

/** A block with parameters on inputs, and what must come out; parameters: trainable, then frozen. */
interface Row {
  block: string;
  params?: Record<string, unknown>;
  inputs: Shape[];
  shape: Shape;
  parameters?: [number, number];
}

const image: Shape = [8, 6, 3];

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
  { block: 'Output', inputs: [[10]], shape: [10] },
];

const context: BlockContext = { input: [7, 5, 2], classes: 10 };

function found(type: string): Block {
  const block = blockOf(type);
  if (block === undefined) throw new Error(`no block ${type}`);
  return block;
}

/** The block alone as a model, one input a wire. */
function built(block: Block, params: Record<string, unknown>, inputs: readonly Shape[]): tf.LayersModel {
  const wires = inputs.map((shape) => tf.input({ shape: [...shape] }));
  // A row cannot be flattened, and a model needs a layer: the block stands behind one that does nothing.
  const before = wires.map((wire) => tf.layers.activation({ activation: 'linear' }).apply(wire) as tf.SymbolicTensor);
  const output = block.build(tf, params, before, { ...context, name: 'block', nameOf: (part) => `block_${part}`, seed: 1 });
  return tf.model({ inputs: wires.length > 0 ? wires : output.inputs, outputs: output });
}

const batchFor = (model: tf.LayersModel) =>
  model.inputs.map(({ shape }) => tf.randomUniform([2, ...shape.slice(1).map(Number)], 0, 1, 'float32', 3));

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

describe.each(rows)('$block $params on $inputs', ({ block: type, params: given = {}, inputs, shape, parameters = [0, 0] }) => {
  const block = found(type);
  const params = block.params.parse(given);

  it('infers the shape', () => {
    expect(block.shape(params, inputs, context)).toEqual({ ok: true, shape });
  });

  it('counts its parameters', () => {
    expect(block.parameters(params, inputs, context)).toEqual({ trainable: parameters[0], frozen: parameters[1] });
  });

  it('builds a layer of that shape and that many parameters', () => {
    const model = built(block, params, inputs);
    const count = (weights: readonly { shape: (number | null)[] }[]) =>
      weights.reduce((sum, weight) => sum + size(weight.shape.map(Number)), 0);
    expect(model.outputs[0]?.shape).toEqual([null, ...shape]);
    expect([count(model.trainableWeights), count(model.nonTrainableWeights)]).toEqual(parameters);
  });

  it('computes that shape, and TF.js has its gradient', () => {
    const model = built(block, params, inputs);
    const forward = (...xs: tf.Tensor[]) => model.apply(xs, { training: true }) as tf.Tensor;
    const batch = batchFor(model);
    const { value, grads } = tf.valueAndGrads((...xs) =>
      forward(...xs)
        .square()
        .sum(),
    )(batch);
    expect(forward(...batch).shape).toEqual([2, ...shape]);
    expect([value, ...grads].every((tensor) => tensor.dataSync().every(Number.isFinite))).toBe(true);
  });

  it('loads from its standard TF.js files and answers the same', async () => {
    const model = built(block, params, inputs);
    let kept: tf.io.ModelArtifacts = {};
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        kept = artifacts;
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(kept));
    const batch = batchFor(model);
    expect((loaded.predict(batch) as tf.Tensor).dataSync()).toEqual((model.predict(batch) as tf.Tensor).dataSync());
  });

  it('shows workings whose formulas come to their values', () => {
    for (const { formula, value } of block.workings(params, inputs, context)) {
      const result = evaluated(formula);
      if (result !== null) expect([grouped(result), short(result), bytes(result), String(Number(result.toPrecision(4)))]).toContain(value);
    }
  });
});

describe('weights', () => {
  it.each([
    { block: 'Conv2D', inputs: [image] },
    { block: 'Dense', inputs: [[9]] },
  ])('of $block are the same for the same seed and others for another', ({ block: type, inputs }) => {
    const block = found(type);
    const kernel = (seed: number) => {
      const [wire = []] = inputs;
      const output = block.build(tf, block.params.parse({}), [tf.input({ shape: [...wire] })], {
        ...context,
        name: 'block',
        nameOf: String,
        seed,
      });
      return [...(output.sourceLayer.getWeights()[0]?.dataSync() ?? [])];
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
    expect(Object.keys(block.params.parse({})).sort()).toEqual(Object.keys(block.fields).sort());
  });

  it('stands in a group of the palette and is described', () => {
    expect(blockGroups.map(({ group }) => group)).toContain(block.group);
    expect([block.title, block.summary, block.help, block.describe(block.params.parse({}))]).not.toContain('');
  });

  it.each(Object.entries(block.fields))('keeps the bounds that its field %s shows', (param, { control, min, max, choices }) => {
    const accepts = (value: unknown) => block.params.safeParse({ [param]: control === 'pair' ? [value, value] : value }).success;
    if (control === 'choice') {
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
    expect(conv.describe(params)).toBe('64 3×3 same relu');
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
