import { z } from 'zod';
import { engineChoice, runConfig } from '#app/runs/config.ts';
import { openEngine } from '#main/engine/choice.ts';
import type { Tf, TrainableModel, TrainingStep } from '#main/engine/engine.ts';
import { fastestStep } from '#main/training/choose-chains.ts';
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
  const items = Int32Array.from({ length: batchSize * (warmUp + measured) }, (_, item) => item);
  const source = feed(items.length);
  const first = await source.plain(items, 0);
  const chosen = await fastestStep(
    engine,
    model(engine.tf, seed),
    { optimizer, momentum, seed },
    () => ({ ...first }),
    () => true,
  );
  const { step, computing } = timed(chosen.step);

  // From the end of one step to the end of the next: all that the loop does in between counts.
  const ends: number[] = [];
  await train({
    config,
    step,
    measure: 'accuracy',
    feed: source,
    items: { train: items, validation: new Int32Array(), test: new Int32Array() },
    controls: new Controls(() => undefined),
    from: null,
    onStep: () => ends.push(performance.now()),
    onGradients: () => undefined,
    onEpoch: async () => ({ kept: Promise.resolve(false) }),
    recall: () => Promise.reject(new Error('nothing is kept')),
  });
  const [begun = 0, ended = 0] = [ends[warmUp - 1], ends.at(-1)];
  const busy = computing.slice(warmUp).reduce((sum, time) => sum + time, 0);
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
    steps: { chains: chosen.chains, waitingPercent: 100 * (1 - busy / (ended - begun)) },
  };
}

/** The step, and how many milliseconds each call of `train` took. */
function timed(step: TrainingStep): { step: TrainingStep; computing: number[] } {
  const computing: number[] = [];
  const train: TrainingStep['train'] = async (...given) => {
    const start = performance.now();
    try {
      return await step.train(...given);
    } finally {
      computing.push(performance.now() - start);
    }
  };
  const { evaluate, state, restore, dispose } = step;
  return {
    step: { train, evaluate: evaluate.bind(step), state: state.bind(step), restore: restore.bind(step), dispose: dispose.bind(step) },
    computing,
  };
}
