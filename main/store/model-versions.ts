import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ModelVersion } from '#app/contract/models.ts';
import { appError } from '#app/errors.ts';
import { canonical } from '#app/graph/canonical.ts';
import { type Graph, graph } from '#app/graph/graph.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

/** SHA-256 of what a graph computes: where blocks stand and what they are called does not count. */
export const graphHash = (drawn: Graph): string => createHash('sha256').update(canonical(drawn)).digest('hex');

/**
 * Fixes a graph as a version of the model; one that computes the same is that version, whose note stays unless a new one
 * is given. Part of a transaction, because the number follows the greatest. Returns the version's id.
 */
export async function fixVersion(db: Database, model: number, drawn: Graph, note = ''): Promise<number> {
  const hash = graphHash(drawn);
  const same = await db.selectFrom('modelVersions').select('id').where('model', '=', model).where('hash', '=', hash).executeTakeFirst();
  if (same) {
    if (note !== '') await db.updateTable('modelVersions').set({ note }).where('id', '=', same.id).execute();
    return same.id;
  }
  const newest = await db
    .selectFrom('modelVersions')
    .select(({ fn }) => fn.max('number').as('number'))
    .where('model', '=', model)
    .executeTakeFirst();
  const row = await db
    .insertInto('modelVersions')
    .values({ model, number: Number(newest?.number ?? 0) + 1, hash, graph: JSON.stringify(drawn), note, createdAt: Date.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Throws not-found. */
export async function versionById(db: Database, id: number): Promise<ModelVersion> {
  const row = await selection(db).where('id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'model version', id });
  return toVersion(row);
}

/** All versions of a model, newest first. */
export async function versionsOf(db: Database, model: number): Promise<ModelVersion[]> {
  const rows = await selection(db).where('model', '=', model).orderBy('number', 'desc').execute();
  return rows.map(toVersion);
}

function selection(db: Database) {
  return db
    .selectFrom('modelVersions')
    .selectAll()
    .select(sql<number>`(select count(*) from runs r where r.modelVersion = modelVersions.id and r.deletedAt is null)`.as('runs'));
}

function toVersion({ hash: _, ...row }: Row<'modelVersions'> & { runs: number }): ModelVersion {
  return { ...row, graph: readJson(graph, row.graph, `Model version ${row.id}, graph`) };
}
