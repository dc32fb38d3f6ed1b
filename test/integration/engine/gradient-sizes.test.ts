import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine, StepSettings, TrainingStep } from '#main/engine/engine.ts';
import { openPortable } from '#main/engine/portable/index.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch, templateModel } from '#test/helpers/training.ts';

const shape: [number, number, number] = [12, 12, 3];
const classes = 4;
const descent: StepSettings = { optimizer: 'sgd', momentum: 0, seed: 3 };

/** The sizes as they are told, and as the weights moved by descent at rate 1 tell them. */
async function toldAndMoved(engine: Engine, prepare: Engine['prepare'], settings = descent) {
  const model = templateModel(engine.tf, 'small-cnn', shape, classes);
  const step = await prepare(model, settings);
  const before = (await step.state()).weights;
  const { gradients = [] } = await step.train(drawnBatch(9, shape, classes), 1, 1, { gradients: true });
  const after = (await step.state()).weights;
  step.dispose();
  const moved = model.layers.layers
    .filter((layer) => layer.trainableWeights.length > 0)
    .map((layer) => {
      const names = layer.trainableWeights.map((weight) => weight.originalName);
      const own = before.flatMap(({ name, values }, place) =>
        names.includes(name) ? Array.from(values, (value, at) => value - (after[place]?.values[at] ?? Number.NaN)) : [],
      );
      return { layer: layer.name, size: Math.sqrt(own.reduce((sum, each) => sum + each * each, 0) / own.length) };
    });
  return { told: gradients, moved };
}

const alike = ({ told, moved }: Awaited<ReturnType<typeof toldAndMoved>>) => {
  expect(told.map(({ layer }) => layer)).toEqual(moved.map(({ layer }) => layer));
  expect(told.length).toBe(5);
  for (const [place, { size }] of told.entries()) expect(size).toBeCloseTo(moved[place]?.size ?? Number.NaN, 5);
  expect(Math.min(...told.map(({ size }) => size ?? 0))).toBeGreaterThan(1e-4);
};

it('the sizes of gradients are what the weights move by, on the portable engine', async () => {
  const engine = await openPortable();
  alike(await toldAndMoved(engine, engine.prepare));
  engine.dispose();
});

engineOrSkip('the sizes of gradients', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  it('are what the weights move by, compiled and not', async () => {
    alike(await toldAndMoved(engine, engine.prepare));
    alike(await toldAndMoved(engine, engine.prepareUncompiled));
  });

  it('are those before clipping', async () => {
    const clipped = { ...descent, clipping: { by: 'global-norm', at: 1e-3 } as const };
    const { told } = await toldAndMoved(engine, engine.prepare);
    expect((await toldAndMoved(engine, engine.prepare, clipped)).told).toEqual(told);
  });

  it('change no bit of a run by being asked for, and are told only where they are', async () => {
    const course = async (asks: (step: number) => boolean) => {
      const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 3 };
      const step: TrainingStep = await engine.prepare(templateModel(engine.tf, 'small-cnn', shape, classes), settings);
      const losses: number[] = [];
      for (let number = 1; number <= 20; number++) {
        const { loss, gradients } = await step.train(drawnBatch(16, shape, classes, number), number, 0.01, { gradients: asks(number) });
        losses.push(loss);
        expect(gradients === undefined).toBe(!asks(number));
      }
      const { weights } = await step.state();
      step.dispose();
      return { losses, weights };
    };
    expect(await course((step) => step % 3 === 0)).toEqual(await course(() => false));
  });
});
