import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Batch, StepSettings, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { guarded } from '#main/engine/portable/memory/guarded-step.ts';
import { judgingNeed, trainingNeed } from '#main/engine/portable/memory/need.ts';
import { requireRoom } from '#main/engine/portable/memory/room.ts';
import { tf } from '#main/engine/tfjs.ts';

const settings: StepSettings = { optimizer: 'sgd', momentum: 0, seed: 1 };
const metrics = { loss: 1, accuracy: 0, error: null };

/** 32 × 32 pixels under a convolution of 8 channels, then a dense layer. */
function model(): TrainableModel {
  const input = tf.input({ shape: [32, 32, 1] });
  const image = tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same' }).apply(input);
  const flat = tf.layers.flatten().apply(image);
  const logits = tf.layers.dense({ units: 2 }).apply(flat) as ReturnType<typeof tf.input>; // one input, so one output
  const layers = tf.model({ inputs: input, outputs: logits });
  return { layers, logits: layers };
}

const memory = { buffer: new ArrayBuffer(0) };
/** Only its shape is looked at. */
const batchOf = (items: number): Batch => ({ inputs: new Uint8Array(), shape: [items, 32, 32, 1], answers: new Int32Array() });

let step: TrainingStep;
beforeEach(() => {
  step = {
    train: vi.fn(async () => metrics),
    evaluate: vi.fn(async () => ({ ...metrics, outputs: new Float32Array() })),
    state: vi.fn(async () => ({ weights: [], slots: [] })),
    restore: vi.fn(async () => {}),
    dispose: vi.fn(),
  };
});

it('lets a batch that fits through', async () => {
  const batch = batchOf(32);
  const made = guarded(step, model(), settings, memory);
  await expect(made.train(batch, 3, 0.5, { gradients: true })).resolves.toEqual(metrics);
  expect(step.train).toHaveBeenCalledWith(batch, 3, 0.5, { gradients: true });
  await made.evaluate(batch);
  expect(step.evaluate).toHaveBeenCalledWith(batch);
});

it.each(['train', 'evaluate'] as const)('refuses to %s a batch that cannot fit before anything is computed', async (what) => {
  const made = guarded(step, model(), settings, memory);
  const asked = what === 'train' ? made.train(batchOf(60_000), 1, 0.1) : made.evaluate(batchOf(60_000));
  await expect(asked).rejects.toMatchObject({ code: 'memory-short', message: expect.stringContaining('GB') });
  expect(step[what]).not.toHaveBeenCalled();
});

it('hands the rest on', async () => {
  const made = guarded(step, model(), settings, memory);
  await made.state();
  await made.restore({ weights: [], slots: [] });
  made.dispose();
  expect(step.state).toHaveBeenCalledOnce();
  expect(step.restore).toHaveBeenCalledWith({ weights: [], slots: [] });
  expect(step.dispose).toHaveBeenCalledOnce();
});

describe('the need', () => {
  const { logits } = model();
  const weights = 9 * 8 + 8 + 8192 * 2 + 2;
  // Tensors per item: the input's 3, the convolution's 5, flatten's none, dense's 5; then 8 of the largest.
  const perItem = 4 * (3 * 1024 + 5 * 8192 + 5 * 2 + 8 * 8192);

  it('grows with the batch', () => {
    expect(trainingNeed(logits, 100, 'sgd')).toBe(weights * 4 * 3 + 100 * perItem);
  });

  it('counts what the optimizer keeps', () => {
    expect(trainingNeed(logits, 100, 'adam') - trainingNeed(logits, 100, 'rmsprop')).toBe(weights * 4);
  });

  it('is that of the update where the largest weight outweighs the batch', () => {
    const input = tf.input({ shape: [4] });
    const wide = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1000, useBias: false }).apply(input) as typeof input });
    expect(trainingNeed(wide, 1, 'adam')).toBe(4 * (4000 * 4 + Math.max(12 * 4000, 3 * 4 + 5 * 1000 + 8 * 1000)));
  });

  it('is less to judge than to train', () => {
    expect(judgingNeed(logits, 100)).toBe(4 * 100 * (1024 + 8192 + 8192 + 2 + 8 * 8192));
  });
});

describe('room', () => {
  it('ends below 4 GiB, however much memory the machine has', () => {
    expect(() => requireRoom({ buffer: new ArrayBuffer(0) }, 3.5 * 2 ** 30)).toThrow('about 3.8 GB');
  });

  it('is less where the machine has less', () => {
    vi.spyOn(process, 'availableMemory').mockReturnValue(1e6);
    expect(() => requireRoom({ buffer: new ArrayBuffer(1000) }, 2e6)).toThrow('1.0 MB are free');
    expect(() => requireRoom({ buffer: new ArrayBuffer(1000) }, 1e6 + 1000)).not.toThrow();
    vi.restoreAllMocks();
  });
});
