import type { Metrics } from '#app/contract/runs.ts';
import type { RunConfig } from '#app/runs/config.ts';
import type { Progress } from './checkpoint-format.ts';

/** What an epoch ended with. */
export interface EpochEnd {
  epoch: number;
  /** Steps done over the whole run. */
  step: number;
  train: Metrics;
  validation: Metrics | null;
}

/** The standing after one more epoch. The best epoch is the one of least validation loss, of training loss without one. */
export function advance(before: Progress | null, config: RunConfig, end: EpochEnd): Progress {
  const loss = end.validation?.loss ?? end.train.loss;
  const isBest = before === null || loss < before.bestLoss;
  return {
    ...end,
    seed: config.seed,
    bestEpoch: isBest ? end.epoch : before.bestEpoch,
    bestLoss: isBest ? loss : before.bestLoss,
    stopping: config.earlyStopping === null ? null : watch(before?.stopping ?? null, loss, config.earlyStopping.minDelta),
  };
}

/** Whether there is no epoch left to train: all are done, or the loss has not fallen for as long as was to be waited. */
export function isOver(progress: Progress | null, config: RunConfig): boolean {
  if (progress === null) return false;
  const { earlyStopping } = config;
  return progress.epoch >= config.epochs || (earlyStopping !== null && (progress.stopping?.waited ?? 0) >= earlyStopping.patience);
}

/** Gives a run that had ended by itself more epochs: it waits anew for the loss to fall. */
export function goOn(progress: Progress): Progress {
  return progress.stopping === null ? progress : { ...progress, stopping: { ...progress.stopping, waited: 0 } };
}

/** Where the best epoch's checkpoint is gone: this one is the best there is. */
export function withoutBest(progress: Progress): Progress {
  return { ...progress, bestEpoch: progress.epoch, bestLoss: progress.validation?.loss ?? progress.train.loss };
}

function watch(before: Progress['stopping'], loss: number, minDelta: number): Progress['stopping'] {
  if (before === null || loss < before.least - minDelta) return { least: loss, waited: 0 };
  return { least: before.least, waited: before.waited + 1 };
}
