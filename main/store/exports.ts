import { z } from 'zod';
import type { Exported } from '#app/contract/exports.ts';
import { appError } from '#app/errors.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

const files = z.array(z.object({ path: z.string(), bytes: z.int() }));

/** Keeps an export that is whole on disk; returns its id. */
export async function insertExport(db: Database, exported: Omit<Exported, 'id'>): Promise<number> {
  const row = await db
    .insertInto('exports')
    .values({ ...exported, files: JSON.stringify(exported.files) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** Throws not-found. */
export async function exportById(db: Database, id: number): Promise<Exported> {
  const row = await db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'export', id });
  return toExported(row);
}

/** Exports, of one run or all, newest first. */
export async function listExports(db: Database, run?: number): Promise<Exported[]> {
  let query = db.selectFrom('exports').selectAll().orderBy('id', 'desc');
  if (run !== undefined) query = query.where('run', '=', run);
  return (await query.execute()).map(toExported);
}

const toExported = (row: Row<'exports'>): Exported => ({ ...row, files: readJson(files, row.files, `Export ${row.id}, files`) });
