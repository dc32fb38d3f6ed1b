import { sql } from 'kysely';
import type { Item } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { folded } from './connection.ts';
import type { Database } from './store.ts';
import type { NewRow, Row } from './tables.ts';

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

/** What an item is, by index: for the split, the hash and the copies. */
export type ItemContent = Pick<Row<'items'>, 'index' | 'path' | 'class' | 'split' | 'pixels' | 'duplicateOf'>;

export function itemContents(db: Database, dataset: number): Promise<ItemContent[]> {
  return db
    .selectFrom('items')
    .select(['index', 'path', 'class', 'split', 'pixels', 'duplicateOf'])
    .where('dataset', '=', dataset)
    .orderBy('index')
    .execute();
}

/** One item, or undefined. */
export function itemAt(db: Database, dataset: number, index: number): Promise<Row<'items'> | undefined> {
  return db.selectFrom('items').selectAll().where('dataset', '=', dataset).where('index', '=', index).executeTakeFirst();
}

/** Which of these indices there are. */
export async function itemsThere(db: Database, dataset: number, indices: readonly number[]): Promise<Set<number>> {
  const rows = await sql<{ index: number }>`select "index" from items
    where dataset = ${dataset} and "index" in (select value from json_each(${JSON.stringify(indices)}))`.execute(db);
  return new Set(rows.rows.map((row) => row.index));
}

/** Copies of other items, with where both lie. */
export async function listDuplicates(db: Database, dataset: number, page: { offset: number; limit: number }) {
  const copies = () =>
    db
      .selectFrom('items as copy')
      .innerJoin('items as first', (join) => join.onRef('first.dataset', '=', 'copy.dataset').onRef('first.index', '=', 'copy.duplicateOf'))
      .where('copy.dataset', '=', dataset)
      .where('copy.duplicateOf', 'is not', null);
  const rows = await copies()
    .select(['copy.index', 'copy.path', 'copy.split', 'first.index as ofIndex', 'first.path as of', 'first.split as ofSplit'])
    .orderBy('copy.index')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
  const { total, acrossSplits } = await copies()
    .select([sql<number>`count(*)`.as('total'), sql<number>`count(*) filter (where copy.split <> first.split)`.as('acrossSplits')])
    .executeTakeFirstOrThrow();
  const duplicates = rows.map(({ split, ofSplit, ...told }) => ({ ...told, acrossSplits: split !== ofSplit }));
  return { duplicates, total, acrossSplits };
}

/** Says which items are copies, as [index, index of the first]. */
export async function markDuplicates(db: Database, dataset: number, pairs: readonly (readonly [number, number])[]): Promise<void> {
  // Materialized, the pairs lead and each finds its item by key; else SQLite walks all pairs for each item, for minutes.
  await sql`with pair("index", first) as materialized (select value ->> 0, value ->> 1 from json_each(${JSON.stringify(pairs)}))
    update items set duplicateOf = pair.first from pair
    where items.dataset = ${dataset} and items."index" = pair."index"`.execute(db);
}

/** Puts every copy into the part of the item it is a copy of. */
export async function joinDuplicates(db: Database, dataset: number): Promise<void> {
  await sql`update items set split = first.split from items as first
    where items.dataset = ${dataset} and first.dataset = ${dataset} and first."index" = items.duplicateOf`.execute(db);
}

/** Forgets the items from an index on: their shard is gone or was never finished. */
export async function dropItemsFrom(db: Database, dataset: number, index: number): Promise<void> {
  await db.deleteFrom('items').where('dataset', '=', dataset).where('index', '>=', index).execute();
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

/** Gives every item the class that `to` has at the number of its class now. */
export async function renumberClasses(db: Database, dataset: number, to: readonly number[]): Promise<void> {
  await sql`update items set class = (select value from json_each(${JSON.stringify(to)}) where key = items.class)
    where dataset = ${dataset}`.execute(db);
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
  if (filter.search) query = query.where(sql<boolean>`instr(fold(path), ${folded(filter.search)}) > 0`);
  if (filter.only === 'duplicates') query = query.where('duplicateOf', 'is not', null);
  return query;
}
