import { sql } from 'kysely';
import type { Model } from '#app/contract/models.ts';
import { appError } from '#app/errors.ts';
import { graph } from '#app/graph/graph.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { Change, NewRow, Row } from './tables.ts';

export async function insertModel(db: Database, model: NewRow<'models'>): Promise<number> {
  const row = await db.insertInto('models').values(model).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Also of one in the Bin, so that it can be brought back. Throws not-found. */
export async function modelById(db: Database, id: number): Promise<Model> {
  const row = await selection(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'model', id });
  return toModel(row);
}

/** Models in use, of one project or all, oldest first. */
export async function listModels(db: Database, project?: number): Promise<Model[]> {
  let query = selection(db).where('deletedAt', 'is', null).orderBy('id');
  if (project !== undefined) query = query.where('project', '=', project);
  const rows = await query.execute();
  return rows.map(toModel);
}

/** Throws not-found. */
export async function changeModel(db: Database, id: number, change: Change<'models'>): Promise<Model> {
  await db.updateTable('models').set(change).where('id', '=', id).where('erasedAt', 'is', null).execute();
  return modelById(db, id);
}

function selection(db: Database) {
  return db
    .selectFrom('models')
    .selectAll()
    .select(sql<number>`(select count(*) from modelVersions v where v.model = models.id)`.as('versions'))
    .where('erasedAt', 'is', null);
}

function toModel({ erasedAt: _, ...row }: Row<'models'> & { versions: number }): Model {
  return { ...row, graph: readJson(graph, row.graph, `Model ${row.id}, graph`) };
}
