import { z } from 'zod';
import { engineChoice, runConfig } from '#app/runs/config.ts';
import { openEngine } from '#main/engine/choice.ts';
import type { Tf, TrainableModel } from '#main/engine/engine.ts';
import { Controls } from '#main/training/controls.ts';
import type { BatchSource } from '#main/training/feed.ts';
import { train } from '#main/training/loop.ts';
import type { Measurement, WorkloadOptions } from './workload.ts';

const warmUp = 3;
const usualSteps = 20;

/** Steps to be measured: a model, and random items in memory for it. */
export interface Steps {
  workload: string;
  batchSize: number;
  model(tf: Tf, seed: number): TrainableModel;
  feed(items: number): BatchSource;
}

/** Trains with Adam through the loop and the step that the Train button runs, and tells how long a step takes. */
export async function measuredSteps({ workload, batchSize, model, feed }: Steps, options: WorkloadOptions): Promise<Measurement> {
  const engine = await openEngine(engineChoice.parse(options.engine ?? 'auto'));
  const measured = z.coerce
    .number()
    .int()
    .min(1)
    .parse(options.steps ?? usualSteps);
  const config = runConfig.parse({ epochs: 1, batchSize, optimizer: 'adam' });
  const { optimizer, momentum, seed } = config;
  const step = await engine.prepare(model(engine.tf, seed), { optimizer, momentum, seed });
  const items = Int32Array.from({ length: batchSize * (warmUp + measured) }, (_, item) => item);

  // From the end of one step to the end of the next: all that the loop does in between counts.
  const ends: number[] = [];
  await train({
    config,
    step,
    feed: feed(items.length),
    items: { train: items, validation: new Int32Array(), test: new Int32Array() },
    controls: new Controls(() => undefined),
    from: null,
    onStep: () => ends.push(performance.now()),
    onEpoch: async () => false,
    recall: () => Promise.reject(new Error('nothing is kept')),
  });
  const milliseconds = ends
    .slice(1)
    .map((end, place) => end - (ends[place] ?? 0))
    .slice(warmUp - 1)
    .sort((a, b) => a - b);
  const medianMs = milliseconds[Math.floor(milliseconds.length / 2)] ?? Number.NaN;
  return {
    workload,
    engine: engine.facts.engine,
    samplesPerSecond: (batchSize * 1000) / medianMs,
    minMs: milliseconds[0] ?? Number.NaN,
    medianMs,
  };
}
