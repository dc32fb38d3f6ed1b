import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Log } from '../../log.ts';
import type { WorkspaceFolders } from '../../workspace-folders.ts';
import type { Database } from '../store.ts';
import { type DatasetFile, readDatasetFile } from './dataset-file.ts';
import { numbersIn } from './numbers.ts';
import { putDataset, putRun } from './put-back.ts';
import { type RunFile, readRunFile } from './run-file.ts';

export interface Rebuilt {
  datasets: number;
  runs: number;
  /** Folders whose description could not be read or does not fit; they stay where they are. */
  failed: number;
}

/** Fills an empty store with what the folders of datasets and runs say of themselves. A folder that is wrong costs only itself. */
export async function rebuild(db: Database, folders: WorkspaceFolders, log: Log): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { datasets: 0, runs: 0, failed: 0 };
  const attempt = async (what: 'datasets' | 'runs', id: number, work: () => Promise<void>) => {
    try {
      await work();
      rebuilt[what]++;
    } catch (error) {
      rebuilt.failed++;
      log.warn('could not be rebuilt', { what, id, error });
    }
  };
  for (const id of await numbersIn(folders.datasets)) {
    await attempt('datasets', id, async () => {
      const file = await readDatasetFile(folders, id);
      const complete = await areWhole(folders.dataset(id), file.shards);
      const state = complete && file.dataset.state === 'ready' ? 'ready' : 'incomplete';
      await inSavepoint(db, () => putDataset(db, { ...file, dataset: { ...file.dataset, state } }));
    });
  }
  // Rising, so that the newest draft of a model wins.
  for (const id of await numbersIn(folders.runs)) {
    await attempt('runs', id, async () => {
      const file = await readRunFile(folders, id);
      const whole: RunFile['checkpoints'] = [];
      // A list that names one file a thousand times must not have it read as often.
      for (const checkpoint of new Map(file.checkpoints.map((each) => [each.file, each])).values()) {
        if (await isWhole(join(folders.checkpoints(id), checkpoint.file), checkpoint)) whole.push(checkpoint);
      }
      await inSavepoint(db, () => putRun(db, file, whole));
    });
  }
  return rebuilt;
}

/** All of the work or none of it, within the transaction around. */
async function inSavepoint(db: Database, work: () => Promise<void>): Promise<void> {
  await sql`savepoint piece`.execute(db);
  try {
    await work();
  } catch (error) {
    await sql`rollback to piece`.execute(db);
    throw error;
  } finally {
    await sql`release piece`.execute(db);
  }
}

async function areWhole(folder: string, shards: DatasetFile['shards']): Promise<boolean> {
  for (const shard of shards) {
    const facts = await stat(join(folder, shard.file)).catch(() => null);
    if (facts?.size !== shard.bytes) return false;
  }
  return true;
}

async function isWhole(file: string, expected: { bytes: number; sha256: string }): Promise<boolean> {
  const facts = await stat(file).catch(() => null);
  if (facts?.size !== expected.bytes) return false;
  const hash = createHash('sha256');
  for await (const part of createReadStream(file)) hash.update(part);
  return hash.digest('hex') === expected.sha256;
}
