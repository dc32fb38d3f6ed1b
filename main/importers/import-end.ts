import type { Dataset } from '#app/contract/datasets.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { partsOf } from '#main/datasets/parts.ts';
import { refreshSummary } from '#main/datasets/summary.ts';
import { type ItemContent, itemContents, markDuplicates, moveItems } from '#main/store/items.ts';
import type { Database, Store } from '#main/store/store.ts';
import type { Change } from '#main/store/tables.ts';
import { partOfFolder } from './folder-scan.ts';
import { leastOfClass } from './scan-report.ts';

/**
 * Makes a dataset of the imported items: copies found, parts drawn, counted and hashed. Rejects with class-too-small where
 * too few files of a class could be read; the dataset then stays incomplete.
 */
export async function endImport(store: Store, dataset: Dataset, change: Change<'datasets'> = { state: 'ready' }): Promise<Dataset> {
  return store.transaction(async (db) => {
    const items = await itemContents(db, dataset.id);
    if (answersOf(dataset.preprocessing) === 'class') checkClasses(dataset, items);
    await markDuplicates(db, dataset.id, copiesIn(items));
    await drawParts(db, dataset.id, items, dataset.split);
    return refreshSummary(db, dataset.id, change);
  });
}

function checkClasses({ classes, kind: what }: Dataset, items: readonly ItemContent[]): void {
  const counts = classes.map(() => 0);
  for (const item of items) counts[item.class] = (counts[item.class] ?? 0) + 1;
  classes.forEach(({ name }, i) => {
    const got = counts[i] ?? 0;
    if (got < leastOfClass) throw appError('class-too-small', { name, got, what });
  });
}

/** [index, index of the first] of items with the same pixels; files with the same bytes have them, too. */
function copiesIn(items: readonly ItemContent[]): [number, number][] {
  const first = new Map<string, number>();
  return items.flatMap(({ index, pixels }) => {
    const same = first.get(pixels);
    if (same !== undefined) return [[index, same] as [number, number]];
    first.set(pixels, index);
    return [];
  });
}

/** Gives every item its part and saves those that change. */
export async function drawParts(db: Database, dataset: number, items: readonly ItemContent[], split: Dataset['split']): Promise<void> {
  const parts = partsOf(
    items.map((item) => ({ class: item.class, pixels: item.pixels, given: split.given ? partOfFolder(item.path) : null })),
    split,
  );
  for (const part of ['train', 'validation', 'test'] as const) {
    const moved = items.filter((item, i) => parts[i] === part && item.split !== part).map((item) => item.index);
    await moveItems(db, dataset, moved, part);
  }
}
