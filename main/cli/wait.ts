import { setTimeout as sleep } from 'node:timers/promises';
import type { Job } from '#app/contract/jobs.ts';
import type { Run } from '#app/contract/runs.ts';
import { AppError, appError, isErrorCode } from '#app/errors.ts';
import type { Session } from './command.ts';
import { duration } from './progress.ts';
import { figure, judged } from './table.ts';

/** How often a job or run is looked at: the same through every door, and nothing is lost between two looks. */
const look = 200;

const thrown = (error: Job['error'] | Run['error']): AppError => {
  if (error === null) return appError('internal', { what: 'it ended without a result' });
  const { code, message, remedy, detail } = error;
  return new AppError({ code: isErrorCode(code) ? code : 'internal', message, remedy, detail });
};

/** Waits for a job to be done or cancelled, with a bar. Ctrl-C cancels it. Throws its error. */
export async function jobResult(session: Session, id: number): Promise<Job & { state: 'done' | 'cancelled' }> {
  let cancelled = false;
  for (;;) {
    const job = await session.call('jobs.get', { job: id });
    if (job.state === 'failed') throw thrown(job.error);
    if (job.state === 'done' || job.state === 'cancelled') {
      session.progress.clear();
      return { ...job, state: job.state };
    }
    if (session.interrupted.aborted && !cancelled) {
      cancelled = true;
      await session.call('jobs.cancel', { job: id });
      continue;
    }
    const rate = job.rate === null ? [] : [`${Math.round(job.rate).toLocaleString('en')} a second`];
    const left = job.secondsLeft === null ? [] : [`${duration(job.secondsLeft)} left`];
    session.progress.show(job.title, job.done, job.total, [...rate, ...left, job.message].filter(Boolean).join(', '));
    await sleep(look);
  }
}

const over = new Set<Run['state']>(['finished', 'stopped', 'interrupted', 'failed']);

function epochLine({ config }: Run, epoch: Run['epochs'][number]): string {
  const validation = epoch.validation === null ? '' : `, validation ${figure(epoch.validation.loss)} ${judged(epoch.validation)}`;
  return `Epoch ${epoch.epoch}/${config.epochs}: loss ${figure(epoch.train.loss)} ${judged(epoch.train)}${validation}, ${duration(epoch.seconds)}`;
}

/** Stops a run that may have come to its end by itself meanwhile. */
async function stop(session: Session, run: number): Promise<void> {
  session.progress.say(`Stopping; the finished epochs are kept. Go on with: unfold resume ${run} …`);
  try {
    await session.call('runs.stop', { run, keep: 'last' });
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'run-state')) throw error;
  }
}

/**
 * Follows a run that was just started or resumed to its end, with a line an epoch and a bar in it. Ctrl-C stops it; its
 * finished epochs are kept. Throws its error.
 */
export async function runEnded(session: Session, { id, epochs }: Run): Promise<Run> {
  let told = epochs.length;
  let stopped = false;
  let waits = false;
  for (;;) {
    const run = await session.call('runs.get', { run: id });
    for (const epoch of run.epochs.slice(told)) session.progress.say(epochLine(run, epoch));
    told = run.epochs.length;
    if (over.has(run.state)) {
      session.progress.clear();
      if (run.state === 'failed') throw thrown(run.error);
      return run;
    }
    if (run.state === 'paused' && run.error !== null && !waits)
      session.progress.say(`${run.error.message} Training waits. ${run.error.remedy} It goes on by itself then.`);
    waits = run.state === 'paused' && run.error !== null;
    if (session.interrupted.aborted && !stopped) {
      stopped = true;
      await stop(session, id);
    }
    const left = run.secondsLeft === null ? [] : [`${duration(run.secondsLeft)} left`];
    const rate = run.rate === null ? [] : [`${Math.round(run.rate).toLocaleString('en')} items a second`];
    session.progress.show(
      `Run ${id}, epoch ${Math.min(run.epochsDone + 1, run.config.epochs)}/${run.config.epochs}`,
      run.step,
      run.stepsPerEpoch,
      run.compiling ? 'compiling the model' : [...rate, ...left].join(', '),
    );
    await sleep(look);
  }
}
