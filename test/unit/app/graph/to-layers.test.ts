import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { analyse } from '#app/graph/analyse.ts';
import type { Graph } from '#app/graph/graph.ts';
import { templateOf, templates } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';

const context = { input: [6, 6, 2], classes: 3 };

/** Two ways that meet twice, with every kind of block that holds weights, and ids that beg for a clash. */
const branched: Graph = {
  version: 1,
  nodes: [
    { id: 'out', block: 'Output', params: {} },
    { id: 'a', block: 'Conv2D', params: { filters: 4, activation: 'leaky_relu' } },
    { id: 'a_leaky_relu', block: 'Conv2D', params: { filters: 4, activation: 'elu' } },
    { id: 'sum', block: 'Add', params: {} },
    { id: 'norm', block: 'BatchNormalization', params: {} },
    { id: 'both', block: 'Concatenate', params: {} },
    { id: 'pool', block: 'GlobalAveragePooling2D', params: {} },
    { id: 'drop', block: 'Dropout', params: {} },
    { id: 'dense', block: 'Dense', params: { units: 3 } },
    { id: 'in', block: 'Input', params: {} },
  ],
  edges: [
    ['in', 'a'],
    ['in', 'a_leaky_relu'],
    ['a', 'sum'],
    ['a_leaky_relu', 'sum'],
    ['sum', 'norm'],
    ['norm', 'both'],
    ['in', 'both'],
    ['both', 'pool'],
    ['pool', 'drop'],
    ['drop', 'dense'],
    ['dense', 'out'],
  ].map(([from = '', to = '']) => ({ from, to })),
};

const withDense = (params: Record<string, number | string>): Graph => ({
  ...branched,
  nodes: branched.nodes.map((node) => (node.id === 'dense' ? { ...node, params } : node)),
});

/** Pixels 0 to 255. */
const pixels = () => tf.randomUniform([2, 6, 6, 2], 0, 255, 'float32', 9);
const answer = (model: tf.LayersModel) => [...(model.predict(pixels()) as tf.Tensor).dataSync()];
const weightsOf = (model: tf.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

describe('a compiled graph', () => {
  it('has as many parameters as the check counted', () => {
    expect(toLayers(tf, branched, context, 7).layers.countParams()).toBe(analyse(branched, context).totals.parameters);
  });

  it('names its layers like the blocks, and those it adds so that none clash', () => {
    const names = toLayers(tf, branched, context, 7).layers.layers.map(({ name }) => name);
    expect(names.sort()).toEqual(['in_pixels', 'a_leaky_relu_2', ...branched.nodes.map(({ id }) => id)].sort());
  });

  it('answers probabilities, and logits of which they are the softmax', () => {
    const { layers, logits } = toLayers(tf, branched, context, 7);
    const expected = tf.softmax(logits.predict(pixels()) as tf.Tensor).dataSync();
    expect(answer(layers)).toEqual([...expected]);
  });

  it('shares every weight between both models', () => {
    const { layers, logits } = toLayers(tf, branched, context, 7);
    expect(logits.weights.map(({ id }) => id).sort()).toEqual(layers.weights.map(({ id }) => id).sort());
  });

  it('takes pixels 0 to 255 and works with 0 to 1', () => {
    const softmax = templateOf('softmax')?.graph([1, 1, 1], 2);
    if (softmax === undefined) throw new Error('no softmax template');
    const { logits } = toLayers(tf, softmax, { input: [1, 1, 1], classes: 2 }, 7);
    logits.setWeights([tf.tensor2d([[1, -2]]), tf.tensor1d([0, 0])]);
    const [first, second] = (logits.predict(tf.fill([1, 1, 1, 1], 255)) as tf.Tensor).dataSync();
    expect([first, second]).toEqual([1, -2]);
  });

  it('has the same weights for the same seed, others for another, and others in each block', () => {
    const first = weightsOf(toLayers(tf, branched, context, 7).layers);
    expect(weightsOf(toLayers(tf, branched, context, 7).layers)).toEqual(first);
    expect(weightsOf(toLayers(tf, branched, context, 8).layers)).not.toEqual(first);
    const { layers } = toLayers(tf, branched, context, 7);
    const kernels = ['a', 'a_leaky_relu'].map((name) => [...(layers.getLayer(name).getWeights()[0]?.dataSync() ?? [])]);
    expect(kernels[0]).not.toEqual(kernels[1]);
  });

  it('does not depend on the order in which blocks are stored, nor on their names', () => {
    const shuffled: Graph = {
      version: 1,
      nodes: [...branched.nodes].reverse().map((node) => ({ ...node, id: `x${node.id}`, name: `my ${node.id}` })),
      edges: branched.edges.map(({ from, to }) => ({ from: `x${from}`, to: `x${to}` })),
    };
    expect(answer(toLayers(tf, shuffled, context, 7).layers)).toEqual(answer(toLayers(tf, branched, context, 7).layers));
  });

  it('has one softmax where the last block has one already', () => {
    const plain = answer(toLayers(tf, withDense({ units: 3, activation: 'linear' }), context, 7).layers);
    expect(answer(toLayers(tf, withDense({ units: 3, activation: 'softmax' }), context, 7).layers)).toEqual(plain);
  });

  it('keeps a softmax that is not the last', () => {
    const graph = (activation: string): Graph => ({
      ...branched,
      nodes: branched.nodes.map((node) => (node.id === 'a' ? { ...node, params: { filters: 4, activation } } : node)),
    });
    expect(answer(toLayers(tf, graph('softmax'), context, 7).layers)).not.toEqual(answer(toLayers(tf, graph('linear'), context, 7).layers));
  });

  it('is refused with the problem’s words where it has an error', () => {
    expect(() => toLayers(tf, withDense({ units: 4 }), context, 7)).toThrow(
      'The model cannot be trained: Output must get 3 numbers, one a class; got 4 from Dense 1; use Dense with 3 units.',
    );
  });
});

describe.each(templates)('template $name', ({ graph }) => {
  it.each([
    [[1, 1, 1], 2],
    [[1, 40, 3], 2],
    [[5, 7, 1], 4],
    [[13, 9, 4], 3],
    [[28, 28, 1], 10],
    [[32, 32, 3], 10],
  ])('builds for images %j and %i classes what the check counted', (input, classes) => {
    const made = graph(input, classes);
    const analysis = analyse(made, { input, classes });
    expect(analysis.problems).toEqual([]);
    const { layers } = toLayers(tf, made, { input, classes }, 7);
    expect([layers.countParams(), layers.outputs[0]?.shape]).toEqual([analysis.totals.parameters, [null, classes]]);
  });
});
