import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Batch, Tf, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { difference } from '#test/helpers/portable.ts';
import { drawn } from '#test/helpers/recurrent.ts';

const settings = { optimizer: 'adam', momentum: 0.9, seed: 1 } as const;
const [size, steps, features] = [6, 7, 3];
const batch: Batch = {
  inputs: Float32Array.from(drawn(size * steps * features, 3, 1), (value) => Math.max(value, 0)),
  shape: [size, steps, features],
  answers: Int32Array.from({ length: size }, (_, item) => item % 2),
};
batch.inputs.fill(0, features, 3 * features); // two steps of the first item, for a mask to hide

type Stack = (tf: Tf) => tfjs.layers.Layer[];
const stacks: Record<string, Stack> = {
  SimpleRNN: (tf) => [tf.layers.simpleRNN({ units: 5 })],
  LSTM: (tf) => [tf.layers.lstm({ units: 5, recurrentActivation: 'sigmoid' })],
  GRU: (tf) => [tf.layers.gru({ units: 5, recurrentActivation: 'sigmoid' })],
  'GRU that resets after the product': (tf) => [tf.layers.gru({ units: 5, resetAfter: true } as GruArgs)],
  'two LSTMs under a mask, one backwards': (tf) => [
    tf.layers.masking(),
    tf.layers.lstm({ units: 4, returnSequences: true }),
    tf.layers.lstm({ units: 5, goBackwards: true }),
  ],
};

engineOrSkip('a compiled step of a recurrent layer', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2, allowGpu: false });
  });
  afterAll(() => engine.dispose());

  const modelOf = (stack: Stack): TrainableModel => {
    const { tf } = engine;
    const input = tf.input({ shape: [steps, features] });
    const layers = [...stack(tf), tf.layers.dense({ units: 2 })];
    const output = layers.reduce<tfjs.SymbolicTensor>((tensor, layer) => layer.apply(tensor) as tfjs.SymbolicTensor, input); // one tensor each
    const model = tf.model({ inputs: input, outputs: output });
    model.setWeights(model.getWeights().map(({ shape }, place) => tf.tensor(drawn(tf.util.sizeFromShape(shape), place + 1), shape)));
    return { layers: model, logits: model };
  };
  const losses = async (step: TrainingStep, count: number) => {
    const all: number[] = [];
    for (let number = 1; number <= count; number++) all.push((await step.train(batch, number, 0.01)).loss);
    return all;
  };

  it.each(Object.entries(stacks))('%s: to the bit what it is operation by operation', async (_name, stack) => {
    const compiled = await engine.preparePlain(modelOf(stack), settings);
    const uncompiled = await engine.prepareUncompiled(modelOf(stack), settings);
    expect(await losses(compiled, 5)).toEqual(await losses(uncompiled, 5));
    const weights = async (step: TrainingStep) => (await step.state()).weights.map(({ values }) => values);
    expect(await weights(compiled)).toEqual(await weights(uncompiled));
    compiled.dispose();
    uncompiled.dispose();
  });

  it.each(Object.entries(stacks))(
    '%s: in chains and with better operations the same but for rounding, and it learns',
    async (_name, stack) => {
      const compiled = await engine.prepare(modelOf(stack), settings);
      const uncompiled = await engine.prepareUncompiled(modelOf(stack), settings);
      const got = await losses(compiled, 150);
      expect(difference(got.slice(0, 5), (await losses(uncompiled, 5)).slice(0, 5))).toBeLessThan(1e-5);
      expect(got.at(-1)).toBeLessThan(0.5 * (got[0] ?? 0));
      compiled.dispose();
      uncompiled.dispose();
    },
  );

  it('leaves no tensor behind, compiled or not', async () => {
    const model = modelOf(stacks.LSTM as Stack);
    const before = engine.memory().tensors;
    for (const step of [await engine.prepare(model, settings), await engine.prepareUncompiled(model, settings)]) {
      await losses(step, 2);
      await step.evaluate(batch);
      const between = engine.memory().tensors;
      await losses(step, 2);
      await step.evaluate(batch);
      expect(engine.memory().tensors).toBe(between);
      step.dispose();
    }
    expect(engine.memory().tensors).toBe(before);
  });
});
