import { z } from 'zod';
import { className, type Dataset } from '#app/contract/datasets.ts';
import type { SplitName } from '#app/data/images.ts';
import { answersOf, preprocessing as anyPreprocessing } from '#app/data/preprocessing.ts';
import { changeDataset, datasetRow } from '#main/store/datasets.ts';
import { itemContents } from '#main/store/items.ts';
import { readJson } from '#main/store/json.ts';
import type { Database } from '#main/store/store.ts';
import type { Change } from '#main/store/tables.ts';
import { datasetHash } from './hash.ts';

/** Counts a dataset's items anew and hashes them, in the transaction that changed them; `change` is saved with it. */
export async function refreshSummary(db: Database, id: number, change: Change<'datasets'> = {}): Promise<Dataset> {
  const row = await datasetRow(db, id);
  const known = readJson(z.array(className), change.classes ?? row.classes, `Dataset ${id}, classes`);
  const names = known.map(({ name }) => name);
  const preprocessing = readJson(anyPreprocessing, row.preprocessing, `Dataset ${id}, preprocessing`);
  const items = await itemContents(db, id);
  // Where steps have the classes, whoever changes them counts them: the rows do not say.
  const classes = answersOf(preprocessing) === 'class' ? countClasses(names, items) : known;
  const duplicates = items.filter((item) => item.duplicateOf !== null).length;
  const hash = datasetHash(preprocessing, names, items);
  const parts = { train: 0, validation: 0, test: 0 };
  for (const { split } of items) parts[split] += 1;
  const counts = { classes: JSON.stringify(classes), parts: JSON.stringify(parts) };
  return changeDataset(db, id, { ...change, items: items.length, duplicates, hash, ...counts });
}

/** How many items of each part every class has. */
export function countClasses(names: readonly string[], items: readonly { class: number; split: SplitName }[]): Dataset['classes'] {
  const classes = names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
  for (const item of items) {
    const of = classes[item.class];
    if (of === undefined) throw new Error(`An item's class must be one of ${names.length}; got ${item.class}`);
    of.items += 1;
    of[item.split] += 1;
  }
  return classes;
}
