import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Batch, StepSettings, TrainableModel } from '#main/engine/engine.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';

const [size, length, vocabulary] = [10, 7, 20];
const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 5 };

engineOrSkip('a compiled step on tokens', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2 });
  });
  afterAll(() => engine.dispose());

  /** Tokens → embedding → GRU → one logit, whose label is whether the first token is odd. */
  const model = (): TrainableModel => {
    const { tf } = engine;
    const input = tf.input({ shape: [length], dtype: 'int32' });
    const apply = (layer: tfjs.layers.Layer, to: tfjs.SymbolicTensor) => layer.apply(to) as tfjs.SymbolicTensor; // one input, one output
    const initializer = (seed: number) => tf.initializers.randomUniform({ minval: -0.4, maxval: 0.4, seed });
    const embedded = apply(tf.layers.embedding({ inputDim: vocabulary, outputDim: 8, embeddingsInitializer: initializer(1) }), input);
    const read = apply(tf.layers.gru({ units: 12, kernelInitializer: initializer(2), recurrentInitializer: initializer(3) }), embedded);
    const logits = apply(tf.layers.dense({ units: 1, kernelInitializer: initializer(4) }), read);
    const answer = apply(tf.layers.activation({ activation: 'sigmoid' }), logits);
    return {
      layers: tf.model({ inputs: input, outputs: answer }),
      logits: tf.model({ inputs: input, outputs: logits }),
      head: { kind: 'sigmoid' },
    };
  };
  const batch = (): Batch => {
    const inputs = Int32Array.from({ length: size * length }, (_, place) => (place * 13 + 5) % vocabulary);
    return { inputs, shape: [size, length], answers: Int32Array.from({ length: size }, (_, item) => (inputs[item * length] ?? 0) % 2) };
  };

  it('is compiled, learns, and computes what the uncompiled one does', async () => {
    const [compiled, uncompiled] = [await engine.prepare(model(), settings), await engine.prepareUncompiled(model(), settings)];
    const losses: number[] = [];
    for (let step = 1; step <= 60; step++) {
      const [own, other] = [await compiled.train(batch(), step, 0.02), await uncompiled.train(batch(), step, 0.02)];
      if (step <= 5) expect(own.loss).toBeCloseTo(other.loss, 5);
      losses.push(own.loss);
    }
    expect(compiled.note?.()).toBeNull();
    expect(losses.at(-1)).toBeLessThan(0.1);
    const { accuracy, outputs } = await compiled.evaluate(batch());
    expect(accuracy).toBe(1);
    expect(outputs.length).toBe(2 * size);
    compiled.dispose();
    uncompiled.dispose();
  });

  it('refuses a token beyond the vocabulary', async () => {
    const step = await engine.prepare(model(), settings);
    const wrong = batch();
    wrong.inputs[3] = vocabulary;
    await expect(step.train(wrong, 1, 0.02)).rejects.toMatchObject({ code: 'engine-op-failed', message: expect.stringContaining('20') });
    step.dispose();
  });
});
