import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, sql } from 'kysely';
import type { Item } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
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

/** What a row says of an item, beside which one it is. */
export const itemColumns = [
  'path',
  'class',
  'split',
  'width',
  'height',
  'bytes',
  'modifiedAt',
  'hash',
  'pixels',
  'duplicateOf',
] as const satisfies (keyof Row<'items'>)[];

const columns = ['dataset', 'index', ...itemColumns] as const satisfies (keyof NewRow<'items'>)[];

const rowsAtOnce = 100;
const insertOf = (rows: number): string => {
  const row = `(${columns.map(() => '?').join(', ')})`;
  return `insert into items (${columns.map((name) => `"${name}"`).join(', ')}) values ${Array(rows).fill(row).join(', ')}`;
};
// Always the same two texts, which the store keeps prepared: to prepare an insert takes longer than to run it.
const insertMany = insertOf(rowsAtOnce);
const insertOne = insertOf(1);

/** Adds items; a caller with many calls it a batch at a time, so that others get their turn. */
export async function insertItems(db: Database, items: readonly NewRow<'items'>[]): Promise<void> {
  for (let at = 0; at < items.length; ) {
    const many = at + rowsAtOnce <= items.length;
    const end = at + (many ? rowsAtOnce : 1);
    const values = items.slice(at, end).flatMap((item) => columns.map((name) => item[name] ?? null));
    await db.executeQuery(CompiledQuery.raw(many ? insertMany : insertOne, values));
    at = end;
  }
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

const pageRows = 8192;

/** The items in order, some thousand at a time, and others have their turn in between: nobody holds all rows of millions. */
export async function* itemPages<Column extends keyof Row<'items'>>(
  db: Database,
  dataset: number,
  wanted: readonly Column[],
): AsyncGenerator<Pick<Row<'items'>, Column>[]> {
  for (let from = 0; ; ) {
    const page = await db
      .selectFrom('items')
      .select([...wanted, 'index'])
      .where('dataset', '=', dataset)
      .where('index', '>=', from)
      .orderBy('index')
      .limit(pageRows)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    // The columns are those wanted, which the query's type cannot say of a type parameter.
    yield page as unknown as Pick<Row<'items'>, Column>[];
    from = Number(last.index) + 1;
    await setImmediate();
  }
}

/** How many items there are. */
export async function itemCount(db: Database, dataset: number): Promise<number> {
  const { items } = await db
    .selectFrom('items')
    .select(sql<number>`count(*)`.as('items'))
    .where('dataset', '=', dataset)
    .executeTakeFirstOrThrow();
  return items;
}

/** Class and part (its place in `splitParts`) of every item by index: what training needs to know of the rows. */
export async function labelsOf(db: Database, dataset: number): Promise<{ classes: Int32Array<ArrayBuffer>; parts: Uint8Array }> {
  const items = await itemCount(db, dataset);
  const [classes, parts] = [new Int32Array(items), new Uint8Array(items)];
  let index = 0;
  for await (const page of itemPages(db, dataset, ['class', 'split'])) {
    for (const item of page) {
      classes[index] = item.class;
      parts[index] = splitParts.indexOf(item.split);
      index += 1;
    }
  }
  return { classes, parts };
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
      // A cross join keeps its order, ">= 0" suits the index of copies, and "+" below keeps the key's from it: else all items are walked.
      .crossJoin('items as first')
      .whereRef('first.dataset', '=', 'copy.dataset')
      .whereRef('first.index', '=', 'copy.duplicateOf')
      .where('copy.dataset', '=', dataset)
      .where('copy.duplicateOf', '>=', 0);
  const rows = await copies()
    .select(['copy.index', 'copy.path', 'copy.split', 'first.index as ofIndex', 'first.path as of', 'first.split as ofSplit'])
    .orderBy(sql`+copy."index"`)
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
export async function relabelItems(db: Database, dataset: number, indices: readonly number[], to: number): Promise<void> {
  await sql`update items set class = ${to}
    where dataset = ${dataset} and "index" in (select value from json_each(${JSON.stringify(indices)}))`.execute(db);
}

/** Gives the items from `from` to before `behind` the class that `to` has at the number of theirs. */
export async function renumberClasses(
  db: Database,
  dataset: number,
  { from, behind, to }: { from: number; behind: number; to: readonly number[] },
): Promise<void> {
  const changed = to.flatMap((label, number) => (label === number ? [] : number));
  await sql`update items set class = (select value from json_each(${JSON.stringify(to)}) where key = items.class)
    where dataset = ${dataset} and "index" >= ${from} and "index" < ${behind}
      and +class in (select value from json_each(${JSON.stringify(changed)}))`.execute(db);
}

/** Puts items into a part. */
export async function moveItems(db: Database, dataset: number, indices: readonly number[], split: SplitName): Promise<void> {
  await sql`update items set split = ${split}
    where dataset = ${dataset} and "index" in (select value from json_each(${JSON.stringify(indices)}))`.execute(db);
}

function filtered(db: Database, filter: ItemFilter) {
  let query = db.selectFrom('items').where('dataset', '=', filter.dataset);
  if (filter.class !== undefined) query = query.where('class', '=', filter.class);
  if (filter.split !== undefined) query = query.where('split', '=', filter.split);
  if (filter.search) query = query.where(sql<boolean>`instr(fold(path), ${folded(filter.search)}) > 0`);
  if (filter.only === 'duplicates') query = query.where('duplicateOf', 'is not', null);
  return query;
}
