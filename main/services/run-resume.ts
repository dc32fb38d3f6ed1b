import { join } from 'node:path';
import type { Run } from '#app/contract/runs.ts';
import { appError } from '#app/errors.ts';
import type { RunConfig } from '#app/runs/config.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { checkpointsOf } from '#main/store/checkpoints.ts';
import { runInside } from '#main/store/run-sessions.ts';
import type { Change } from '#main/store/tables.ts';
import { withPart } from '#main/training/configuration.ts';
import type { TrainTask } from '#main/training/protocol.ts';
import { readyDataset, withEngine } from './run-requirements.ts';

/** What the user asks of a resume. */
export interface ResumeWish {
  epochs?: number | undefined;
  learningRate?: number | undefined;
  force: boolean;
}

export interface ResumePlan {
  config: RunConfig;
  /** The run's columns as they are now, to be put back if the worker refuses. */
  before: Change<'runs'>;
  how: Pick<TrainTask, 'resume' | 'began' | 'force'>;
}

/**
 * From which files and under which configuration a run goes on. One that was cut off in its first epoch begins anew: the
 * same seed makes the same run. Throws run-state, run-without-checkpoint, engine-missing, not-found.
 */
export async function planResume(
  context: Pick<ServiceContext, 'store' | 'folders' | 'settings'>,
  run: Run,
  wish: ResumeWish,
): Promise<ResumePlan> {
  const { store, folders } = context;
  // Epochs that are done stay done.
  const epochs = Math.max(wish.epochs ?? run.config.epochs, run.epochsDone);
  const more = run.state === 'finished';
  if (more && epochs <= run.epochsDone) throw appError('run-state', { action: 'be resumed without more epochs', state: run.state });
  await readyDataset(context, run.dataset);
  const config = await withEngine(context, { ...run.config, epochs, learningRate: wish.learningRate ?? run.config.learningRate });

  const { began, standsFor } = await runInside(store.db, run.id);
  const before = { ...asItWas(run), standsFor };
  const checkpoints = await checkpointsOf(store.db, run.id);
  if (checkpoints.length === 0) {
    if (run.epochsDone > 0) throw appError('run-without-checkpoint', { run: run.id });
    return { config, before, how: { resume: null, began: null, force: wish.force } };
  }
  const files = checkpoints.map((checkpoint) => join(folders.checkpoints(run.id), checkpoint.file));
  // A learning rate that is given is a change that is wanted.
  const expected = began === null || wish.learningRate === undefined ? began : withPart(began, 'learning rate', String(wish.learningRate));
  return { config, before, how: { resume: { files, more }, began: expected, force: wish.force } };
}

function asItWas({ state, error, endedAt, config, final, epochsDone, bestEpoch }: Run): Change<'runs'> {
  return {
    state,
    error: error === null ? null : JSON.stringify(error),
    endedAt,
    epochsDone,
    bestEpoch,
    config: JSON.stringify(config),
    final: JSON.stringify(final),
  };
}
