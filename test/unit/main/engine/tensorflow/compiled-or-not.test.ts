import { beforeEach, expect, it, vi } from 'vitest';
import { appError } from '#app/errors.ts';
import type { Batch, TrainingStep } from '#main/engine/engine.ts';
import { compiledOrNot } from '#main/engine/tensorflow/compiled-or-not.ts';

const batch: Batch = { inputs: Uint8Array.of(1, 2), shape: [2, 1, 1, 1], answers: Int32Array.of(0, 1) };
const state = { weights: [{ name: 'w', shape: [1], values: Float32Array.of(4) }], slots: [] };
const refusal = appError('not-compiled', { why: 'the values of Relu are read' });
const metrics = { loss: 1, accuracy: 0, error: null };

const stepOf = () => ({
  train: vi.fn<TrainingStep['train']>(async () => metrics),
  evaluate: vi.fn<TrainingStep['evaluate']>(async () => ({ ...metrics, outputs: new Float32Array() })),
  state: vi.fn<TrainingStep['state']>(async () => state),
  restore: vi.fn<TrainingStep['restore']>(async () => {}),
  dispose: vi.fn(),
});
let compiled: ReturnType<typeof stepOf>;
let uncompiled: ReturnType<typeof stepOf>;
let step: TrainingStep;
beforeEach(async () => {
  compiled = stepOf();
  uncompiled = stepOf();
  step = await compiledOrNot(
    async () => compiled,
    async () => uncompiled,
  );
});

it('is the compiled step where it compiles', async () => {
  await step.train(batch, 1, 0.1);
  await step.evaluate(batch);
  expect(step.note?.()).toBeNull();
  expect(uncompiled.train).not.toHaveBeenCalled();
});

it.each(['train', 'evaluate'] as const)(
  'goes on uncompiled, with the state so far, where %s cannot be compiled, and says why',
  async (way) => {
    compiled[way].mockRejectedValue(refusal);
    await (way === 'train' ? step.train(batch, 3, 0.1) : step.evaluate(batch));
    expect(uncompiled.restore).toHaveBeenCalledWith(state);
    expect(uncompiled[way]).toHaveBeenCalledOnce();
    expect(compiled.dispose).toHaveBeenCalledOnce();
    await step.train(batch, 4, 0.1, { gradients: true });
    expect(uncompiled.train).toHaveBeenLastCalledWith(batch, 4, 0.1, { gradients: true });
    expect(step.note?.()).toBe(
      'This model cannot be compiled: the values of Relu are read. It trains operation by operation, which is slower.',
    );
  },
);

it('trains the batch that it was given, though the loop fills its arrays again meanwhile', async () => {
  compiled.train.mockRejectedValue(refusal);
  const mine = { ...batch, inputs: batch.inputs.slice(), answers: batch.answers.slice() };
  const running = step.train(mine, 1, 0.1, { gradients: true });
  mine.inputs.fill(0);
  mine.answers.fill(0);
  await running;
  expect(uncompiled.train).toHaveBeenCalledWith(batch, 1, 0.1, { gradients: true });
});

it('lets an error of another kind through', async () => {
  compiled.train.mockRejectedValue(appError('engine-op-failed', { op: 'a compiled step', why: 'no room' }));
  await expect(step.train(batch, 1, 0.1)).rejects.toMatchObject({ code: 'engine-op-failed' });
  expect(uncompiled.train).not.toHaveBeenCalled();
});

it('stays as it was where the batch is refused either way', async () => {
  compiled.train.mockRejectedValueOnce(refusal);
  uncompiled.train.mockRejectedValueOnce(new RangeError('the batch does not fit'));
  await expect(step.train(batch, 1, 0.1)).rejects.toThrow('does not fit');
  expect(uncompiled.dispose).toHaveBeenCalledOnce();
  await step.train(batch, 2, 0.1);
  expect(compiled.train).toHaveBeenCalledTimes(2);
  expect(step.note?.()).toBeNull();
});
