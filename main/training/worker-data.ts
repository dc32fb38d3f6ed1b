import type { Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { labelsOf } from '#main/store/items.ts';
import type { WorkerData } from './protocol.ts';

/** What a worker has to know of a dataset: where its shards lie, each item's class, which items make which part. */
export async function workerData({ store, folders }: Pick<ServiceContext, 'store' | 'folders'>, dataset: Dataset): Promise<WorkerData> {
  const items = await labelsOf(store.db, dataset.id);
  const of = (part: SplitName) => Int32Array.from(items.filter((item) => item.split === part).map((item) => item.index));
  return {
    folder: folders.dataset(dataset.id),
    preprocessing: dataset.preprocessing,
    prepared: dataset.texts?.prepared ?? null,
    classes: dataset.classes.map((each) => each.name),
    labels: Int32Array.from(items, (item) => item.class),
    train: of('train'),
    validation: of('validation'),
    test: of('test'),
  };
}
