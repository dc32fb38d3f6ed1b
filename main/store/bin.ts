import { sql } from 'kysely';
import { dropItemsFrom } from './items.ts';
import type { Database } from './store.ts';

/** Numbers of what was put into the Bin up to `before`; what lies in an erased project goes with it. */
export async function expired(
  db: Database,
  before: number,
): Promise<{ projects: number[]; datasets: number[]; models: number[]; runs: number[] }> {
  const projects = await db.selectFrom('projects').select('id').where('deletedAt', '<=', before).execute();
  const runs = await db
    .selectFrom('runs')
    .select('id')
    .where('deletedAt', '<=', before)
    .where('state', 'not in', ['queued', 'running', 'paused'])
    .execute();
  const datasets = await db
    .selectFrom('datasets')
    .select('id')
    .where('deletedAt', '<=', before)
    .where('erasedAt', 'is', null)
    .where('state', '!=', 'importing')
    .execute();
  const models = await db.selectFrom('models').select('id').where('deletedAt', '<=', before).where('erasedAt', 'is', null).execute();
  const numbers = (rows: { id: number }[]) => rows.map((row) => row.id);
  return { projects: numbers(projects), datasets: numbers(datasets), models: numbers(models), runs: numbers(runs) };
}

export async function filesOfProject(db: Database, project: number): Promise<{ datasets: number[]; runs: number[] }> {
  const datasets = await db.selectFrom('datasets').select('id').where('project', '=', project).execute();
  const runs = await db.selectFrom('runs').select('id').where('project', '=', project).execute();
  return { datasets: datasets.map((row) => row.id), runs: runs.map((row) => row.id) };
}

/** Where the exports of a run lie. */
export async function exportsOfRun(db: Database, run: number): Promise<string[]> {
  const rows = await db.selectFrom('exports').select('out').where('run', '=', run).execute();
  return rows.map((row) => row.out);
}

/** Erases a project; what belongs to it goes with it. */
export async function eraseProjectRow(db: Database, project: number): Promise<void> {
  await db.deleteFrom('projects').where('id', '=', project).execute();
}

/** Erases a run, then the dataset and the model that were erased before and stayed only because it named them. */
export async function eraseRunRow(db: Database, run: number): Promise<void> {
  await db.deleteFrom('runs').where('id', '=', run).execute();
  await db
    .deleteFrom('datasets')
    .where('erasedAt', 'is not', null)
    .where(sql<boolean>`not exists (select 1 from runs where runs.dataset = datasets.id)`)
    .execute();
  await db.deleteFrom('models').where('erasedAt', 'is not', null).where(sql<boolean>`not exists (${runsOfModel})`).execute();
}

/** Erases a dataset; where runs name it, its row stays with its name and classes. */
export async function eraseDatasetRows(db: Database, dataset: number): Promise<void> {
  await dropItemsFrom(db, dataset, 0);
  await db.deleteFrom('skipped').where('dataset', '=', dataset).execute();
  await db
    .deleteFrom('datasets')
    .where('id', '=', dataset)
    .where(sql<boolean>`not exists (select 1 from runs where runs.dataset = datasets.id)`)
    .execute();
  await db.updateTable('datasets').set({ erasedAt: Date.now(), shards: '[]', bytes: 0 }).where('id', '=', dataset).execute();
}

/** Erases a model with its versions and its history; where runs name it, its row and its versions stay. */
export async function eraseModelRow(db: Database, model: number): Promise<void> {
  await db.deleteFrom('modelHistory').where('model', '=', model).execute();
  await db.deleteFrom('models').where('id', '=', model).where(sql<boolean>`not exists (${runsOfModel})`).execute();
  await db.updateTable('models').set({ erasedAt: Date.now() }).where('id', '=', model).execute();
}

const runsOfModel = sql`select 1 from runs join modelVersions on modelVersions.id = runs.modelVersion where modelVersions.model = models.id`;
