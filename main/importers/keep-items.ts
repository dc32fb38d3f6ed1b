import type { Dataset } from '#app/contract/datasets.ts';
import { changeDataset, datasetRow, type Shard, shardsOf } from '#main/store/datasets.ts';
import { insertSkipped, type Skipped } from '#main/store/skipped.ts';
import type { Database, Store } from '#main/store/store.ts';

/**
 * Puts items and what was skipped among them into the store, with the file that holds the items, `insert` adding these: all of it or nothing. A power cut may
 * take back the last of it, which the import then reads again.
 */
export function keepItems(
  store: Store,
  { id }: Dataset,
  { shard, skipped, insert }: { shard: Shard | null; skipped: Skipped[]; insert: (db: Database) => Promise<void> },
): Promise<void> {
  return store.quick(async (db) => {
    const row = await datasetRow(db, id);
    const shards = [...shardsOf(row), ...(shard === null ? [] : [shard])];
    if (shard !== null) await insert(db);
    await insertSkipped(db, id, skipped);
    await changeDataset(db, id, {
      items: row.items + (shard?.items ?? 0),
      skipped: row.skipped + skipped.length,
      bytes: shards.reduce((sum, each) => sum + each.bytes, 0),
      shards: JSON.stringify(shards),
    });
  });
}
