import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { asImages } from '#app/data/preprocessing.ts';
import { changeDataset, datasetRow, type Shard, shardsOf } from '#main/store/datasets.ts';
import { dropItemsFrom, itemPages } from '#main/store/items.ts';
import { dropSkipped } from '#main/store/skipped.ts';
import type { Store } from '#main/store/store.ts';
import type { WorkspaceFolders } from '#main/workspace-folders.ts';
import { itemsPerShard } from './shards.ts';

/**
 * What an earlier, unfinished import has left that the next can build on: full shards with their rows, up to the first that
 * is missing or of another length. The rest is removed, and the files that were skipped are tried again.
 */
export async function keptItems(store: Store, folders: WorkspaceFolders, dataset: Dataset): Promise<{ items: number; paths: Set<string> }> {
  const folder = folders.dataset(dataset.id);
  const recorded = shardsOf(await datasetRow(store.db, dataset.id));
  const shards = await wholeShards(folder, recorded, itemsPerShard(asImages(dataset.preprocessing)));
  const items = shards.reduce((sum, shard) => sum + shard.items, 0);
  await store.transaction(async (db) => {
    await dropItemsFrom(db, dataset.id, items);
    await dropSkipped(db, dataset.id);
    await changeDataset(db, dataset.id, { items, skipped: 0, shards: JSON.stringify(shards) });
  });
  const names = new Set(shards.map((shard) => shard.file));
  for (const file of await readdir(folder).catch(() => [])) if (!names.has(file)) await rm(join(folder, file), { force: true });
  const paths = new Set<string>();
  for await (const page of itemPages(store.db, dataset.id)) for (const { path } of page) paths.add(path);
  return { items, paths };
}

/** The last shard of an import that was whole may be short; behind it nothing could be put. */
async function wholeShards(folder: string, shards: Shard[], itemsEach: number): Promise<Shard[]> {
  const whole: Shard[] = [];
  for (const shard of shards) {
    const file = await stat(join(folder, shard.file)).catch(() => null);
    if (file?.size !== shard.bytes || shard.items !== itemsEach) break;
    whole.push(shard);
  }
  return whole;
}
