import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NamedArray, StepSettings, TrainingStep } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch, templateModel } from '#test/helpers/training.ts';

const shape: [number, number, number] = [12, 12, 3];
const classes = 5;

engineOrSkip('a compiled step with fused operations, in chains', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  const after = async (step: TrainingStep, weighted: boolean, steps: number, rate: number) => {
    const batch = drawnBatch(33, shape, classes);
    const weights = weighted ? Float32Array.from(batch.answers, (label) => 0.5 + label) : undefined;
    const losses: number[] = [];
    for (let number = 1; number <= steps; number++) losses.push((await step.train({ ...batch, weights }, number, rate)).loss);
    const state = await step.state();
    step.dispose();
    return { losses, state };
  };
  const furthest = (some: NamedArray[], others: NamedArray[]): number =>
    Math.max(
      ...some.map(({ name, values }) => {
        const other = others.find((one) => one.name === name)?.values ?? new Float32Array();
        expect(other.length).toBe(values.length);
        return values.reduce((most, value, index) => Math.max(most, Math.abs(value - (other[index] ?? Number.NaN))), 0);
      }),
    );
  const model = (template: string) => templateModel(engine.tf, template, shape, classes);

  // At rate 1, plain descent moves each weight by its gradient.
  it.each([
    ['small-cnn', false],
    ['small-cnn', true],
    ['softmax', false],
  ])('has the loss and the gradients of the plain one: %s, weighted %s', async (template, weighted) => {
    const descent: StepSettings = { optimizer: 'sgd', momentum: 0, seed: 3 };
    const fused = await after(await engine.prepare(model(template), descent), weighted, 1, 1);
    const plain = await after(await engine.preparePlain(model(template), descent), weighted, 1, 1);
    expect(fused.losses[0]).toBeCloseTo(plain.losses[0] ?? Number.NaN, 6);
    expect(furthest(fused.state.weights, plain.state.weights)).toBeLessThan(1e-6);
  });

  it.each([
    ['adam', 0],
    ['rmsprop', 0],
    ['sgd', 0.9],
  ] as const)('moves weights and slots of %s, momentum %s, as the plain one does', async (optimizer, momentum) => {
    const settings: StepSettings = { optimizer, momentum, seed: 3 };
    const rate = 0.001;
    const fused = await after(await engine.prepare(model('softmax'), settings), false, 3, rate);
    const plain = await after(await engine.preparePlain(model('softmax'), settings), false, 3, rate);
    // Adam and RMSprop divide by the gradient's own size: of one near zero, its rounding is seen, in shares of the rate.
    expect(furthest(fused.state.weights, plain.state.weights) / rate).toBeLessThan(0.02);
    expect(fused.state.slots.map(({ name }) => name)).toEqual(plain.state.slots.map(({ name }) => name));
    for (const [index, slot] of fused.state.slots.entries()) {
      const other = plain.state.slots[index]?.values ?? new Float32Array();
      const scale = Math.max(...other.map(Math.abs), 1e-9);
      // The operation subtracts β₂ from 1 in float32, which is 1.3e-5 off.
      expect(furthest([slot], [{ ...slot, values: other }]) / scale).toBeLessThan(2e-5);
    }
  });

  it('gives the same bits each time, in two chains too', async () => {
    const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 3 };
    const [first, second] = [
      await after(await engine.prepare(model('small-cnn'), settings), false, 20, 0.01),
      await after(await engine.prepare(model('small-cnn'), settings), false, 20, 0.01),
    ];
    expect(second).toEqual(first);
  });
});
