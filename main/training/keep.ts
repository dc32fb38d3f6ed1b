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

/**
 * Writes the epoch's checkpoint; null when the run is to end before it could be. A full disk pauses the run, says so, and
 * goes on after "proceed" or by itself once there is room. Throws loss-not-finite when a weight is not finite.
 */
export async function keep(keeping: Keeping, progress: Progress): Promise<CheckpointFacts | null> {
  const { run, folder, configuration, controls, send } = keeping;
  const { weights, slots } = await keeping.step.state();
  if (!weights.every((weight) => weight.values.every(Number.isFinite))) {
    throw appError('loss-not-finite', { epoch: progress.epoch, kept: progress.epoch > 1 ? progress.epoch - 1 : null });
  }
  for (let waited = false; ; waited = true) {
    try {
      const written = await writeCheckpoint(folder, { run, configuration, progress, weights, slots }, keeping.disk);
      if (waited) {
        send({ type: 'note', level: 'info', message: `There is room again: the checkpoint of epoch ${progress.epoch} is written.` });
        send({ type: 'state', state: 'running' });
      }
      const { epoch, step, train, validation, bestEpoch } = progress;
      return { ...written, epoch, step, metrics: { train, validation }, best: bestEpoch === epoch };
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'disk-full')) throw error;
      if (!waited) {
        send({ type: 'note', level: 'warning', message: `${error.message} Training waits. ${error.remedy}` });
        send({ type: 'state', state: 'paused', why: error.toJSON() });
      }
      if ((await controls.hold(keeping.retryMilliseconds ?? RETRY_MILLISECONDS)) !== null) return null;
    }
  }
}
