import type { Dataset } from '#app/contract/datasets.ts';
import { changeDataset, datasetRow, type Shard, shardsOf } from '#main/store/datasets.ts';
import type { ItemRow } from '#main/store/item-block.ts';
import { insertItems } from '#main/store/items.ts';
import { insertSkipped, type Skipped } from '#main/store/skipped.ts';
import type { Store } from '#main/store/store.ts';

/**
 * Puts items and what was skipped among them into the store, with the file that holds the items: all of it or nothing. A power cut may
 * take back the last of it, which the import then reads again.
 */
export function keepItems(
  store: Store,
  { id }: Dataset,
  { shard, items, skipped }: { shard: Shard | null; items: ItemRow[]; skipped: Skipped[] },
): Promise<void> {
  return store.quick(async (db) => {
    const row = await datasetRow(db, id);
    const shards = [...shardsOf(row), ...(shard === null ? [] : [shard])];
    await insertItems(db, id, items);
    await insertSkipped(db, id, skipped);
    await changeDataset(db, id, {
      items: row.items + items.length,
      skipped: row.skipped + skipped.length,
      bytes: shards.reduce((sum, each) => sum + each.bytes, 0),
      shards: JSON.stringify(shards),
    });
  });
}
