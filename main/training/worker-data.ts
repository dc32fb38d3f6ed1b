import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { splitParts } from '#app/data/split.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { labelsOf } from '#main/store/items.ts';
import type { WorkerData } from './protocol.ts';

/** What a worker has to know of a dataset: where its shards lie, each item's class, which items make which part. */
export async function workerData({ store, folders }: Pick<ServiceContext, 'store' | 'folders'>, dataset: Dataset): Promise<WorkerData> {
  const { classes: labels, parts } = await labelsOf(store.db, dataset.id);
  const of = (part: SplitName) => indicesOf(parts, splitParts.indexOf(part));
  return {
    folder: folders.dataset(dataset.id),
    preprocessing: dataset.preprocessing,
    prepared: dataset.texts?.prepared ?? null,
    classes: dataset.classes.map((each) => each.name),
    labels,
    train: of('train'),
    validation: of('validation'),
    test: of('test'),
  };
}

/** Where a value stands, in order. */
function indicesOf(parts: Uint8Array, value: number): Int32Array<ArrayBuffer> {
  const indices = new Int32Array(parts.length);
  let count = 0;
  for (const [index, part] of parts.entries()) {
    if (part !== value) continue;
    indices[count] = index;
    count += 1;
  }
  return indices.slice(0, count);
}
