import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '#app/graph/graph.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';
import { templates } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { Batch, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch } from '#test/helpers/training.ts';

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
const graphs: Readonly<Record<string, Graph>> = {
  ...Object.fromEntries(templates.map(({ name, graph }) => [`the template ${name}`, graph(shape, classes)])),
  Dropout: small({ block: 'Dropout', params: { rate: 0.3 } }, { block: 'Dense', params: { units: 9 } }, { block: 'Dropout' }),
  BatchNormalization: small(
    { block: 'BatchNormalization' },
    { block: 'Activation', params: { activation: 'relu' } },
    { block: 'Dense', params: { units: 7, activation: 'linear' } },
    { block: 'BatchNormalization' },
  ),
};
const optimizers: readonly Pick<StepSettings, 'optimizer' | 'momentum'>[] = [
  { optimizer: 'adam', momentum: 0 },
  { optimizer: 'rmsprop', momentum: 0 },
  { optimizer: 'sgd', momentum: 0 },
  { optimizer: 'sgd', momentum: 0.9 },
];

/** Batches as a run has them: whole ones, and every fifth the rest of an epoch, for which the graph has another program. */
const batches = (weighted: boolean): Batch[] =>
  Array.from({ length: steps }, (_, place) => {
    const batch = drawnBatch(place % 5 === 4 ? part : whole, shape, classes, place + 1);
    return weighted ? { ...batch, weights: Float32Array.from(batch.labels, (label) => 0.4 + 0.3 * label) } : batch;
  });

engineOrSkip('a compiled step', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  /** The compiled step that computes the same operations as the uncompiled one, none of them replaced by a faster one. */
  const plain = (model: TrainableModel, settings: StepSettings): Promise<TrainingStep> => engine.preparePlain(model, settings);
  const modelOf = (graph: Graph) => toLayers(engine.tf, graph, { input: shape, classes }, 7);

  /** What every step reports, what judging reports in between, and the state at the end. */
  const course = async (step: TrainingStep, given: readonly Batch[]) => {
    const told: { loss: number; accuracy: number; step?: number; judged?: number }[] = [];
    const probabilities: number[] = [];
    for (const [place, batch] of given.entries()) {
      told.push({ step: place + 1, ...(await step.train(batch, place + 1, 0.002 / (1 + place / 20))) });
      if (place % 20 !== 19) continue;
      const { loss, accuracy, probabilities: shares } = await step.evaluate(batch);
      told.push({ judged: place + 1, loss, accuracy });
      probabilities.push(...shares);
    }
    const state = await step.state();
    step.dispose();
    return { told, probabilities, state };
  };

  describe.each(Object.entries(graphs))('of %s', (_name, graph) => {
    it.each(optimizers)(
      `computes ${steps} steps of $optimizer, momentum $momentum, as the uncompiled one: to the last bit`,
      async (given) => {
        const settings = { ...given, seed: 7 };
        const weighted = given.optimizer === 'rmsprop';
        const uncompiled = await engine.prepareUncompiled(modelOf(graph), settings);
        const compiled = await plain(modelOf(graph), settings);
        await compiled.restore(await uncompiled.state());
        const expected = await course(uncompiled, batches(weighted));
        const got = await course(compiled, batches(weighted));
        // It learns all the way; two of the batches may have one loss by chance.
        expect(new Set(expected.told.map(({ loss }) => loss)).size).toBeGreaterThan(expected.told.length - 3);
        expect(got.told).toEqual(expected.told);
        expect(got.state).toEqual(expected.state);
        // A session takes oneDNN's softmax for probabilities, single operations TensorFlow's own; the losses do not come from them.
        for (const [place, share] of expected.probabilities.entries()) expect(got.probabilities[place]).toBeCloseTo(share, 6);
      },
    );
  });
});
