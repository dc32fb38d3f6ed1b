import { insertCheckpoint } from '../checkpoints.ts';
import { insertBlock } from '../items.ts';
import { graphHash } from '../model-versions.ts';
import { insertEpoch } from '../run-epochs.ts';
import { insertSkipped } from '../skipped.ts';
import type { Database } from '../store.ts';
import type { DatasetFile } from './dataset-file.ts';
import type { RunFile } from './run-file.ts';

/** Puts a dataset into the store under the number it had. */
export async function putDataset(db: Database, file: DatasetFile): Promise<void> {
  const { table, ...dataset } = file.dataset;
  await putProject(db, file.project, dataset.createdAt);
  await db
    .insertInto('datasets')
    .values({
      ...dataset,
      classes: JSON.stringify(dataset.classes),
      parts: JSON.stringify(dataset.parts),
      preprocessing: JSON.stringify(dataset.preprocessing),
      split: JSON.stringify(dataset.split),
      texts: dataset.texts === null ? null : JSON.stringify(dataset.texts),
      facts: table === null ? null : JSON.stringify(table),
      options: JSON.stringify(file.options),
      shards: JSON.stringify(file.shards),
    })
    .execute();
  for (const [block, { classes, parts, copies, digests, facts }] of file.items.entries()) {
    await insertBlock(db, dataset.id, block, {
      classes: Int32Array.from(classes),
      parts: Uint8Array.from(parts),
      copies: copies && Int32Array.from(copies),
      digests: digests === null ? null : Buffer.from(digests, 'base64'),
      facts,
    });
  }
  await insertSkipped(db, dataset.id, file.skipped);
}

/**
 * Puts a run into the store under the number it had, with its model and its version; `whole` are the checkpoints whose
 * files are there. Steps, evaluations and exports are not in the file and stay behind.
 */
export async function putRun(db: Database, file: RunFile, whole: RunFile['checkpoints']): Promise<void> {
  const { run } = file;
  await putProject(db, file.project, run.createdAt);
  await putMissingDataset(db, file);
  await putVersion(db, file);
  const under = run.state === 'running' || run.state === 'paused' || run.state === 'queued';
  const { datasetName: _1, model: _2, modelName: _3, versionNumber: _4, graph: _5, epochs: _6, compiling: _7, ...row } = run;
  await db
    .insertInto('runs')
    .values({
      ...row,
      state: under ? 'interrupted' : run.state,
      endedAt: run.endedAt ?? (under ? Date.now() : null),
      rate: null,
      secondsLeft: null,
      memory: null,
      config: JSON.stringify(run.config),
      hashParts: file.hashParts === null ? null : JSON.stringify(file.hashParts),
      engine: run.engine === null ? null : JSON.stringify(run.engine),
      final: JSON.stringify(run.final),
      error: run.error === null ? null : JSON.stringify(run.error),
      tags: JSON.stringify(run.tags),
      standsFor: file.standsFor,
    })
    .execute();
  for (const epoch of file.epochs) await insertEpoch(db, run.id, epoch);
  for (const checkpoint of whole) await insertCheckpoint(db, { run: run.id, ...checkpoint });
}

async function putProject(db: Database, project: { id: number; name: string }, at: number): Promise<void> {
  await db
    .insertInto('projects')
    .values({ ...project, createdAt: at, openedAt: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** A run whose dataset has no manifest any more keeps its name, as one that was erased. */
async function putMissingDataset(db: Database, { run, project }: RunFile): Promise<void> {
  await db
    .insertInto('datasets')
    .values({
      id: run.dataset,
      project: project.id,
      name: run.datasetName,
      kind: 'images',
      state: 'incomplete',
      source: '',
      items: 0,
      skipped: 0,
      duplicates: 0,
      bytes: 0,
      classes: '[]',
      preprocessing: JSON.stringify({ kind: 'images', width: 1, height: 1, channels: 'rgb', fit: 'stretch', background: 0 }),
      split: JSON.stringify({ train: 100, validation: 0, test: 0, seed: 0, given: false }),
      options: '{}',
      shards: '[]',
      createdAt: run.createdAt,
      deletedAt: Date.now(),
      erasedAt: Date.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The model's draft becomes the newest version that a run of it had: drafts lie in the store alone. */
async function putVersion(db: Database, { run, project }: RunFile): Promise<void> {
  const graph = JSON.stringify(run.graph);
  const { model, modelName: name, createdAt } = run;
  await db
    .insertInto('models')
    .values({ id: model, project: project.id, name, graph, createdAt, updatedAt: createdAt })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ graph, updatedAt: createdAt }))
    .execute();
  await db
    .insertInto('modelVersions')
    .values({ id: run.modelVersion, model, number: run.versionNumber, hash: graphHash(run.graph), graph, note: '', createdAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
