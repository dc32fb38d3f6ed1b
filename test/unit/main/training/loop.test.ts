import { describe, expect, it } from 'vitest';
import type { Metrics } from '#app/contract/runs.ts';
import { runConfig } from '#app/runs/config.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import type { Progress } from '#main/training/checkpoint-format.ts';
import { Controls } from '#main/training/controls.ts';
import type { BatchSource } from '#main/training/feed.ts';
import { type Training, train } from '#main/training/loop.ts';

const metrics: Metrics = { loss: 1, accuracy: 0.5, error: null };
const items = { train: Int32Array.of(0, 1, 2, 3), validation: Int32Array.of(4), test: new Int32Array() };

describe('the loop of a run', () => {
  /** A run of three epochs of four steps; `during` is called at each step with its number. */
  const run = (more: Partial<Training> & Pick<Training, 'onEpoch'>, during: (step: number) => number | Promise<number> = () => 1) => {
    const steps: number[] = [];
    const step: TrainingStep = {
      async train(_, number) {
        steps.push(number);
        return { ...metrics, loss: await during(number) };
      },
      evaluate: async () => ({ ...metrics, outputs: new Float32Array() }),
      state: async () => ({ weights: [], slots: [] }),
      restore: async () => undefined,
      dispose: () => undefined,
    };
    const batch = { inputs: new Float32Array(1), shape: [1, 1] as [number, ...number[]], answers: new Int32Array(1) };
    const feed: BatchSource = { batches: (chosen) => chosen.length, training: async () => batch, plain: async () => batch };
    const kept: Progress[] = [];
    const outcome = train({
      config: runConfig.parse({ epochs: 3, batchSize: 1 }),
      step,
      measure: 'accuracy',
      feed,
      items,
      controls: new Controls(() => undefined),
      from: null,
      onStep: () => undefined,
      onGradients: () => undefined,
      recall: async (epoch) => {
        const found = kept.find((progress) => progress.epoch === epoch);
        if (found === undefined) throw new Error(`epoch ${epoch} was not kept`);
        return found;
      },
      ...more,
    });
    return { steps, kept, outcome };
  };

  it('trains on while an epoch is written, and ends none before the one before it is kept', async () => {
    const writing: (() => void)[] = [];
    const said: string[] = [];
    const { steps, kept, outcome } = run({
      onEpoch: async (progress) => {
        said.push(`${progress.epoch} done`);
        const { promise, resolve } = Promise.withResolvers<boolean>();
        writing.push(() => {
          said.push(`${progress.epoch} kept`);
          kept.push(progress);
          resolve(true);
        });
        return { kept: promise };
      },
    });
    for (let epoch = 1; epoch <= 3; epoch += 1) {
      await expect.poll(() => writing.length).toBe(epoch);
      const known = Math.min(12, (epoch + 1) * 4);
      await expect.poll(() => steps.length).toBe(known);
      writing[epoch - 1]?.();
    }
    expect(await outcome).toMatchObject({ state: 'finished', standsFor: 3 });
    expect(said).toEqual(['1 done', '1 kept', '2 done', '2 kept', '3 done', '3 kept']);
  });

  it('stands for the last epoch that was kept when it is ended before the newest one could be', async () => {
    const controls = new Controls(() => undefined);
    const { kept, outcome } = run(
      {
        controls,
        onEpoch: async (progress) => {
          if (progress.epoch === 1) kept.push(progress);
          return { kept: Promise.resolve(progress.epoch === 1) };
        },
      },
      (step) => {
        if (step === 9) controls.end({ type: 'stop', keep: 'last' });
        return 1;
      },
    );
    expect(await outcome).toMatchObject({ state: 'stopped', standsFor: 1 });
  });

  it('fails within a step where an epoch cannot be written, with the reason', async () => {
    const failed = Promise.withResolvers<boolean>();
    const { steps, outcome } = run({ onEpoch: async () => ({ kept: failed.promise }) }, async (step) => {
      if (step === 6) failed.reject(new Error('the drive is gone'));
      await new Promise((resolve) => setTimeout(resolve, 1));
      return 1;
    });
    await expect(outcome).rejects.toThrow('the drive is gone');
    expect(steps.length).toBeLessThanOrEqual(7);
  });

  it('names the epoch that is kept where the loss is no number, though it was still being written', async () => {
    const { outcome } = run(
      {
        onEpoch: async () => ({
          kept: new Promise((resolve) => {
            setTimeout(resolve, 20, true);
          }),
        }),
      },
      (step) => (step === 6 ? Number.NaN : 1),
    );
    await expect(outcome).rejects.toMatchObject({ code: 'loss-not-finite', remedy: expect.stringContaining('epoch 1 is kept') });
  });
});
