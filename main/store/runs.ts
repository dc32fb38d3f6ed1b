import { sql } from 'kysely';
import { z } from 'zod';
import { errorData } from '#app/contract/jobs.ts';
import { type Epoch, engineFacts, metrics, type Run } from '#app/contract/runs.ts';
import { appError } from '#app/errors.ts';
import { graph } from '#app/graph/graph.ts';
import { runConfig } from '#app/runs/config.ts';
import { folded } from './connection.ts';
import { readJson, readJsonOrNull } from './json.ts';
import { epochsOf } from './run-epochs.ts';
import type { Database } from './store.ts';
import type { Change, NewRow } from './tables.ts';

export const finalMetrics = z.object({ train: metrics.nullable(), validation: metrics.nullable(), test: metrics.nullable() });
const tags = z.array(z.string());

export interface RunFilter {
  project?: number | undefined;
  /** Part of the name, the note, the model's or the dataset's name. */
  search?: string | undefined;
  tag?: string | undefined;
  deleted?: boolean;
}

export async function insertRun(db: Database, run: NewRow<'runs'>): Promise<number> {
  const row = await db.insertInto('runs').values(run).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Also of one in the Bin. Throws not-found. */
export async function runById(db: Database, id: number): Promise<Run> {
  const row = await selection(db).where('runs.id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'run', id });
  const epochs = await epochsOf(db, [id]);
  return toRun(row, epochs.get(id) ?? []);
}

/** Runs, newest first. */
export async function listRuns(db: Database, filter: RunFilter): Promise<Run[]> {
  let query = selection(db)
    .where('runs.deletedAt', filter.deleted ? 'is not' : 'is', null)
    .orderBy('runs.id', 'desc');
  if (filter.project !== undefined) query = query.where('runs.project', '=', filter.project);
  if (filter.search) {
    const wanted = folded(filter.search);
    query = query.where(
      sql<boolean>`instr(fold(runs.name || char(10) || runs.note || char(10) || models.name || char(10) || datasets.name), ${wanted}) > 0`,
    );
  }
  if (filter.tag !== undefined) query = query.where(sql<boolean>`exists (select 1 from json_each(runs.tags) where value = ${filter.tag})`);
  const rows = await query.execute();
  const epochs = await epochsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => toRun(row, epochs.get(row.id) ?? []));
}

/** Throws not-found. */
export async function changeRun(db: Database, id: number, change: Change<'runs'>): Promise<Run> {
  await db.updateTable('runs').set(change).where('id', '=', id).execute();
  return runById(db, id);
}

/** Runs that a process which is no more left under way, whatever they waited for; they stand where their last epoch ended. */
export async function interruptRuns(db: Database, at: number): Promise<number[]> {
  const rows = await db
    .updateTable('runs')
    .set({ state: 'interrupted', endedAt: at, rate: null, secondsLeft: null, memory: null, step: 0 })
    .where('state', 'in', ['queued', 'running', 'paused'])
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

function selection(db: Database) {
  return db
    .selectFrom('runs')
    .innerJoin('datasets', 'datasets.id', 'runs.dataset')
    .innerJoin('modelVersions', 'modelVersions.id', 'runs.modelVersion')
    .innerJoin('models', 'models.id', 'modelVersions.model')
    .selectAll('runs')
    .select([
      'datasets.name as datasetName',
      'models.id as model',
      'models.name as modelName',
      'modelVersions.number as versionNumber',
      'modelVersions.graph as graph',
    ]);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selection>['executeTakeFirstOrThrow']>>;

function toRun({ standsFor: _standsFor, hashParts: _hashParts, ...row }: Selected, epochs: Epoch[]): Run {
  const where = `Run ${row.id}`;
  return {
    ...row,
    graph: readJson(graph, row.graph, `${where}, graph`),
    config: readJson(runConfig, row.config, `${where}, config`),
    engine: readJsonOrNull(engineFacts, row.engine, `${where}, engine`),
    final: readJson(finalMetrics, row.final, `${where}, final`),
    error: readJsonOrNull(errorData, row.error, `${where}, error`) as Run['error'],
    tags: readJson(tags, row.tags, `${where}, tags`),
    compiling: false,
    epochs,
  };
}
