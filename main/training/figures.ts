import type { Run } from '#app/contract/runs.ts';

/** Seconds until the last epoch is done, from the rate of the last steps; null before there is one. */
export function secondsLeft(run: Run): number | null {
  if (run.rate === null || run.rate <= 0 || run.stepsPerEpoch === 0) return null;
  const secondsAStep = run.config.batchSize / run.rate;
  const steps = (run.config.epochs - run.epochsDone) * run.stepsPerEpoch - run.step;
  return Math.max(0, steps * secondsAStep * besides(run));
}

/** How many times as long an epoch takes as its training steps alone: validation, checkpoint. */
function besides(run: Run): number {
  const last = run.epochs.at(-1);
  if (last === undefined || last.rate <= 0 || run.stepsPerEpoch === 0) return 1;
  return Math.max(1, last.seconds / ((run.stepsPerEpoch * run.config.batchSize) / last.rate));
}
