import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import type { Log } from '../log.ts';
import { checkpointsOf } from '../store/checkpoints.ts';
import { unfinishedJobs, updateJob } from '../store/jobs.ts';
import { interruptRuns } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import { temporaryEnding } from '../store/whole-file.ts';
import type { WorkspaceFolders } from '../workspace-folders.ts';

/** Says of everything that a process which is no more left under way where it stands, and removes its half-written files. */
export async function tidy(store: Store, folders: WorkspaceFolders, log: Log): Promise<void> {
  const at = Date.now();
  const done = await store.transaction(async (db) => {
    const runs = await interruptRuns(db, at);
    const jobs = await unfinishedJobs(db);
    for (const job of jobs) {
      await updateJob(db, {
        ...job,
        state: 'failed',
        rate: null,
        error: appError('job-cut-off', { title: job.title }).toJSON(),
        endedAt: at,
      });
    }
    await db.updateTable('datasets').set({ state: 'incomplete' }).where('state', '=', 'importing').execute();
    return { runs, jobs: jobs.map((job) => job.id) };
  });
  let removed = await removeTemporary(folders.root, 0);
  for (const run of done.runs) removed += await removeUncommitted(store, folders, run);
  if (done.runs.length + done.jobs.length + removed > 0) log.info('tidied after an end in the middle', { ...done, files: removed });
}

/** A checkpoint whose epoch was never committed belongs to nothing: the resumed run computes that epoch again. */
async function removeUncommitted(store: Store, folders: WorkspaceFolders, run: number): Promise<number> {
  const committed = new Set((await checkpointsOf(store.db, run)).map((checkpoint) => checkpoint.file));
  const folder = folders.checkpoints(run);
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.ckpt') && !committed.has(name));
  for (const name of files) await rm(join(folder, name), { force: true });
  return files.length;
}

/** The layout's own depth: runs/7/checkpoints/file. Exports are made elsewhere and renamed, links are not followed. */
const deepest = 3;

async function removeTemporary(folder: string, depth: number): Promise<number> {
  let removed = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isFile() && entry.name.endsWith(temporaryEnding)) {
      await rm(path, { force: true });
      removed++;
    } else if (entry.isDirectory() && depth < deepest) removed += await removeTemporary(path, depth + 1);
  }
  return removed;
}
