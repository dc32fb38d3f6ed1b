import type * as tfjs from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { templateOf } from '#app/graph/templates/index.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import type { Batch, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { softmax } from '#main/engine/heads/classes.ts';
import { answersShape } from '#main/engine/heads/index.ts';
import { perStep, stepsOf } from '#main/engine/heads/per-step.ts';
import { openTensorflow, type TensorflowEngine } from '#main/engine/tensorflow/index.ts';
import { tf } from '#main/engine/tfjs.ts';
import { engineOrSkip } from '#test/helpers/engine.ts';
import { drawnSequences } from '#test/helpers/training.ts';

describe('the loss of one class a step', () => {
  beforeAll(() => tf.setBackend('cpu'));
  const head = perStep(softmax);
  // Two items of three steps and two classes; the second item has one step only.
  const logits = [
    [0, 0],
    [2, 0],
    [1, -1],
    [0, 3],
    [9, -9],
    [-5, 7],
  ];
  const labels = [0, 1, 0, 1, -1, -1];
  const tensors = () => [tf.tensor(logits.flat(), [2, 3, 2]), tf.tensor(labels, [2, 3], 'int32')] as const;
  const lossOf = (place: number): number => {
    const row = logits[place] ?? [];
    return Math.log(row.reduce((sum, x) => sum + Math.exp(x), 0)) - (row[labels[place] ?? 0] ?? Number.NaN);
  };
  const read = (compute: () => tfjs.Tensor) => tf.tidy(() => compute().dataSync()[0]);

  it('is the mean over the steps that count, whatever stands in the others', () => {
    const mean = (lossOf(0) + lossOf(1) + lossOf(2) + lossOf(3)) / 4;
    expect(read(() => head.loss(tf, ...tensors(), null))).toBeCloseTo(mean, 6);
  });

  it('counts each step of an item with the item’s weight', () => {
    const weighted = (2 * (lossOf(0) + lossOf(1) + lossOf(2)) + 0.5 * lossOf(3)) / 4;
    expect(read(() => head.loss(tf, ...tensors(), tf.tensor1d([2, 0.5])))).toBeCloseTo(weighted, 6);
  });

  it('passes nothing back to steps that do not count, and (p − y)/4 to those that do', () => {
    const [x, y] = tensors();
    const slopes = tf.tidy(() =>
      Array.from(
        tf
          .grad((given: tfjs.Tensor) => head.loss(tf, given, y, null))(x)
          .dataSync(),
      ),
    );
    expect(slopes.slice(8).map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(slopes[0]).toBeCloseTo((0.5 - 1) / 4, 6);
    expect(slopes[1]).toBeCloseTo(0.5 / 4, 6);
  });

  it('is right as often as the largest logit is the label’s, of the steps that count', () => {
    expect(read(() => head.figure(tf, ...tensors()))).toBeCloseTo(3 / 4, 6);
  });

  it('is 0, not undefined, where no step counts', () => {
    const none = tf.fill([2, 3], -1, 'int32');
    expect([read(() => head.loss(tf, tensors()[0], none, null)), read(() => head.figure(tf, tensors()[0], none))]).toEqual([0, 0]);
  });
});

engineOrSkip('a training step of one class a step', (folder) => {
  let engine: TensorflowEngine;
  beforeAll(async () => {
    engine = await openTensorflow({ folder, threads: 2, allowGpu: false });
  });
  afterAll(() => engine.dispose());

  const context: BlockContext = { input: [9], classes: 4, answers: 'step', data: { kind: 'tokens', vocabulary: 12 } };
  const settings: StepSettings = { optimizer: 'adam', momentum: 0, seed: 2 };
  const model = (name = 'bilstm-tagger'): TrainableModel =>
    toLayers(engine.tf, templateOf(name)?.graph(context.input, 4) ?? expect.fail(), context, 5);
  /** A step's tag is its token's remainder by 4: easy to learn. */
  const taught = (size: number, seed: number): Batch => {
    const batch = drawnSequences(size, context, seed);
    return { ...batch, answers: Int32Array.from(batch.inputs, (token) => (token === 0 ? -1 : token % 4)) };
  };
  const losses = async (step: TrainingStep, batch: Batch, count: number): Promise<number[]> => {
    const all: number[] = [];
    for (let number = 1; number <= count; number++) all.push((await step.train(batch, number, 0.01)).loss);
    return all;
  };

  it('knows it by the shape of its logits', () => {
    expect([stepsOf(model()), answersShape(model(), 5)]).toEqual([9, [5, 9]]);
  });

  it.each(['bilstm-tagger', 'char-lm'])('%s: in chains and with better operations the same but for rounding', async (name) => {
    const batch = { ...taught(13, 1), weights: Float32Array.from({ length: 13 }, (_, item) => 0.5 + (item % 3)) };
    const [compiled, uncompiled] = [await engine.prepare(model(name), settings), await engine.prepareUncompiled(model(name), settings)];
    const [got, expected] = [await losses(compiled, batch, 5), await losses(uncompiled, batch, 5)];
    for (const [place, loss] of expected.entries()) expect(got[place]).toBeCloseTo(loss, 4);
    expect(compiled.note?.()).toBeNull();
    compiled.dispose();
    uncompiled.dispose();
  });

  it('judges as it trains: the same loss and accuracy before any update', async () => {
    const step = await engine.prepare(model(), settings);
    const batch = taught(11, 3);
    const judged = await step.evaluate(batch);
    const trained = await step.train(batch, 1, 0.01);
    expect(judged.loss).toBeCloseTo(trained.loss, 5);
    expect(judged.accuracy).toBeCloseTo(trained.accuracy ?? Number.NaN, 6);
    expect(judged.outputs).toHaveLength(11 * 9 * 4);
    step.dispose();
  });

  it('learns to tag, and tags texts it has not seen', async () => {
    const step = await engine.prepare(model(), settings);
    for (let number = 1; number <= 150; number++) await step.train(taught(32, number), number, 0.01);
    const { accuracy } = await step.evaluate(taught(64, 1000));
    expect(accuracy).toBeGreaterThan(0.99);
    step.dispose();
  });
});
