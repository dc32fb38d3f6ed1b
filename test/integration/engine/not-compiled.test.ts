import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StepSettings, TrainableModel } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnBatch } from '#test/helpers/training.ts';

const shape: [number, number, number] = [4, 4, 1];
const classes = 3;
const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 7 };

engineOrSkip('a model that cannot be compiled', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  /** A dense network with a layer of the test's own in it. */
  const modelWith = (call: (input: tfjs.Tensor, training: boolean) => tfjs.Tensor): TrainableModel => {
    const { tf } = engine;
    class Own extends tf.layers.Layer {
      static className = 'Own';
      override call(inputs: tfjs.Tensor | tfjs.Tensor[], { training = false }: { training?: boolean }) {
        const [input] = Array.isArray(inputs) ? inputs : [inputs];
        if (input === undefined) throw new Error('a layer gets a tensor');
        return tf.tidy(() => call(input, training));
      }
      override computeOutputShape(inputShape: tfjs.Shape | tfjs.Shape[]) {
        return inputShape;
      }
    }
    const drawn = (seed: number) => ({ kernelInitializer: tf.initializers.glorotUniform({ seed }) });
    const input = tf.input({ shape });
    const hidden = tf.layers
      .dense({ units: 5, name: 'hidden', ...drawn(1) })
      .apply(tf.layers.flatten().apply(input)) as tfjs.SymbolicTensor;
    const own = new Own({}).apply(hidden) as tfjs.SymbolicTensor;
    const logits = tf.layers.dense({ units: classes, name: 'logits', ...drawn(2) }).apply(own) as tfjs.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: logits });
    return { layers: model, logits: model };
  };
  const batchOf = (number: number) => drawnBatch(8, shape, classes, number);

  const models: Record<string, { call: (input: tfjs.Tensor, training: boolean) => tfjs.Tensor; why: string }> = {
    'because a layer reads values': {
      call: (input) => input.mul(1 + (input.relu().max().dataSync()[0] ?? 0) / 1000),
      why: 'the values of Max are read',
    },
    'because a shape depends on values': {
      call: (input) => input.div(engine.tf.unique(input.flatten().floor()).values.size),
      why: 'TensorFlow refused UniqueV2: its shape depends on values',
    },
  };

  it.each(Object.entries(models))('%s: trains operation by operation, with the same losses, and says why', async (_name, { call, why }) => {
    const [step, uncompiled] = [await engine.prepare(modelWith(call), settings), await engine.prepareUncompiled(modelWith(call), settings)];
    for (let number = 1; number <= 4; number++) {
      expect(await step.train(batchOf(number), number, 0.01)).toEqual(await uncompiled.train(batchOf(number), number, 0.01));
    }
    expect(await step.evaluate(batchOf(9))).toEqual(await uncompiled.evaluate(batchOf(9)));
    expect(await step.state()).toEqual(await uncompiled.state());
    expect(step.note?.()).toContain(`cannot be compiled: ${why}`);
    step.dispose();
    uncompiled.dispose();
  });

  it('goes on from what it learned compiled, where only judging cannot be compiled', async () => {
    const call = (input: tfjs.Tensor, training: boolean) => (training ? input.clone() : input.add(input.min().dataSync()[0] ?? 0));
    const plain: StepSettings = { ...settings, optimizer: 'sgd' };
    const [step, uncompiled] = [await engine.prepare(modelWith(call), plain), await engine.prepareUncompiled(modelWith(call), plain)];
    const course = async (of: typeof step) => {
      const losses: number[] = [];
      for (let number = 1; number <= 3; number++) losses.push((await of.train(batchOf(number), number, 1e-4)).loss);
      losses.push((await of.evaluate(batchOf(9))).loss);
      for (let number = 4; number <= 6; number++) losses.push((await of.train(batchOf(number), number, 1e-4)).loss);
      return losses;
    };
    const expected = await course(uncompiled);
    for (const [place, loss] of (await course(step)).entries()) expect(loss / (expected[place] ?? Number.NaN)).toBeCloseTo(1, 5);
    expect(step.note?.()).toContain('the values of Min are read');
    step.dispose();
    uncompiled.dispose();
  });

  it('leaves nothing behind of what was recorded in vain', async () => {
    const model = modelWith(models['because a layer reads values']?.call ?? ((input) => input));
    await (await engine.prepareUncompiled(model, settings)).train(batchOf(1), 1, 0);
    const before = { ...engine.memory(), native: engine.nativeTensors() };
    for (let round = 0; round < 3; round++) {
      const step = await engine.prepare(model, settings);
      await step.train(batchOf(1), 1, 0);
      await step.train(batchOf(2), 2, 0);
      step.dispose();
    }
    expect({ ...engine.memory(), native: engine.nativeTensors() }).toEqual(before);
  });
});
