import { statfs } from 'node:fs/promises';
import type { CallOutput } from '#app/contract/index.ts';
import { folderBytes } from '../../core/folder-bytes.ts';
import type { ServiceContext } from '../../service-context.ts';
import { expired, filesOfProject } from '../../store/bin.ts';

/** Bytes that the workspace takes, by what takes them, and what is free on its drive. */
export async function storageOf({ store, folders }: ServiceContext): Promise<CallOutput<'system.storage'>> {
  const removed = await expired(store.db, Date.now());
  const datasets = new Set(removed.datasets);
  const runs = new Set(removed.runs);
  for (const project of removed.projects) {
    const files = await filesOfProject(store.db, project);
    for (const dataset of files.datasets) datasets.add(dataset);
    for (const run of files.runs) runs.add(run);
  }
  let bin = 0;
  for (const dataset of datasets) bin += await folderBytes(folders.dataset(dataset));
  for (const run of runs) bin += await folderBytes(folders.run(run));
  const { bavail, bsize } = await statfs(folders.root);
  return {
    folder: folders.root,
    used: await folderBytes(folders.root),
    free: bavail * bsize,
    datasets: await folderBytes(folders.datasets),
    runs: await folderBytes(folders.runs),
    exports: await folderBytes(folders.exports),
    bin,
  };
}
