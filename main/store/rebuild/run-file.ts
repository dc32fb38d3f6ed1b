import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { id, timestamp, title } from '#app/contract/ids.ts';
import { epoch, run } from '#app/contract/runs.ts';
import { appError } from '#app/errors.ts';
import type { WorkspaceFolders } from '../../workspace-folders.ts';
import { checkpointMetrics, checkpointsOf } from '../checkpoints.ts';
import { runById } from '../runs.ts';
import type { Database } from '../store.ts';
import { writeWhole } from '../whole-file.ts';

const checkpoint = z.object({
  epoch: z.int().positive(),
  step: z.int().nonnegative(),
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  sha256: z.string(),
  bytes: z.int().nonnegative(),
  best: z.boolean(),
  metrics: checkpointMetrics,
  createdAt: timestamp,
});

/** runs/<id>/run.json: what it takes to put the run into a fresh store, beside its checkpoints. */
export const runFile = z.object({
  format: z.literal(2),
  run,
  project: z.object({ id, name: title }),
  standsFor: z.int().nullable(),
  hashParts: z.record(z.string(), z.string()).nullable(),
  epochs: z.array(epoch),
  checkpoints: z.array(checkpoint),
});
export type RunFile = z.infer<typeof runFile>;

/** As it was kept while every answer was a class. */
const classesOnly = z
  .looseObject({
    format: z.literal(1),
    run: z.looseObject({ majority: z.number().nullable(), config: z.looseObject({ loss: z.unknown() }) }),
  })
  .transform(
    ({
      run: {
        majority,
        config: { loss: _, ...config },
        ...run
      },
      ...file
    }) => ({
      ...file,
      format: 2,
      run: { ...run, config, measure: 'accuracy', baseline: majority },
    }),
  );
const anyRunFile = z.union([runFile, classesOnly.pipe(runFile)]);

const fileOf = (folders: WorkspaceFolders, id: number) => join(folders.run(id), 'run.json');

/** Writes the run's file from its rows. Call it after the row is made, after every epoch's commit, and when it ends. */
export async function keepRunFile(db: Database, folders: WorkspaceFolders, id: number): Promise<void> {
  const told = await runById(db, id);
  const row = await db
    .selectFrom('runs')
    .innerJoin('projects', 'projects.id', 'runs.project')
    .select(['runs.standsFor', 'runs.hashParts', 'projects.name as projectName'])
    .where('runs.id', '=', id)
    .executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'run', id });
  const checkpoints = await checkpointsOf(db, id);
  const file: z.input<typeof runFile> = {
    format: 2,
    run: { ...told, epochs: [] },
    project: { id: told.project, name: row.projectName },
    standsFor: row.standsFor,
    hashParts: row.hashParts === null ? null : JSON.parse(row.hashParts),
    epochs: told.epochs,
    checkpoints: checkpoints.map(({ run: _, ...each }) => each),
  };
  await writeWhole(fileOf(folders, id), JSON.stringify(file), { what: `the description of run ${id}` });
}

/** Reads a run's file; rejects when it is not one, or another's. */
export async function readRunFile(folders: WorkspaceFolders, id: number): Promise<RunFile> {
  const file = anyRunFile.parse(JSON.parse(await readFile(fileOf(folders, id), 'utf8')));
  if (file.run.id !== id) throw new Error(`The file of run ${id} must be its own; got run ${file.run.id}`);
  return file;
}
