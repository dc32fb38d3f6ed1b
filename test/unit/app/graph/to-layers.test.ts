import type * as tfjs from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import type { Graph } from '#app/graph/graph.ts';
import { templateOf, templates, templatesFor } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { tf } from '#main/engine/tfjs.ts';

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
const answer = (model: tfjs.LayersModel) => [...(model.predict(pixels()) as tfjs.Tensor).dataSync()];
const weightsOf = (model: tfjs.LayersModel) => model.getWeights().map((weight) => [...weight.dataSync()]);

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
    const expected = tf.softmax(logits.predict(pixels()) as tfjs.Tensor).dataSync();
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
    const [first, second] = (logits.predict(tf.fill([1, 1, 1, 1], 255)) as tfjs.Tensor).dataSync();
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

describe.each(templatesFor(context))('template $name', ({ graph }) => {
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

const reading = templates.filter(({ for: { data } }) => data === 'tokens' || data === 'numbers');
describe.each(reading)(
  'template $name',
  ({
    graph,
    for: {
      data,
      answers: [answers = 'item'],
    },
  }) => {
    it.each([
      [1, 2],
      [7, 4],
      [40, 10],
    ])('builds for %i steps or numbers and %i classes what the check counted', (length, classes) => {
      const input = [length];
      const given: BlockContext = {
        input,
        classes,
        answers,
        data: data === 'tokens' ? { kind: 'tokens', vocabulary: 30 } : { kind: 'numbers' },
      };
      const made = graph(input, classes);
      const { totals } = analyse(made, given);
      const { layers, logits } = toLayers(tf, made, given, 7);
      const places = answers !== 'item' ? [length, classes] : [classes];
      expect([layers.countParams(), layers.outputs[0]?.shape]).toEqual([totals.parameters, [null, ...places]]);
      expect(layers.inputs.map(({ dtype, shape }) => [dtype, shape])).toEqual([[data === 'tokens' ? 'int32' : 'float32', [null, length]]]);
      const items =
        data === 'tokens' ? tf.randomUniform([2, length], 0, 30, 'int32', 3) : tf.randomUniform([2, length], 0, 1, 'float32', 3);
      const sums = (layers.predict(items) as tfjs.Tensor).sum(-1).dataSync();
      for (const sum of sums) expect(sum).toBeCloseTo(1, 5);
      expect((logits.predict(items) as tfjs.Tensor).shape).toEqual([2, ...places]);
    });
  },
);

describe('a model with masks', () => {
  const chained = (...blocks: [string, Record<string, number | boolean>][]): Graph => ({
    version: 1,
    nodes: blocks.map(([block, params], place) => ({ id: `n${place}`, block, params })),
    edges: blocks.slice(1).map((_, place) => ({ from: `n${place}`, to: `n${place + 1}` })),
  });
  const given: BlockContext = { input: [5], classes: 2, data: { kind: 'tokens', vocabulary: 9 } };
  const answers = (graph: Graph, tokens: number[], at: BlockContext = given) =>
    (toLayers(tf, graph, at, 7).layers.predict(tf.tensor2d(tokens, [1, 5], 'int32')) as tfjs.Tensor).dataSync();

  it('answers the same whatever was padded, and otherwise not', () => {
    const graph = (maskZero: boolean) =>
      chained(
        ['Input', {}],
        ['Embedding', { maskZero }],
        ['LSTM', { returnSequences: true }],
        ['GRU', {}],
        ['Dense', { units: 2 }],
        ['Output', {}],
      );
    expect(answers(graph(true), [0, 0, 3, 4, 5])).toEqual(answers(graph(true), [3, 4, 5, 0, 0]));
    expect(answers(graph(false), [0, 0, 3, 4, 5])).not.toEqual(answers(graph(false), [3, 4, 5, 0, 0]));
  });

  it('does not hand a mask to a recurrent block that none comes into', () => {
    // The decoder has three steps, the text five: with the text's mask it would fail.
    const graph = chained(
      ['Input', {}],
      ['Embedding', {}],
      ['LSTM', {}],
      ['RepeatVector', { times: 3 }],
      ['LSTM', {}],
      ['Dense', { units: 2 }],
      ['Output', {}],
    );
    expect(answers(graph, [3, 4, 5, 0, 0])).toHaveLength(2);
    expect(answers(graph, [3, 4, 5, 0, 0])).toEqual(answers(graph, [0, 3, 0, 4, 5]));
  });

  it('gives no share of attention to padding', () => {
    const pooled = (maskZero: boolean) =>
      chained(['Input', {}], ['Embedding', { maskZero }], ['AdditiveAttention', {}], ['Dense', { units: 2 }], ['Output', {}]);
    // The steps' order does not count to it, so only padding could tell these apart: a step more or less of it does not.
    expect(answers(pooled(true), [3, 4, 5, 0, 0])).toEqual(answers(pooled(true), [0, 0, 3, 4, 5]));
    const twice = answers(pooled(true), [3, 4, 3, 4, 0]);
    const once = answers(pooled(true), [3, 4, 0, 0, 0]);
    for (const [place, share] of once.entries()) expect(twice[place]).toBeCloseTo(share, 6);
    expect(answers(pooled(false), [3, 4, 3, 4, 0])[0]).not.toBeCloseTo(answers(pooled(false), [3, 4, 0, 0, 0])[0] ?? Number.NaN, 6);
  });

  it('keeps the mask over a sum of two sequences', () => {
    const graph: Graph = {
      version: 1,
      nodes: [
        { id: 'in', block: 'Input', params: {} },
        { id: 'embed', block: 'Embedding', params: { dimension: 4 } },
        { id: 'first', block: 'GRU', params: { units: 4, returnSequences: true } },
        { id: 'sum', block: 'Add', params: {} },
        { id: 'second', block: 'LSTM', params: {} },
        { id: 'dense', block: 'Dense', params: { units: 2 } },
        { id: 'out', block: 'Output', params: {} },
      ],
      edges: [
        ['in', 'embed'],
        ['embed', 'first'],
        ['embed', 'sum'],
        ['first', 'sum'],
        ['sum', 'second'],
        ['second', 'dense'],
        ['dense', 'out'],
      ].map(([from = '', to = '']) => ({ from, to })),
    };
    expect(answers(graph, [3, 4, 5, 0, 0])).toEqual(answers(graph, [0, 3, 0, 4, 5]));
  });
});
