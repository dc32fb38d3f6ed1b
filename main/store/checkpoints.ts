import { z } from 'zod';
import { type Metrics, metrics } from '#app/contract/runs.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

export const checkpointMetrics = z.object({ train: metrics, validation: metrics.nullable() });

/** A checkpoint file that is whole on disk. */
export interface StoredCheckpoint {
  run: number;
  epoch: number;
  step: number;
  /** Name below runs/<run>/checkpoints/. */
  file: string;
  sha256: string;
  bytes: number;
  best: boolean;
  metrics: { train: Metrics; validation: Metrics | null };
  createdAt: number;
}

/** Keeps a checkpoint; one of the same epoch is replaced, and a new best one ends the old one's being it. */
export async function insertCheckpoint(db: Database, checkpoint: StoredCheckpoint): Promise<void> {
  const { run } = checkpoint;
  if (checkpoint.best) await db.updateTable('checkpoints').set({ best: 0 }).where('run', '=', run).execute();
  const values = { ...checkpoint, best: checkpoint.best ? (1 as const) : (0 as const), metrics: JSON.stringify(checkpoint.metrics) };
  await db
    .insertInto('checkpoints')
    .values(values)
    .onConflict((conflict) => conflict.columns(['run', 'epoch']).doUpdateSet(values))
    .execute();
}

/** The checkpoints of a run, newest first. */
export async function checkpointsOf(db: Database, run: number): Promise<StoredCheckpoint[]> {
  const rows = await db.selectFrom('checkpoints').selectAll().where('run', '=', run).orderBy('epoch', 'desc').execute();
  return rows.map(toCheckpoint);
}

/** Forgets those of the epochs named; their files are the caller's to remove, after. */
export async function deleteCheckpoints(db: Database, run: number, epochs: number[]): Promise<void> {
  if (epochs.length > 0) await db.deleteFrom('checkpoints').where('run', '=', run).where('epoch', 'in', epochs).execute();
}

function toCheckpoint({ id: _, ...row }: Row<'checkpoints'>): StoredCheckpoint {
  return {
    ...row,
    best: row.best === 1,
    metrics: readJson(checkpointMetrics, row.metrics, `Checkpoint of run ${row.run}, epoch ${row.epoch}`),
  };
}
