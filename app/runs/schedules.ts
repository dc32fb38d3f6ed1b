import type { RunConfig, Schedule } from './config.ts';

/** A whole run's length. */
export interface RunLength {
  epochs: number;
  stepsPerEpoch: number;
}

/**
 * What the learning rate is multiplied with in `step`, which counts from 1 over the whole run. Step and exponential move
 * once an epoch, cosine with every step: up from 0 over the warm-up, then half a cosine down to the floor
 * (Loshchilov and Hutter, arXiv:1608.03983).
 */
export function scheduleFactor(schedule: Schedule, step: number, { epochs, stepsPerEpoch }: RunLength): number {
  const done = (step - 1) / stepsPerEpoch;
  const epochsDone = Math.floor(done);
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'step':
      return schedule.factor ** Math.floor(epochsDone / schedule.every);
    case 'exponential':
      return schedule.factor ** epochsDone;
    case 'cosine': {
      const { warmup, floor } = schedule;
      // The first step already has a share of the rate: one of rate 0 would be lost.
      if (done < warmup) return step / (stepsPerEpoch * warmup);
      const share = epochs > warmup ? Math.min((done - warmup) / (epochs - warmup), 1) : 1;
      return floor + ((1 - floor) * (1 + Math.cos(Math.PI * share))) / 2;
    }
  }
}

/** The learning rate of `step`, which counts from 1 over the whole run. */
export const learningRateAt = (
  config: Pick<RunConfig, 'learningRate' | 'schedule' | 'epochs'>,
  step: number,
  stepsPerEpoch: number,
): number => config.learningRate * scheduleFactor(config.schedule, step, { epochs: config.epochs, stepsPerEpoch });
