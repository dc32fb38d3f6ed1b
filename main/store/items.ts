import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Item } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import { folded } from './connection.ts';
import {
  type BlockLabels,
  blockOfRows,
  decodeItems,
  decodeLabels,
  encodeBlock,
  encodeLabels,
  type ItemRow,
  itemsPerBlock,
  type NewBlock,
  noCopy,
} from './item-block.ts';
import type { Database } from './store.ts';

/** Which items of a dataset a list shows. */
export interface ItemFilter {
  dataset: number;
  class?: number | undefined;
  split?: SplitName | undefined;
  /** Part of the path. */
  search?: string | undefined;
  only?: 'all' | 'duplicates';
}

/** Adds items behind those that there are; a caller with many calls it a batch at a time, so that others get their turn. */
export async function insertItems(db: Database, dataset: number, items: readonly ItemRow[]): Promise<void> {
  const before = await itemCount(db, dataset);
  const begun = before % itemsPerBlock === 0 ? [] : await blockItems(db, dataset, blockOf(before));
  await dropBlocksFrom(db, dataset, blockOf(before));
  const all = begun.length === 0 ? items : [...begun, ...items];
  for (let at = 0; at < all.length; at += itemsPerBlock)
    await insertBlock(db, dataset, blockOf(before) + at / itemsPerBlock, blockOfRows(all.slice(at, at + itemsPerBlock)));
}

/** Adds the items of block `block`, whose forerunners must be full. */
export async function insertBlock(db: Database, dataset: number, block: number, items: NewBlock): Promise<void> {
  const { digests, facts, ...labels } = encodeBlock(items);
  const place = { dataset, block };
  await db
    .insertInto('itemBlocks')
    .values({ ...place, ...labels })
    .execute();
  await db
    .insertInto('itemFacts')
    .values({ ...place, digests, facts })
    .execute();
}

/** A window of the list, in order, and how long the whole is. */
export async function listItems(db: Database, filter: ItemFilter, { offset, limit }: Page): Promise<{ items: Item[]; total: number }> {
  const { dataset } = filter;
  const { shown, total } = isFilter(filter)
    ? await pageOfFound(db, filter, { offset, limit })
    : await pageOfAll(db, dataset, { offset, limit });
  const items = await itemsAt(db, dataset, shown);
  return {
    items: items.map(({ index, path, class: label, split, width, height, duplicateOf }) => ({
      index,
      path,
      class: label,
      split,
      width,
      height,
      duplicateOf,
    })),
    total,
  };
}

const isFilter = ({ class: label, split, search, only }: ItemFilter): boolean =>
  label !== undefined || split !== undefined || Boolean(search) || only === 'duplicates';

interface Page {
  offset: number;
  limit: number;
}

/** Indices of a page of all items, and how many there are. */
async function pageOfAll(db: Database, dataset: number, { offset, limit }: Page): Promise<{ shown: number[]; total: number }> {
  const total = await itemCount(db, dataset);
  return { shown: Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place) => offset + place), total };
}

/** Indices of a page of the items that a filter lets through, and how many it does. */
async function pageOfFound(db: Database, filter: ItemFilter, { offset, limit }: Page): Promise<{ shown: number[]; total: number }> {
  const { dataset } = filter;
  const search = filter.search ? folded(filter.search) : null;
  const shown: number[] = [];
  let total = 0;
  for await (const { from, labels } of labelBlocks(db, dataset)) {
    const wanted = matching(labels, filter);
    const paths = search === null || wanted.length === 0 ? null : await blockItems(db, dataset, blockOf(from));
    for (const place of wanted) {
      if (search !== null && !folded(paths?.[place]?.path).includes(search)) continue;
      if (total >= offset && total < offset + limit) shown.push(from + place);
      total += 1;
    }
  }
  return { shown, total };
}

/** How many items each class has in each part, in the order of both. */
export async function countItems(db: Database, dataset: number): Promise<{ class: number; split: SplitName; items: number }[]> {
  const counts = new Map<number, [number, number, number]>();
  for await (const { labels } of labelBlocks(db, dataset)) {
    for (const [place, label] of labels.classes.entries()) {
      const parts = counts.get(label) ?? [0, 0, 0];
      counts.set(label, parts);
      parts[labels.parts[place] ?? 0] = (parts[labels.parts[place] ?? 0] ?? 0) + 1;
    }
  }
  const classes = [...counts].sort(([one], [other]) => one - other);
  return classes.flatMap(([label, parts]) =>
    splitParts.flatMap((split, part) => (parts[part] ? { class: label, split, items: parts[part] } : [])),
  );
}

/** The items in order, some thousand at a time, and others have their turn in between: nobody holds all rows of millions. */
export async function* itemPages(db: Database, dataset: number): AsyncGenerator<ItemRow[]> {
  for await (const { row, block } of blockRows(db, dataset)) yield decodeItems(row, blockName(dataset, block));
}

/** Blocks as the store has them, one after another. */
export async function* storedBlocks(
  db: Database,
  dataset: number,
): AsyncGenerator<BlockLabels & { digests: Buffer | null; facts: string }> {
  for await (const { row } of blockRows(db, dataset)) {
    const { digests, facts } = row;
    yield {
      ...decodeLabels(row),
      digests: digests === null ? null : Buffer.from(digests.buffer, digests.byteOffset, digests.length),
      facts,
    };
  }
}

/** What changes of the items, and the hashes of their pixels, in the same pages. */
export async function* contentPages(db: Database, dataset: number): AsyncGenerator<BlockLabels & { pixels: Uint8Array | string[] }> {
  for await (const { from, labels } of labelBlocks(db, dataset)) {
    const digests = await digestsOf(db, dataset, blockOf(from));
    const pixels = digests ?? (await blockItems(db, dataset, blockOf(from))).map((item) => item.pixels);
    yield { ...labels, pixels };
  }
}

/** How many items there are. */
export async function itemCount(db: Database, dataset: number): Promise<number> {
  const { items } = await db
    .selectFrom('itemBlocks')
    .select(sql<number>`coalesce(sum(items), 0)`.as('items'))
    .where('dataset', '=', dataset)
    .executeTakeFirstOrThrow();
  return items;
}

/** Class and part (its place in `splitParts`) of every item by index: what training needs to know of the rows. */
export async function labelsOf(db: Database, dataset: number): Promise<{ classes: Int32Array<ArrayBuffer>; parts: Uint8Array }> {
  const items = await itemCount(db, dataset);
  const [classes, parts] = [new Int32Array(items), new Uint8Array(items)];
  for await (const { from, labels } of labelBlocks(db, dataset)) {
    classes.set(labels.classes, from);
    parts.set(labels.parts, from);
  }
  return { classes, parts };
}

/** One item, or undefined. */
export async function itemAt(db: Database, dataset: number, index: number): Promise<ItemRow | undefined> {
  const items = await blockItems(db, dataset, blockOf(index));
  return items[index % itemsPerBlock];
}

/** Copies of other items, with where both lie. */
export async function listDuplicates(db: Database, dataset: number, { offset, limit }: Page) {
  const { parts } = await labelsOf(db, dataset);
  const shown: { copy: number; first: number }[] = [];
  let total = 0;
  let acrossSplits = 0;
  for await (const { from, labels } of labelBlocks(db, dataset)) {
    for (const [place, first] of labels.copies?.entries() ?? []) {
      if (first === noCopy) continue;
      if (total >= offset && total < offset + limit) shown.push({ copy: from + place, first });
      total += 1;
      if (labels.parts[place] !== parts[first]) acrossSplits += 1;
    }
  }
  const copies = await itemsAt(
    db,
    dataset,
    shown.map(({ copy }) => copy),
  );
  const firsts = await itemsAt(
    db,
    dataset,
    shown.map(({ first }) => first),
  );
  const duplicates = copies.map(({ index, path }, place) => {
    const first = firsts[place];
    if (first === undefined) throw new Error(`Item ${index} must be a copy of one of the items`);
    return { index, path, ofIndex: first.index, of: first.path, acrossSplits: parts[index] !== parts[first.index] };
  });
  return { duplicates, total, acrossSplits };
}

/** Says which items are copies, as [index, index of the first]. */
export async function markDuplicates(db: Database, dataset: number, pairs: readonly (readonly [number, number])[]): Promise<void> {
  const firsts = new Map(pairs);
  await changeLabels(db, dataset, [...firsts.keys()], (labels, places, from) => {
    labels.copies ??= new Int32Array(labels.classes.length).fill(noCopy);
    for (const place of places) labels.copies[place] = firsts.get(from + place) ?? noCopy;
  });
}

/** Puts every copy into the part of the item it is a copy of. */
export async function joinDuplicates(db: Database, dataset: number): Promise<void> {
  const { parts } = await labelsOf(db, dataset);
  for await (const { from, labels } of labelBlocks(db, dataset)) {
    for (const [place, first] of labels.copies?.entries() ?? []) if (first !== noCopy) parts[from + place] = parts[first] ?? 0;
  }
  await setParts(db, dataset, { from: 0, parts });
}

/** Forgets the items from an index on: their shard is gone or was never finished. */
export async function dropItemsFrom(db: Database, dataset: number, index: number): Promise<void> {
  const kept = await blockItems(db, dataset, blockOf(index));
  await dropBlocksFrom(db, dataset, blockOf(index));
  await insertItems(db, dataset, kept.slice(0, index % itemsPerBlock));
}

/** Gives items another class. */
export const relabelItems = (db: Database, dataset: number, indices: readonly number[], to: number): Promise<void> =>
  changeLabels(db, dataset, indices, ({ classes }, places) => {
    for (const place of places) classes[place] = to;
  });

/** Gives the items from `from` to before `behind`, both at borders of blocks or the end, the class that `to` has at the number of theirs. */
export async function renumberClasses(
  db: Database,
  dataset: number,
  { from, behind, to }: { from: number; behind: number; to: readonly number[] },
): Promise<void> {
  await changeBlocks(db, dataset, { from, behind }, ({ classes }) => {
    for (const [place, label] of classes.entries()) classes[place] = to[label] ?? label;
  });
}

/** Puts the items from `from` on, at the border of a block, into these parts. */
export async function setParts(db: Database, dataset: number, { from, parts }: { from: number; parts: Uint8Array }): Promise<void> {
  await changeBlocks(db, dataset, { from, behind: from + parts.length }, (labels, first) => {
    labels.parts.set(parts.subarray(first - from, first - from + labels.parts.length));
  });
}

const blockOf = (index: number): number => Math.floor(index / itemsPerBlock);

/** What changes of all items, block by block, each with the index of its first; others have their turn in between. */
async function* labelBlocks(db: Database, dataset: number): AsyncGenerator<{ from: number; labels: BlockLabels }> {
  for (let block = 0; ; block += 1) {
    const row = await labelRow(db, dataset, block);
    if (row === undefined) return;
    yield { from: block * itemsPerBlock, labels: decodeLabels(row) };
    if (block % turnAfter === turnAfter - 1) await setImmediate();
  }
}
/** Blocks of labels that are read within a millisecond or two. */
const turnAfter = 32;

const blockRow = (db: Database, dataset: number, block: number) =>
  db
    .selectFrom('itemBlocks')
    .innerJoin('itemFacts', (join) =>
      join.onRef('itemFacts.dataset', '=', 'itemBlocks.dataset').onRef('itemFacts.block', '=', 'itemBlocks.block'),
    )
    .select(['items', 'classes', 'parts', 'copies', 'digests', 'facts'])
    .where('itemBlocks.dataset', '=', dataset)
    .where('itemBlocks.block', '=', block)
    .executeTakeFirst();

/** Whole blocks, one after another, and others have their turn in between. */
async function* blockRows(db: Database, dataset: number) {
  for (let block = 0; ; block += 1) {
    const row = await blockRow(db, dataset, block);
    if (row === undefined) return;
    yield { row, block };
    await setImmediate();
  }
}

/** A block in the error of one that is damaged. */
const blockName = (dataset: number, block: number): string => `Dataset ${dataset}, items of block ${block}`;

/** Without the facts, which take longer to read. */
async function digestsOf(db: Database, dataset: number, block: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('itemFacts')
    .select('digests')
    .where('dataset', '=', dataset)
    .where('block', '=', block)
    .executeTakeFirst();
  return row?.digests ?? null;
}

/** The items of a block; none where there is no such block. */
async function blockItems(db: Database, dataset: number, block: number): Promise<ItemRow[]> {
  const row = await blockRow(db, dataset, block);
  return row === undefined ? [] : decodeItems(row, blockName(dataset, block));
}

/** Items by index, in the order asked for; every block is read once. */
async function itemsAt(db: Database, dataset: number, indices: readonly number[]): Promise<(ItemRow & { index: number })[]> {
  const found = new Map<number, ItemRow & { index: number }>();
  for (const [block, asked] of Map.groupBy(indices, blockOf)) {
    const items = await blockItems(db, dataset, block);
    for (const index of asked) {
      const item = items[index % itemsPerBlock];
      if (item !== undefined) found.set(index, { ...item, index });
    }
  }
  return indices.flatMap((index) => found.get(index) ?? []);
}

/** Places in the block of the items that the filter lets through, but for its search. */
function matching({ classes, parts, copies }: BlockLabels, { class: label, split, only }: ItemFilter): number[] {
  const part = split === undefined ? undefined : splitParts.indexOf(split);
  const places: number[] = [];
  for (let place = 0; place < classes.length; place += 1) {
    if (label !== undefined && classes[place] !== label) continue;
    if (part !== undefined && parts[place] !== part) continue;
    if (only === 'duplicates' && (copies?.[place] ?? noCopy) === noCopy) continue;
    places.push(place);
  }
  return places;
}

/** Changes the labels of some items; `change` gets a block's, the places of its items and the index of its first. */
async function changeLabels(
  db: Database,
  dataset: number,
  indices: readonly number[],
  change: (labels: BlockLabels, places: number[], from: number) => void,
): Promise<void> {
  for (const [block, asked] of Map.groupBy(indices, blockOf)) {
    const from = block * itemsPerBlock;
    const places = asked.map((index) => index - from);
    await changeBlocks(db, dataset, { from, behind: from + 1 }, (labels) => change(labels, places, from));
  }
}

/** Changes the labels of the blocks that begin from `from` to before `behind`, one after another; `change` gets the index of the first item, too. */
async function changeBlocks(
  db: Database,
  dataset: number,
  { from, behind }: { from: number; behind: number },
  change: (labels: BlockLabels, from: number) => void,
): Promise<void> {
  for (let first = from; first < behind; first += itemsPerBlock) {
    const block = blockOf(first);
    const row = await labelRow(db, dataset, block);
    if (row === undefined) return;
    const labels = decodeLabels(row);
    change(labels, first);
    await db.updateTable('itemBlocks').set(encodeLabels(labels)).where('dataset', '=', dataset).where('block', '=', block).execute();
  }
}

const labelRow = (db: Database, dataset: number, block: number) =>
  db
    .selectFrom('itemBlocks')
    .select(['items', 'classes', 'parts', 'copies'])
    .where('dataset', '=', dataset)
    .where('block', '=', block)
    .executeTakeFirst();

async function dropBlocksFrom(db: Database, dataset: number, block: number): Promise<void> {
  // Their facts go with them.
  await db.deleteFrom('itemBlocks').where('dataset', '=', dataset).where('block', '>=', block).execute();
}
