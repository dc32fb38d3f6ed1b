import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { chain } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { NumberLoss } from '#app/runs/config.ts';
import type { Batch, Engine, StepSettings, TrainingStep } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 3 };
const numbers: BlockContext = { input: [3], classes: 1, data: { kind: 'numbers' }, answers: 'numbers' };
const shares = [0.1, 0.5, 0.9];

const modelOf = (engine: Engine, context: BlockContext, loss: NumberLoss = 'mse', units?: readonly number[]) => {
  const width = (context.classes ?? 1) * (context.shares?.length ?? 1);
  const graph = chain([
    { block: 'Input' },
    { block: 'Dense', params: { units: 16, activation: 'relu' } },
    { block: 'Dense', params: { units: width } },
    { block: 'Output' },
  ]);
  return toLayers(engine.tf, graph, context, 5, { loss, units });
};

/** Three numbers of which the first two make the answer, with noise from −1 to 1 that nothing tells. */
function sums(size: number, seed: number, noise = 0): Batch {
  const random = drawn(seed);
  const inputs = random.floats(size * 3);
  const extra = random.floats(size);
  const answers = Float32Array.from(extra, (off, item) => (inputs[item * 3] ?? 0) - 2 * (inputs[item * 3 + 1] ?? 0) + noise * off);
  return { inputs, shape: [size, 3], answers };
}

/** Three numbers, and of each whether it is above 0; the last one is never known. */
function signs(size: number, seed: number): Batch {
  const inputs = drawn(seed).floats(size * 3);
  return { inputs, shape: [size, 3], answers: inputs.map((value, place) => (place % 3 === 2 ? Number.NaN : Number(value > 0))) };
}

const trained = async (step: TrainingStep, batchAt: (number: number) => Batch, steps: number): Promise<number[]> => {
  const losses: number[] = [];
  for (let number = 1; number <= steps; number += 1) losses.push((await step.train(batchAt(number), number, 0.02)).loss);
  return losses;
};

const tests = (open: () => Promise<Engine>): void => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.dispose());

  it.each(['mse', 'mae', 'huber'] as const)('learns a number with %s, and tells in its unit how far off it is', async (loss) => {
    const step = await engine.prepare(modelOf(engine, numbers, loss, [100]), settings);
    const before = await step.evaluate(sums(500, 999));
    await trained(step, (number) => sums(32, number), 300);
    const { error, accuracy, outputs } = await step.evaluate(sums(500, 999));
    const off = outputs.map((output, item) => Math.abs(output - (sums(500, 999).answers[item] ?? 0)));
    expect(before.error).toBeGreaterThan(50);
    expect(error).toBeLessThan(12);
    expect(error).toBeCloseTo((100 * off.reduce((sum, each) => sum + each, 0)) / 500, 3);
    expect(accuracy).toBeNull();
    expect(step.note?.() ?? null).toBeNull();
    step.dispose();
  });

  it('learns quantiles: so many of the answers lie below each as its share says', async () => {
    const step = await engine.prepare(modelOf(engine, { ...numbers, shares }), settings);
    await trained(step, (number) => sums(64, number, 1), 600);
    const judged = sums(2000, 999, 1);
    const { outputs } = await step.evaluate(judged);
    const below = (column: number) =>
      Array.from(judged.answers).filter((answer, item) => answer < (outputs[item * 3 + column] ?? 0)).length;
    for (const [column, share] of shares.entries()) expect(Math.abs(below(column) / 2000 - share)).toBeLessThan(0.05);
    step.dispose();
  });

  it('learns several labels at once, whatever it does not know of them', async () => {
    const step = await engine.prepare(modelOf(engine, { ...numbers, answers: 'labels', classes: 3 }), settings);
    await trained(step, (number) => signs(32, number), 200);
    const { accuracy, error, outputs } = await step.evaluate(signs(500, 999));
    expect(accuracy).toBeGreaterThan(0.95);
    expect(error).toBeNull();
    expect(outputs.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
    // Both of the labels that are known may hold at once.
    const both = Array.from({ length: 500 }, (_, item) => Math.min(outputs[item * 3] ?? 0, outputs[item * 3 + 1] ?? 0) > 0.5).filter(
      Boolean,
    );
    expect(both.length).toBeGreaterThan(80);
    step.dispose();
  });

  it.each([
    ['numbers', numbers, sums],
    ['quantiles', { ...numbers, shares }, sums],
    ['labels', { ...numbers, answers: 'labels' as const, classes: 3 }, signs],
  ])('computes %s again to the last bit, and judges as it trains', async (_, context, batchOf) => {
    const weighted = (number: number) => {
      const batch = batchOf(13, number);
      return { ...batch, weights: Float32Array.from({ length: 13 }, (_, item) => 0.5 + (item % 3)) };
    };
    const course = async () => {
      const step = await engine.prepare(modelOf(engine, context), settings);
      const judged = await step.evaluate(weighted(1));
      const losses = await trained(step, weighted, 20);
      const { weights } = await step.state();
      step.dispose();
      return { judged, losses, weights };
    };
    const first = await course();
    expect(await course()).toEqual(first);
    expect(first.losses[0]).toBeCloseTo(first.judged.loss, 5);
  });
};

engineOrSkip('numbers and labels on TensorFlow', (folder) => tests(() => openTensorflow({ folder, threads: 2, allowGpu: false })));
describe('numbers and labels on the portable engine', () => tests(openPortable));
