import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { Job } from '#app/contract/jobs.ts';
import type { OpenedCore } from './workspace.ts';

/** Resolves with a job when it has ended. */
export async function ended({ core, ask }: OpenedCore, id: number): Promise<Job> {
  const over = Promise.withResolvers<Job>();
  const stop = core.subscribe((event) => {
    if (event.type === 'job' && event.job.id === id && event.job.endedAt !== null) over.resolve(event.job);
  });
  const now = await ask('jobs.get', { job: id });
  if (now.endedAt !== null) over.resolve(now);
  const job = await over.promise;
  stop();
  return job;
}

/** Imports a folder and waits for the end, whatever it is. */
export async function importing(opened: OpenedCore, input: CallInput<'datasets.importImages'>): Promise<{ job: Job; dataset: number }> {
  const { job, dataset } = await opened.ask('datasets.importImages', input);
  return { job: await ended(opened, job), dataset };
}

/** Imports a folder that imports well. */
export async function imported(
  opened: OpenedCore,
  input: CallInput<'datasets.importImages'>,
): Promise<{ dataset: Dataset; report: ImportReport }> {
  const { job, dataset } = await importing(opened, input);
  if (job.state !== 'done') throw new Error(`The import ended ${job.state}: ${job.error?.message ?? ''}`);
  // An import's result is an ImportReport: says its service.
  return { dataset: await opened.ask('datasets.get', { dataset }), report: job.result as ImportReport };
}
