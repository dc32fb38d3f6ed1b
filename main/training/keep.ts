import { AppError, appError } from '#app/errors.ts';
import type { TrainingStep } from '#main/engine/engine.ts';
import type { Disk } from '#main/store/disk.ts';
import { writeCheckpoint } from './checkpoint-file.ts';
import type { Progress } from './checkpoint-format.ts';
import type { Controls } from './controls.ts';
import type { CheckpointFacts, Configuration, Report } from './protocol.ts';

/** How often a checkpoint that found the disk full is tried again without being told to. */
const RETRY_MILLISECONDS = 10_000;

export interface Keeping {
  run: number;
  folder: string;
  configuration: Configuration;
  step: TrainingStep;
  controls: Controls;
  send(report: Report): void;
  /** Absent: the real one. */
  disk?: Disk;
  retryMilliseconds?: number;
}

/** An epoch's state is taken; `written` resolves when it is on the disk, with null when the run is to end before it could be. */
export interface Kept {
  written: Promise<CheckpointFacts | null>;
}

/**
 * Takes the epoch's state and begins to write its checkpoint: the next epoch may train meanwhile. A full disk holds the run, says
 * so, and goes on after "proceed" or by itself once there is room. Throws loss-not-finite when a weight is not finite.
 */
export async function keep(keeping: Keeping, progress: Progress): Promise<Kept> {
  const arrays = await keeping.step.state();
  if (!arrays.weights.every(({ values }) => areFinite(values))) {
    throw appError('loss-not-finite', { epoch: progress.epoch, kept: progress.epoch > 1 ? progress.epoch - 1 : null });
  }
  return { written: write(keeping, progress, arrays) };
}

async function write(
  { run, folder, configuration, controls, send, disk, retryMilliseconds = RETRY_MILLISECONDS }: Keeping,
  progress: Progress,
  arrays: Awaited<ReturnType<TrainingStep['state']>>,
): Promise<CheckpointFacts | null> {
  let release: (() => void) | null = null;
  try {
    for (;;) {
      try {
        const written = await writeCheckpoint(folder, { run, configuration, progress, ...arrays }, disk);
        if (release !== null) {
          send({ type: 'note', level: 'info', message: `There is room again: the checkpoint of epoch ${progress.epoch} is written.` });
          send({ type: 'state', state: 'running' });
        }
        const { epoch, step, train, validation, bestEpoch } = progress;
        return { ...written, epoch, step, metrics: { train, validation }, best: bestEpoch === epoch };
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'disk-full')) throw error;
        if (release === null) {
          release = controls.holdSteps();
          send({ type: 'note', level: 'warning', message: `${error.message} Training waits. ${error.remedy}` });
          send({ type: 'state', state: 'paused', why: error.toJSON() });
        }
        if ((await controls.hold(retryMilliseconds)) !== null) return null;
      }
    }
  } finally {
    release?.();
  }
}

/** Whether all are; a number less itself is 0 where it is finite. In a loop: calls would take longer than the file. */
function areFinite(values: Float32Array): boolean {
  let sum = 0;
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place] as number; // it is within
    sum += value - value;
  }
  return sum === 0;
}
