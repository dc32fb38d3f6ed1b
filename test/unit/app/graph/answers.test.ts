import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import { applyRepair } from '#app/graph/edits/repair.ts';
import type { Graph } from '#app/graph/graph.ts';
import { headOf, lossName } from '#app/graph/head.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';

const row: BlockContext = { input: [4], classes: 3, data: { kind: 'numbers' } };
const numbers: BlockContext = { ...row, answers: 'numbers' };
const quantiles: BlockContext = { ...row, classes: 2, answers: 'numbers', shares: [0.1, 0.5, 0.9] };
const labels: BlockContext = { ...row, answers: 'labels' };

const between = (...links: Link[]): Graph => chain([{ block: 'Input' }, ...links, { block: 'Output' }]);
const dense = (units: number, activation = 'linear'): Link => ({ block: 'Dense', params: { units, activation } });
const told = (graph: Graph, context: BlockContext) =>
  analyse(graph, context).problems.map(({ code, message, repairs }) => ({ code, message, repairs: repairs.map(({ label }) => label) }));

describe('the Output', () => {
  it.each([
    ['numbers', numbers, 'get 3 numbers, one an answer', 3],
    ['one number', { ...numbers, classes: 1 }, 'get 1 number, one an answer', 1],
    ['quantiles', quantiles, 'get 6 numbers, one a quantile of each answer', 6],
    ['labels', labels, 'get 3 numbers, one a label', 3],
  ])('of %s says how many it needs, and a button makes them', (_, context, must, width) => {
    const graph = between(dense(7));
    const units = `${width} ${width === 1 ? 'unit' : 'units'}`;
    expect(told(graph, context)[0]).toEqual({
      code: 'shape',
      message: `Output must ${must}; got 7 from Dense 1; use Dense with ${units}.`,
      repairs: [`Set units to ${width}`, `Insert Dense ${width}`],
    });
    const [repair] = analyse(graph, context).problems.flatMap(({ repairs }) => repairs);
    if (repair === undefined) throw new Error('no button');
    expect(told(applyRepair(graph, repair).graph, context)).toEqual([]);
  });

  it('takes steps for numbers no more than for classes', () => {
    const series: BlockContext = { ...numbers, input: [30, 4] };
    expect(told(between({ block: 'LSTM', params: { returnSequences: true } }, dense(3)), series)[0]).toMatchObject({
      message: 'Output must get 3 numbers, one an answer; got 30×3 from Dense 1; take the last step only, or pool over the steps.',
      repairs: ['Last step only', 'Insert GlobalAveragePooling1D', 'Insert GlobalMaxPooling1D', 'Insert Flatten'],
    });
  });

  it('takes any row where the data is not known yet', () => {
    expect(told(between(dense(7)), { ...quantiles, classes: null })).toEqual([]);
    expect(told(chain([{ block: 'Input' }, { block: 'Output' }]), { ...numbers, classes: null, input: [8, 4] })[0]?.message).toContain(
      'get one row of numbers, one an answer',
    );
  });

  it.each([
    ['numbers', numbers, { label: 'Answers', formula: 'yᵢ', value: 'xᵢ' }],
    ['3 quantiles of each number', quantiles, { label: 'Quantiles of the answers', formula: '2·3', value: '6 numbers' }],
    ['sigmoid of each label', labels, { label: 'Probabilities', formula: 'pᵢ', value: '1 / (1 + e⁻ˣⁱ)' }],
    ['softmax', row, { label: 'Probabilities', formula: 'pᵢ', value: 'eˣⁱ / Σ eˣʲ' }],
  ])('is described as "%s"', (words, context, working) => {
    const end = analyse(between(dense((context.classes ?? 0) * (context.shares?.length ?? 1))), context).nodes.get('output');
    const { block, params, inputs } = end ?? {};
    if (block == null || params == null || inputs == null) throw new Error('the end is sound');
    expect(block.describe(params, context)).toBe(words);
    expect(block.workings(params, inputs, context)[0]).toEqual(working);
  });
});

describe('an activation before the Output', () => {
  it.each([
    ['softmax', row],
    ['sigmoid', labels],
  ])('is left to it where it is its own: %s', (activation, context) => {
    expect(told(between(dense(3, activation)), context)).toEqual([
      {
        code: 'activation-moved',
        message: `The ${activation} of Dense 1 is left to Output, which adds it once itself; the model is the same.`,
        repairs: ['Activation none'],
      },
    ]);
  });

  it.each([
    ['sigmoid', numbers, 'an answer cannot be any number'],
    ['softmax', numbers, 'an answer cannot be any number'],
    ['relu', numbers, 'an answer cannot be any number'],
    ['softmax', labels, 'a label cannot get any number'],
    ['sigmoid', row, 'a class cannot get any number'],
  ])('is advised against where it is another: %s', (activation, context, why) => {
    expect(told(between(dense(3, activation)), context)).toEqual([
      {
        code: 'activation-before-output',
        message: `Dense 1 bends its numbers with ${activation} right before Output, so that ${why}; use none.`,
        repairs: ['Activation none'],
      },
    ]);
  });

  it('of a recurrent block limits what is answered', () => {
    const series: BlockContext = { ...numbers, input: [30, 4] };
    const said = (context: BlockContext) => told(between({ block: 'LSTM', params: { units: 3 } }), context)[0]?.message;
    expect(said(series)).toContain('so that an answer cannot be any number; put Dense 3 between them.');
    expect(said({ ...series, answers: 'labels' })).toContain('so that no label can stand out clearly');
  });
});

describe('a compiled graph', () => {
  beforeAll(() => tf.setBackend('cpu'));
  const answers = (context: BlockContext, units: number, activation?: string) => {
    const { layers, logits } = toLayers(tf, between(dense(units, activation)), context, 7);
    const given = tf.tensor2d([[1, -2, 0.5, 3]]);
    const of = (model: tf.LayersModel) => [...(model.predict(given) as tf.Tensor).dataSync()];
    return { answered: of(layers), logits: of(logits) };
  };

  it('answers numbers as they are, bent only by what its blocks ask for', () => {
    const { answered, logits } = answers(numbers, 3);
    expect(answered).toEqual(logits);
    expect(answers(numbers, 3, 'relu').logits).toEqual(logits.map((logit) => Math.max(0, logit)));
  });

  it('answers a probability a label, once', () => {
    const { answered, logits } = answers(labels, 3);
    for (const [place, logit] of logits.entries()) expect(answered[place]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
    expect(answers(labels, 3, 'sigmoid')).toEqual({ answered, logits });
  });

  it('has the head that the data and the loss ask for', () => {
    const head = (context: BlockContext) => toLayers(tf, between(dense(6)), context, 7, { loss: 'huber', units: [2] }).head;
    expect(head({ ...row, classes: 6 })).toEqual({ kind: 'softmax' });
    expect(head({ ...labels, classes: 6 })).toEqual({ kind: 'labels' });
    expect(head({ ...numbers, classes: 6 })).toEqual({ kind: 'numbers', loss: 'huber', units: [2] });
    expect(head(quantiles)).toEqual({ kind: 'quantiles', shares: [0.1, 0.5, 0.9], units: [2] });
  });

  it('tells its loss by name, one for each head that learns otherwise', () => {
    const names = [row, labels, numbers, quantiles].map((context) => lossName(headOf(context)));
    expect(names).toEqual(['categorical-crossentropy', 'binary-crossentropy', 'mse', 'quantiles 0.1, 0.5, 0.9']);
    expect(lossName(headOf(numbers, { loss: 'mae' }))).toBe('mae');
  });
});
