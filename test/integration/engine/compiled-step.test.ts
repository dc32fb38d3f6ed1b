import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import type { Metrics } from '#app/contract/runs.ts';
import type { Graph } from '#app/graph/graph.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';
import { graphFor, templates, templatesFor } from '#app/graph/templates/index.ts';
import type { Suits } from '#app/graph/templates/template.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { NumberLoss } from '#app/runs/config.ts';
import type { Batch, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch, drawnSequences } from '#test/helpers/training.ts';

const shape: [number, number, number] = [16, 16, 3];
const classes = 4;
const steps = 50;
const whole = 12;
const part = 5;

const small = (...links: Link[]): Graph =>
  chain([
    { block: 'Input' },
    { block: 'Conv2D', params: { filters: 6 } },
    ...links,
    { block: 'Flatten' },
    { block: 'Dense', params: { units: classes, activation: 'linear' } },
    { block: 'Output' },
  ]);
/** Data of each kind that is no images: short texts and rows of numbers. */
const sequences = (data: Exclude<Suits['data'], 'images' | 'mixed'>, answers: Suits['answers'][number]): BlockContext => ({
  input: data === 'series' ? [7, 2] : [7],
  classes,
  answers,
  data: data === 'tokens' ? { kind: 'tokens', vocabulary: 20 } : { kind: 'numbers' },
});
const images: BlockContext = { input: shape, classes };
/** Rows of three numbers, an image and a text. */
const mixed: BlockContext = {
  input: [3 + 6 * 6 + 5],
  classes,
  data: {
    kind: 'numbers',
    of: 'rows',
    parts: [
      { column: 'photo', from: 3, shape: [6, 6, 1], data: { kind: 'images' } },
      { column: 'note', from: 3 + 6 * 6, shape: [5], data: { kind: 'tokens', vocabulary: 20 } },
    ],
  },
};
function contextOf({ data, answers }: Suits): BlockContext {
  if (data === 'images') return images;
  return data === 'mixed' ? mixed : sequences(data, answers[0] ?? 'item');
}

/** A model over short texts, of blocks between Embedding and the classes. */
const reading = (...links: Link[]): Graph =>
  chain([
    { block: 'Input' },
    { block: 'Embedding', params: { dimension: 6 } },
    ...links,
    { block: 'Dense', params: { units: classes, activation: 'linear' } },
    { block: 'Output' },
  ]);

/** Rows that are answered by numbers or labels. */
const answering = (answers: 'numbers' | 'labels', shares?: readonly number[]): { graph: Graph; context: BlockContext } => ({
  graph: chain([
    { block: 'Input' },
    { block: 'Dense', params: { units: 9, activation: 'relu' } },
    { block: 'Dense', params: { units: classes * (shares?.length ?? 1) } },
    { block: 'Output' },
  ]),
  context: { ...sequences('numbers', answers), ...(shares && { shares }) },
});

/** Rows that are answered by three heads. */
function severalAtOnce(): { graph: Graph; context: BlockContext } {
  const context: BlockContext = {
    ...sequences('numbers', 'several'),
    input: [6],
    data: { kind: 'numbers', of: 'rows' },
    heads: [
      { name: 'kind', columns: ['kind'], answers: 'item', classes: 3 },
      { name: 'weight', columns: ['weight', 'price'], answers: 'numbers', classes: 2 },
      { name: 'sold', columns: ['sold', 'seen'], answers: 'labels', classes: 2 },
    ],
  };
  const [mlp] = templatesFor(context);
  if (mlp === undefined) throw new Error('there is a template for several heads');
  return { graph: graphFor(mlp, context), context };
}

const graphs: Readonly<Record<string, { graph: Graph; context: BlockContext; loss?: NumberLoss }>> = {
  labels: answering('labels'),
  'numbers by their squares': answering('numbers'),
  'numbers by what they are off': { ...answering('numbers'), loss: 'mae' },
  'numbers by Huber': { ...answering('numbers'), loss: 'huber' },
  quantiles: answering('numbers', [0.1, 0.5, 0.9]),
  'a class, numbers and labels at once': severalAtOnce(),
  'categories of a table': {
    graph: chain([
      { block: 'Input' },
      { block: 'CategoryEmbedding', params: { dimension: 3 } },
      { block: 'Dense', params: { units: classes } },
      { block: 'Output' },
    ]),
    context: {
      ...sequences('numbers', 'numbers'),
      data: { kind: 'numbers', of: 'rows', codes: [2, 5].map((feature) => ({ feature, column: `column ${feature}`, codes: 9 })) },
    },
  },

  ...Object.fromEntries(
    templates.map((template) => {
      const context = contextOf(template.for);
      return [`the template ${template.name}`, { graph: graphFor(template, context), context }];
    }),
  ),
  ...Object.fromEntries(
    Object.entries({
      'dropout over steps': reading(
        { block: 'SpatialDropout1D', params: { rate: 0.3 } },
        { block: 'GRU', params: { units: 5, returnSequences: true, dropout: 0.3, recurrentDropout: 0.2 } },
        { block: 'LSTM', params: { units: 5, recurrentDropout: 0.3 } },
      ),
      'attention that leaves padding out': reading({ block: 'AdditiveAttention', params: { units: 4 } }),
      'convolutions and attention over steps': reading(
        { block: 'Conv1D', params: { filters: 6, padding: 'causal', dilation: 2 } },
        { block: 'Conv1D', params: { filters: 6 } },
        { block: 'LayerNormalization' },
        { block: 'Attention', params: { units: 6 } },
        { block: 'MaxPooling1D' },
        { block: 'AdditiveAttention', params: { units: 4 } },
      ),
    }).map(([name, graph]) => [name, { graph, context: sequences('tokens', 'item') }]),
  ),
  'the last step repeated': {
    graph: reading(
      { block: 'SimpleRNN', params: { units: 5, goBackwards: true } },
      { block: 'RepeatVector', params: { times: 7 } },
      { block: 'Bidirectional', params: { layer: 'GRU', units: 5, mergeMode: 'mul', returnSequences: true } },
      { block: 'TimeDistributed', params: { units: 6, activation: 'relu' } },
    ),
    context: sequences('tokens', 'step'),
  },
  ...Object.fromEntries(Object.entries(overImages()).map(([name, graph]) => [name, { graph, context: images }])),
};

function overImages(): Record<string, Graph> {
  return {
    Dropout: small({ block: 'Dropout', params: { rate: 0.3 } }, { block: 'Dense', params: { units: 9 } }, { block: 'Dropout' }),
    BatchNormalization: small(
      { block: 'BatchNormalization' },
      { block: 'Activation', params: { activation: 'relu' } },
      { block: 'Dense', params: { units: 7, activation: 'linear' } },
      { block: 'BatchNormalization' },
    ),
  };
}
const optimizers: readonly Pick<StepSettings, 'optimizer' | 'momentum'>[] = [
  { optimizer: 'adam', momentum: 0 },
  { optimizer: 'rmsprop', momentum: 0 },
  { optimizer: 'sgd', momentum: 0 },
  { optimizer: 'sgd', momentum: 0.9 },
];

/** Batches as a run has them: whole ones, and every fifth the rest of an epoch, for which the graph has another program. */
const batches = (weighted: boolean, context: BlockContext): Batch[] =>
  Array.from({ length: steps }, (_, place) => {
    const size = place % 5 === 4 ? part : whole;
    const batch = context.data === undefined ? drawnBatch(size, shape, classes, place + 1) : drawnSequences(size, context, place + 1);
    return weighted ? { ...batch, weights: Float32Array.from({ length: size }, (_, item) => 0.4 + 0.3 * (item % 4)) } : batch;
  });

engineOrSkip('a compiled step', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  /** The compiled step that computes the same operations as the uncompiled one, none of them replaced by a faster one. */
  const plain = (model: TrainableModel, settings: StepSettings): Promise<TrainingStep> => engine.preparePlain(model, settings);
  const modelOf = (graph: Graph, context: BlockContext, loss?: NumberLoss) =>
    toLayers(engine.tf, graph, context, 7, { ...(loss && { loss }) });

  /** What every step reports, what judging reports in between, and the state at the end. */
  const course = async (step: TrainingStep, given: readonly Batch[]) => {
    const told: (Metrics & { step?: number; judged?: number })[] = [];
    const answered: number[] = [];
    for (const [place, batch] of given.entries()) {
      told.push({ step: place + 1, ...(await step.train(batch, place + 1, 0.002 / (1 + place / 20))) });
      if (place % 20 !== 19) continue;
      const { outputs, ...metrics } = await step.evaluate(batch);
      told.push({ judged: place + 1, ...metrics });
      answered.push(...outputs);
    }
    const state = await step.state();
    step.dispose();
    return { told, answered, state };
  };

  describe.each(Object.entries(graphs))('of %s', (name, { graph, context, loss }) => {
    // The optimizers see weights, whatever these belong to: all of them are tried on small networks over images.
    const tried = name.startsWith('the template') ? 1 : context.data === undefined ? optimizers.length : 2;
    it.each(optimizers.slice(0, tried))(
      `computes ${steps} steps of $optimizer, momentum $momentum, as the uncompiled one: to the last bit`,
      async (given) => {
        const settings = { ...given, seed: 7 };
        const weighted = given.optimizer === 'rmsprop';
        const uncompiled = await engine.prepareUncompiled(modelOf(graph, context, loss), settings);
        const compiled = await plain(modelOf(graph, context, loss), settings);
        await compiled.restore(await uncompiled.state());
        const expected = await course(uncompiled, batches(weighted, context));
        const got = await course(compiled, batches(weighted, context));
        // It learns all the way; two of the batches may have one loss by chance.
        expect(new Set(expected.told.map(({ loss }) => loss)).size).toBeGreaterThan(0.9 * expected.told.length);
        expect(got.told).toEqual(expected.told);
        expect(got.state).toEqual(expected.state);
        // A session takes oneDNN's softmax for probabilities, single operations TensorFlow's own; the losses do not come from them.
        for (const [place, answer] of expected.answered.entries()) expect(got.answered[place]).toBeCloseTo(answer, 6);
      },
    );
  });
});
