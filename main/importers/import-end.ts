import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitSettings } from '#app/data/images.ts';
import { itemWords } from '#app/data/item-words.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { blocks, partOf, type Watch } from '#main/blocks.ts';
import type { Contents } from '#main/datasets/contents.ts';
import { findCopies } from '#main/datasets/copies.ts';
import { partsOf } from '#main/datasets/parts.ts';
import { readContents, readGiven } from '#main/datasets/read-contents.ts';
import { summaryOf } from '#main/datasets/summary.ts';
import { changeDataset, datasetRow } from '#main/store/datasets.ts';
import { itemsPerBlock } from '#main/store/item-block.ts';
import { markDuplicates, setParts } from '#main/store/items.ts';
import type { Database, Store } from '#main/store/store.ts';
import type { Change } from '#main/store/tables.ts';
import { partOfFolder } from './folder-scan.ts';
import { leastOfClass } from './scan-report.ts';

/** Items that change in one transaction, which others must wait for. */
const changedAtOnce = 16 * itemsPerBlock;

/**
 * Finds the copies among the imported items and draws their parts. Rejects with class-too-small where too few files of a
 * class could be read; the dataset then stays incomplete. Nothing reads what is half done here: it ends with `endImport`.
 */
export async function settleItems(store: Store, dataset: Dataset, watch: Watch = {}): Promise<Contents> {
  const contents = await readContents(store.db, dataset.id, partOf(watch, 0, 0.4));
  if (answersOf(dataset.preprocessing) === 'class') checkClasses(dataset, contents);
  const copies = await findCopies(contents, partOf(watch, 0.4, 0.5));
  for await (const [from, to] of blocks(copies.length, partOf(watch, 0.5, 0.7), changedAtOnce))
    await store.quick((db) => markDuplicates(db, dataset.id, copies.slice(from, to)));
  const rows = { db: store.db, change: (work: (db: Database) => Promise<void>) => store.quick(work) };
  await drawParts(dataset.id, contents, dataset.split, { ...rows, watch: partOf(watch, 0.7, 1) });
  return contents;
}

/** Makes a dataset of the settled items: counted, and known by `hash`, their `itemsHash`; `change` is saved with it. */
export async function endImport(
  store: Store,
  { id }: Dataset,
  contents: Contents,
  hash: string,
  change: Pick<Change<'datasets'>, 'texts'> & { preprocessing?: string; classes?: string } = {},
): Promise<Dataset> {
  const { classes, preprocessing } = await datasetRow(store.db, id);
  const summary = summaryOf({ id, classes, preprocessing, ...change }, contents, hash);
  return store.transaction((db) => changeDataset(db, id, { state: 'ready', ...change, ...summary }));
}

function checkClasses({ classes, kind: what }: Dataset, contents: Contents): void {
  const counts = classes.map(() => 0);
  for (const label of contents.classes) counts[label] = (counts[label] ?? 0) + 1;
  classes.forEach(({ name }, i) => {
    const got = counts[i] ?? 0;
    if (got < leastOfClass) throw appError('class-too-small', { name, got, what: itemWords(what).many });
  });
}

/** How `drawParts` reads and changes rows: within one transaction, or in several. */
interface Rows {
  db: Database;
  change(work: (db: Database) => Promise<void>): Promise<void>;
  watch?: Watch;
}

/** Gives every item its part and saves those that change. */
export async function drawParts(
  dataset: number,
  contents: Contents,
  split: SplitSettings,
  { db, change, watch = {} }: Rows,
): Promise<void> {
  const given = split.given ? await readGiven(db, dataset, partOfFolder, partOf(watch, 0, 0.2)) : null;
  const parts = await partsOf(contents, given, split, partOf(watch, 0.2, 0.5));
  for await (const [from, to] of blocks(contents.count, partOf(watch, 0.5, 1), changedAtOnce)) {
    await change((within) => setParts(within, dataset, { from, parts: parts.subarray(from, to) }));
  }
  contents.parts.set(parts);
}
