import type { Dataset } from '#app/contract/datasets.ts';
import { changeDataset, datasetRow, type Shard, shardsOf } from '#main/store/datasets.ts';
import { insertSkipped, type Skipped } from '#main/store/skipped.ts';
import type { Database, Store } from '#main/store/store.ts';

/** A file of items, and what adds these to the store. */
export interface Kept {
  shard: Shard;
  insert(db: Database): Promise<void>;
}

/**
 * Puts a file's items into the store, and what was skipped among them: all of it or nothing. A power cut may take back the last of
 * it, which the import then reads again.
 */
export function keepItems(store: Store, { id }: Dataset, { kept, skipped }: { kept: Kept | null; skipped: Skipped[] }): Promise<void> {
  return store.quick(async (db) => {
    const row = await datasetRow(db, id);
    const shards = [...shardsOf(row), ...(kept === null ? [] : [kept.shard])];
    await kept?.insert(db);
    await insertSkipped(db, id, skipped);
    await changeDataset(db, id, {
      items: row.items + (kept?.shard.items ?? 0),
      skipped: row.skipped + skipped.length,
      bytes: shards.reduce((sum, each) => sum + each.bytes, 0),
      shards: JSON.stringify(shards),
    });
  });
}
