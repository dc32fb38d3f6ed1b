import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ServiceContext } from '../service-context.ts';
import { eraseDatasetRows, eraseModelRow, eraseProjectRow, eraseRunRow, expired, exportsOfRun, filesOfProject } from '../store/bin.ts';
import { folderBytes } from './folder-bytes.ts';

type Context = Pick<ServiceContext, 'store' | 'folders' | 'log' | 'jobs'>;

const month = 30 * 24 * 60 * 60 * 1000;

/** Erases what has lain in the Bin for 30 days. */
export async function eraseOld(context: Context): Promise<void> {
  await eraseRemovedBefore(context, Date.now() - month);
}

/**
 * Erases what was put into the Bin up to a moment; resolves with the bytes of files that this freed. Rows go first: a file
 * without a row costs room, a row without its file costs the user's trust.
 */
export async function eraseRemovedBefore(context: Context, before: number): Promise<number> {
  const { projects, datasets, models, runs } = await expired(context.store.db, before);
  let freed = 0;
  for (const project of projects) freed += await eraseProject(context, project);
  for (const run of runs) {
    const own = await foldersOfRun(context, run);
    await context.store.transaction((db) => eraseRunRow(db, run));
    for (const folder of own) freed += await eraseFolder(context, folder);
  }
  for (const dataset of datasets) {
    await context.store.transaction((db) => eraseDatasetRows(db, dataset));
    freed += await eraseFolder(context, context.folders.dataset(dataset));
  }
  for (const model of models) await context.store.transaction((db) => eraseModelRow(db, model));
  return freed;
}

/** Ends a project with all that belongs to it; resolves with the bytes freed. */
export async function eraseProject(context: Context, project: number): Promise<number> {
  // Whatever works for it would write into what is being erased.
  for (const job of await context.jobs.list()) {
    if (job.project === project && job.endedAt === null) await context.jobs.cancel(job.id);
  }
  const files = await filesOfProject(context.store.db, project);
  const own = files.datasets.map((dataset) => context.folders.dataset(dataset));
  for (const run of files.runs) own.push(...(await foldersOfRun(context, run)));
  await context.store.transaction((db) => eraseProjectRow(db, project));
  let freed = 0;
  for (const folder of own) freed += await eraseFolder(context, folder);
  return freed;
}

/** A run's own folder and its exports below the workspace; those elsewhere stay where their owner put them. */
async function foldersOfRun({ store, folders }: Context, run: number): Promise<string[]> {
  const exported = await exportsOfRun(store.db, run);
  return [folders.run(run), ...exported.filter((folder) => dirname(resolve(folder)) === folders.exports)];
}

async function eraseFolder({ log }: Context, folder: string): Promise<number> {
  const bytes = await folderBytes(folder);
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    return bytes;
  } catch (error) {
    log.warn('a folder could not be erased', { folder, error });
    return 0;
  }
}
