import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '#app/graph/graph.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { OptimizerName } from '#app/runs/config.ts';
import type { Engine, NamedArray, StepSettings, TrainableModel } from '#main/engine/engine.ts';
import { createLayersStep } from '#main/engine/layers-step.ts';
import { trainingNeed } from '#main/engine/portable/memory/need.ts';
import { openChecked } from '#test/helpers/portable.ts';
import { classes, graphs, shape } from '#test/helpers/portable-graphs.ts';
import { drawnBatch } from '#test/helpers/training.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openChecked();
});
afterAll(() => engine.dispose());

const batchOf = (step: number) => drawnBatch(6, shape, classes, step);

function withModel<T>(graph: Graph, work: (model: TrainableModel) => Promise<T>): Promise<T> {
  const model = toLayers(engine.tf, graph, { input: shape, classes }, 7);
  return work(model).finally(() => {
    for (const layer of model.logits.layers) layer.dispose();
  });
}

interface Outcome {
  start: NamedArray[];
  end: NamedArray[];
  losses: number[];
  judged: number[];
}

/** Trains from seeded weights on the current backend. */
const trained = (graph: Graph, settings: StepSettings, steps: number, learningRate: number): Promise<Outcome> =>
  withModel(graph, async (model) => {
    const isOurs = engine.tf.getBackend() === 'wasm';
    const step = isOurs ? await engine.prepare(model, settings) : createLayersStep(engine.tf, model, settings);
    const { weights: start } = await step.state();
    const losses: number[] = [];
    for (let number = 1; number <= steps; number++) losses.push((await step.train(batchOf(number), number, learningRate)).loss);
    const { weights: end } = await step.state();
    const { outputs, loss } = await step.evaluate(batchOf(99));
    step.dispose();
    return { start, end, losses, judged: [loss, ...outputs] };
  });

async function onBoth(graph: Graph, settings: StepSettings, steps: number, learningRate: number): Promise<[ours: Outcome, plain: Outcome]> {
  const ours = await trained(graph, settings, steps, learningRate);
  await engine.tf.setBackend('cpu');
  const plain = await trained(graph, settings, steps, learningRate);
  await engine.tf.setBackend('wasm');
  return [ours, plain];
}

const values = (arrays: NamedArray[]) => arrays.flatMap((array) => [...array.values]);
const largestDifference = (got: number[], expected: number[]) =>
  got.reduce((most, value, index) => Math.max(most, Math.abs(value - (expected[index] ?? Number.NaN))), 0);
/** How far the weights moved: with plain descent at rate 1, their gradients. */
const moves = ({ start, end }: Outcome) => {
  const before = values(start);
  return values(end).map((value, index) => value - (before[index] ?? Number.NaN));
};

describe('the gradients of a model are the plain backend’s', () => {
  it.each(Object.keys(graphs))('%s', async (name) => {
    const graph = graphs[name];
    if (graph === undefined) throw new Error('a name of the table');
    const [ours, plain] = await onBoth(graph, { optimizer: 'sgd', momentum: 0, seed: 7 }, 1, 1);
    const expected = moves(plain);
    const largest = Math.max(...expected.map(Math.abs));
    expect(largest).toBeGreaterThan(0.01);
    // Float32 through all layers and back: measured up to 8e-7 of the largest gradient.
    expect(largestDifference(moves(ours), expected) / largest).toBeLessThan(5e-6);
    expect(largestDifference(ours.losses, plain.losses)).toBeLessThan(2e-6);
    expect(largestDifference(ours.judged, plain.judged)).toBeLessThan(5e-5);
  });
});

const optimizers: readonly OptimizerName[] = ['sgd', 'adam', 'rmsprop'];
const mixed = graphs['Add and Concatenate'] ?? { version: 1, nodes: [], edges: [] };

describe('training with an optimizer', () => {
  it.each(optimizers)('%s moves the weights as on the plain backend', async (optimizer) => {
    const [ours, plain] = await onBoth(mixed, { optimizer, momentum: 0.9, seed: 7 }, 3, 0.01);
    expect(largestDifference(values(ours.end), values(plain.end))).toBeLessThan(5e-6);
    expect(largestDifference(moves(plain), moves(plain).fill(0))).toBeGreaterThan(0.01);
  });

  it.each(optimizers)('%s leaves no tensor behind in 100 steps', async (optimizer) => {
    const graph = graphs.BatchNormalization ?? mixed;
    await withModel(graph, async (model) => {
      const step = await engine.prepare(model, { optimizer, momentum: 0.9, seed: 7 });
      const round = async (number: number) => {
        await step.train(batchOf(number), number, 0.01);
        if (number % 10 === 0) await step.evaluate(batchOf(number));
      };
      await round(1);
      const before = engine.memory();
      const buffers = engine.tf.backend().numDataIds();
      for (let number = 2; number <= 101; number++) await round(number);
      expect(engine.memory()).toEqual(before);
      expect(engine.tf.backend().numDataIds()).toBe(buffers);
      step.dispose();
    });
  });

  it('learns: the loss falls to a small part of what it was', async () => {
    await withModel(mixed, async (model) => {
      const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0.9, seed: 7 });
      const batch = drawnBatch(24, shape, classes, 1);
      const first = await step.train(batch, 1, 0.01);
      for (let number = 2; number <= 60; number++) await step.train(batch, number, 0.01);
      const last = await step.evaluate(batch);
      expect(last.loss).toBeLessThan(first.loss / 10);
      expect(last.accuracy).toBe(1);
      step.dispose();
    });
  });
});

describe('the memory foreseen for a step', () => {
  it.each(Object.keys(graphs))('is more than it takes, and not many times more: %s', async (name) => {
    await withModel(graphs[name] ?? mixed, async (model) => {
      const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0.9, seed: 7 });
      const batch = drawnBatch(40, shape, classes, 1);
      const { peakBytes } = await engine.tf.profile(async () => (await step.train(batch, 1, 0.01)).loss);
      const foreseen = trainingNeed(model.logits, 40, 'adam');
      expect(foreseen).toBeGreaterThan(peakBytes);
      expect(foreseen).toBeLessThan(4 * peakBytes);
      step.dispose();
    });
  });
});

describe('two processes', () => {
  const program = new URL('../../helpers/portable-losses.ts', import.meta.url);
  const run = () => execFileSync(process.execPath, [program.pathname], { encoding: 'utf8' });

  it('train from one seed to the same losses and weights, bit by bit, and load nothing of the other engine', () => {
    const first = run();
    expect(run()).toBe(first);
    const { trained: models, foreign } = JSON.parse(first);
    expect(Object.keys(models)).toHaveLength(3);
    expect(foreign).toEqual([]);
  });
});
