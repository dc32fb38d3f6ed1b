import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Batch, TrainingStep } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { drawnBatch, templateModel } from '#test/helpers/training.ts';

const shape: [number, number, number] = [32, 32, 3];
const every = 10;

engineOrSkip('a process whose compiled step takes a second', (folder) => {
  let engine: TensorflowEngine;
  let step: TrainingStep;
  const batch: Batch = drawnBatch(256, shape, 10);
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
    step = await engine.prepare(templateModel(engine.tf, 'lecture-cnn', shape, 10), { optimizer: 'sgd', momentum: 0, seed: 7 });
  });
  afterAll(() => {
    step.dispose();
    engine.dispose();
  });

  /** When a timer fired while `work` ran, in milliseconds from its start; and its end. */
  const heard = async (work: () => Promise<unknown>): Promise<{ ticks: number[]; end: number }> => {
    const start = performance.now();
    const ticks: number[] = [];
    const timer = setInterval(() => ticks.push(performance.now() - start), every);
    await work();
    clearInterval(timer);
    return { ticks, end: performance.now() - start };
  };

  it.each([
    ['records and compiles its first step', () => step.train(batch, 1, 1e-4)],
    ['runs a step', () => step.train(batch, 2, 1e-4)],
    ['compiles the judging', () => step.evaluate(batch)],
    ['judges', () => step.evaluate(batch)],
  ])('hears what comes, within 100 ms, while it %s', async (_what, work) => {
    const { ticks, end } = await heard(work);
    expect(ticks.length).toBeGreaterThan(5);
    expectBelow(Math.max(...[...ticks, end].map((at, place) => at - (ticks[place - 1] ?? 0))), 100);
  });
});
