import { expect, it } from 'vitest';
import { openTensorflow } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { drawnBatch, templateModel } from '#test/helpers/training.ts';

const shape: [number, number, number] = [32, 32, 3];

engineOrSkip('the first step of the lecture CNN', (folder) => {
  it('is prepared, recorded, compiled and run within 3 s', async () => {
    const engine = await openTensorflow({ folder, threads: 2 });
    const batch = drawnBatch(128, shape, 10);
    const model = templateModel(engine.tf, 'lecture-cnn', shape, 10);
    const start = performance.now();
    const step = await engine.prepare(model, { optimizer: 'adam', momentum: 0, seed: 7 });
    const { loss } = await step.train(batch, 1, 1e-3);
    expectBelow(performance.now() - start, 3000);
    expect(loss).toBeGreaterThan(0);
    step.dispose();
    engine.dispose();
  });
});
