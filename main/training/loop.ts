import type { GradientLook, Metrics } from '#app/contract/runs.ts';
import { type AppError, appError } from '#app/errors.ts';
import type { RunConfig } from '#app/runs/config.ts';
import type { Measure } from '#app/runs/measure.ts';
import { learningRateAt } from '#app/runs/schedules.ts';
import { shuffled } from '#app/runs/shuffle.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import type { Progress } from './checkpoint-format.ts';
import type { Controls } from './controls.ts';
import type { BatchSource } from './feed.ts';
import { countedIn, MeanMetrics } from './mean-metrics.ts';
import { advance, isOver } from './progress.ts';

/** How often a run looks at its gradients, at most: often enough to see them vanish, seldom enough to cost nothing. */
const LOOKS_AT_GRADIENTS = 200;

/** All that a training run consists of. */
export interface Training {
  config: RunConfig;
  step: TrainingStep;
  /** What it is judged by. */
  measure: Measure;
  feed: BatchSource;
  /** Items of each part, by index. */
  items: { train: Int32Array; validation: Int32Array; test: Int32Array };
  controls: Controls;
  /** Where it goes on, null at the start; `step` holds that state already. */
  from: Progress | null;
  /** A step is done: its number over the whole run, its figures, how many items, and how long it took. */
  onStep(number: number, epoch: number, metrics: Metrics, items: number, seconds: number): void;
  /** How large gradients were at a step, layer by layer; a few hundred times a run. */
  onGradients(look: GradientLook): void;
  /**
   * An epoch is done: resolves when its state is taken and the next one may begin. `kept` resolves with true when the epoch is on
   * the disk, with false when the run is to end without it; the loop asks for it before the next epoch ends.
   */
  onEpoch(progress: Progress, figures: { learningRate: number; seconds: number; rate: number }): Promise<{ kept: Promise<boolean> }>;
  /** Puts the state of a kept epoch back into `step`. */
  recall(epoch: number): Promise<Progress>;
}

export type Outcome =
  | { state: 'left' }
  | {
      state: 'finished' | 'stopped';
      standsFor: number;
      final: { train: Metrics | null; validation: Metrics | null; test: Metrics | null };
    };

/** Trains to the end: epochs of shuffled batches, validation, checkpoint; then the test part. Throws loss-not-finite. */
export async function train(run: Training): Promise<Outcome> {
  const { config, controls, items } = run;
  const keeping = new KeptEpochs(run.from);
  let last = run.from;

  try {
    while (controls.ending === null && !isOver(last, config)) {
      const epoch = (last?.epoch ?? 0) + 1;
      const trained = await trainEpoch(run, epoch, keeping);
      if (trained === null) break; // ended between two steps: this epoch is not kept
      const start = performance.now();
      const validation = items.validation.length > 0 ? await judgePart(run, items.validation) : null;
      if (validation !== null && !Number.isFinite(validation.loss)) throw await notFinite(epoch, keeping);
      const progress = advance(last, config, { epoch, step: epoch * run.feed.batches(items.train), train: trained.metrics, validation });
      const seconds = trained.seconds + (performance.now() - start) / 1000;
      const figures = { learningRate: trained.learningRate, seconds, rate: items.train.length / trained.seconds };
      if (!(await keeping.settled())) break;
      keeping.begin(progress, await run.onEpoch(progress, figures));
      last = progress;
    }
  } finally {
    await keeping.settled();
  }
  const { kept } = keeping;

  const { ending } = controls;
  if (ending?.type === 'leave') return { state: 'left' };
  const state = ending === null ? 'finished' : 'stopped';
  if (kept === null) return { state, standsFor: 0, final: { train: null, validation: null, test: null } };

  // Early stopping is there to get the best epoch, not the one that patience ran out in.
  const best = ending === null ? config.earlyStopping !== null : ending.keep === 'best';
  const standsFor = best ? kept.bestEpoch : kept.epoch;
  const { train, validation } = await run.recall(standsFor);
  const test = items.test.length > 0 ? await judgePart(run, items.test) : null;
  if (controls.ending?.type === 'leave') return { state: 'left' };
  return { state, standsFor, final: { train, validation, test } };
}

/** The newest epoch that is on the disk, and the one on its way there. */
class KeptEpochs {
  kept: Progress | null;
  #next: { progress: Progress; kept: Promise<boolean> } | null = null;
  /** Whether the one on its way is not going to be there: no step more is worth its time. */
  lost = false;

  constructor(from: Progress | null) {
    this.kept = from;
  }

  begin(progress: Progress, { kept }: { kept: Promise<boolean> }): void {
    this.#next = { progress, kept };
    // It is thrown where it is waited for.
    kept.catch(() => {
      this.lost = true;
    });
  }

  /** Waits for the one on its way; false when the run is to end without it. Throws what writing it threw. */
  async settled(): Promise<boolean> {
    const next = this.#next;
    this.#next = null;
    if (next === null) return true;
    if (!(await next.kept)) return false;
    this.kept = next.progress;
    return true;
  }
}

async function notFinite(epoch: number, keeping: KeptEpochs): Promise<AppError> {
  await keeping.settled();
  return appError('loss-not-finite', { epoch, kept: keeping.kept?.epoch ?? null });
}

/** One pass over the shuffled training items; null when the run was ended before its last step. */
async function trainEpoch(run: Training, epoch: number, keeping: KeptEpochs) {
  const { config, step, feed, controls } = run;
  const order = shuffled(run.items.train, config.seed, epoch);
  const steps = feed.batches(order);
  const looksEvery = Math.max(1, Math.ceil((config.epochs * steps) / LOOKS_AT_GRADIENTS));
  const mean = new MeanMetrics(run.measure);
  let total = 0;
  let learningRate = config.learningRate;
  let batch = await feed.training(order, 0, epoch);

  for (let place = 0; place < steps; place += 1) {
    const number = (epoch - 1) * steps + place + 1;
    learningRate = learningRateAt(config, number, steps);
    const [size] = batch.shape;
    const weight = countedIn(batch);
    const start = performance.now();
    // The next batch is made while the step runs.
    const [metrics, next] = await Promise.all([
      step.train(batch, number, learningRate, { gradients: number % looksEvery === 1 % looksEvery }),
      place + 1 < steps ? feed.training(order, place + 1, epoch) : batch,
    ]);
    const seconds = (performance.now() - start) / 1000;
    if (!Number.isFinite(metrics.loss)) throw await notFinite(epoch, keeping);

    mean.add(metrics, weight);
    total += seconds;
    batch = next;
    run.onStep(number, epoch, metrics, size, seconds);
    if (metrics.gradients !== undefined) run.onGradients({ step: number, sizes: metrics.gradients });
    const ending = await controls.between();
    if (keeping.lost || (ending !== null && place + 1 < steps)) return null;
  }
  return { metrics: mean.value(), learningRate, seconds: total };
}

/** Mean loss and figure over `items`; lets messages in between batches, gives up early only when the app leaves. */
async function judgePart(run: Pick<Training, 'step' | 'measure' | 'feed' | 'controls'>, items: Int32Array): Promise<Metrics> {
  const mean = new MeanMetrics(run.measure);
  for (let place = 0; place < run.feed.batches(items); place += 1) {
    const batch = await run.feed.plain(items, place);
    mean.add(await run.step.evaluate(batch), countedIn(batch));
    await run.controls.between();
  }
  return mean.value();
}
