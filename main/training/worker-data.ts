import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import type { SplitName } from '#app/data/images.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { splitParts } from '#app/data/split.ts';
import { readPartsFile } from '#main/datasets/columns/parts-file.ts';
import { readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { labelsOf } from '#main/store/items.ts';
import type { WorkerData } from './protocol.ts';

/** What a worker has to know of a dataset: where its shards lie, each item's class, which items make which part. */
export async function workerData({ store, folders }: Pick<ServiceContext, 'store' | 'folders'>, dataset: Dataset): Promise<WorkerData> {
  const { table, preprocessing } = dataset;
  if (table !== null) return columnsData(folders.dataset(dataset.id), asColumns(preprocessing), table.prepared, dataset);
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

/** Of a table or series: items are rows, or the rows that windows begin at. */
async function columnsData(
  folder: string,
  preprocessing: ColumnsPreprocessing,
  prepared: string,
  { classes }: Pick<Dataset, 'classes'>,
): Promise<WorkerData> {
  const stored = await openTable(folder);
  const parts = await readPartsFile(join(folder, prepared), stored.rows);
  const labels = new Int32Array(stored.rows);
  if (preprocessing.answers === 'class') {
    const { values } = await readColumn(stored, preprocessing.targets[0] ?? '');
    const ahead = preprocessing.kind === 'series' ? preprocessing.window : 0;
    for (let item = 0; item + ahead < labels.length; item += 1) labels[item] = values[item + ahead] ?? 0;
  }
  return { folder, preprocessing, prepared, classes: classes.map((each) => each.name), labels, ...parts };
}

/** Where a value stands, in order. */
export function indicesOf(parts: Uint8Array, value: number): Int32Array<ArrayBuffer> {
  const indices = new Int32Array(parts.length);
  let count = 0;
  for (const [index, part] of parts.entries()) {
    if (part !== value) continue;
    indices[count] = index;
    count += 1;
  }
  return indices.slice(0, count);
}
