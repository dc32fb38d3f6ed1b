import { sql } from 'kysely';
import type { Item } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import type { Database } from './store.ts';
import type { NewRow } from './tables.ts';

/** Which items of a dataset a list shows. */
export interface ItemFilter {
  dataset: number;
  class?: number | undefined;
  split?: SplitName | undefined;
  /** Part of the path. */
  search?: string | undefined;
  only?: 'all' | 'duplicates';
}

/** Rows in one statement: SQLite takes 32,766 values. */
const rowsAtOnce = 2000;

/** Adds items, in as few statements as may be; a caller with many calls it a batch at a time, so that others get their turn. */
export async function insertItems(db: Database, items: NewRow<'items'>[]): Promise<void> {
  for (let at = 0; at < items.length; at += rowsAtOnce)
    await db
      .insertInto('items')
      .values(items.slice(at, at + rowsAtOnce))
      .execute();
}

/** A window of the list, in order, and how long the whole is. */
export async function listItems(
  db: Database,
  filter: ItemFilter,
  page: { offset: number; limit: number },
): Promise<{ items: Item[]; total: number }> {
  const items = await filtered(db, filter)
    .select(['index', 'path', 'class', 'split', 'width', 'height', 'duplicateOf'])
    .orderBy('index')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const { total } = await filtered(db, filter).select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow();
  return { items, total };
}

/** How many items each class has in each part. */
export function countItems(db: Database, dataset: number): Promise<{ class: number; split: SplitName; items: number }[]> {
  return db
    .selectFrom('items')
    .select(['class', 'split', sql<number>`count(*)`.as('items')])
    .where('dataset', '=', dataset)
    .groupBy(['class', 'split'])
    .execute();
}

/** Class and part of every item by index: what training needs to know of the rows. */
export function labelsOf(db: Database, dataset: number): Promise<{ index: number; class: number; split: SplitName }[]> {
  return db.selectFrom('items').select(['index', 'class', 'split']).where('dataset', '=', dataset).orderBy('index').execute();
}

/** Gives items another class. */
export async function relabelItems(db: Database, dataset: number, indices: number[], to: number): Promise<void> {
  for (let at = 0; at < indices.length; at += rowsAtOnce) {
    await db
      .updateTable('items')
      .set({ class: to })
      .where('dataset', '=', dataset)
      .where('index', 'in', indices.slice(at, at + rowsAtOnce))
      .execute();
  }
}

/** Puts items into a part. */
export async function moveItems(db: Database, dataset: number, indices: number[], split: SplitName): Promise<void> {
  for (let at = 0; at < indices.length; at += rowsAtOnce) {
    await db
      .updateTable('items')
      .set({ split })
      .where('dataset', '=', dataset)
      .where('index', 'in', indices.slice(at, at + rowsAtOnce))
      .execute();
  }
}

function filtered(db: Database, filter: ItemFilter) {
  let query = db.selectFrom('items').where('dataset', '=', filter.dataset);
  if (filter.class !== undefined) query = query.where('class', '=', filter.class);
  if (filter.split !== undefined) query = query.where('split', '=', filter.split);
  if (filter.search) query = query.where(sql<boolean>`instr(lower(path), lower(${filter.search})) > 0`);
  if (filter.only === 'duplicates') query = query.where('duplicateOf', 'is not', null);
  return query;
}
