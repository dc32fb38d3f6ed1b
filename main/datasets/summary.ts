import { z } from 'zod';
import type { Dataset } from '#app/contract/datasets.ts';
import { classCount } from '#app/data/class-count.ts';
import { answersOf, preprocessing as anyPreprocessing } from '#app/data/preprocessing.ts';
import { changeDataset, datasetRow } from '#main/store/datasets.ts';
import { readJson } from '#main/store/json.ts';
import type { Database } from '#main/store/store.ts';
import type { Change, Row } from '#main/store/tables.ts';
import type { Contents } from './contents.ts';
import { datasetHash, itemsHash } from './hash.ts';
import { readContents } from './read-contents.ts';

/** What a dataset's row says of its items. */
export type Summary = Required<Pick<Change<'datasets'>, 'items' | 'duplicates' | 'hash' | 'classes' | 'parts'>>;

/** Counts a dataset's items anew and hashes them, in the transaction that changed them; `change` is saved with it. */
export async function refreshSummary(db: Database, id: number, change: Change<'datasets'> = {}): Promise<Dataset> {
  const row = await datasetRow(db, id);
  const contents = await readContents(db, id);
  return changeDataset(db, id, { ...change, ...summaryOf(row, contents, await itemsHash(contents)) });
}

/** Counts items; `hash` is their `itemsHash`. */
export function summaryOf(row: Pick<Row<'datasets'>, 'id' | 'classes' | 'preprocessing'>, contents: Contents, hash: string): Summary {
  const known = readJson(z.array(classCount), row.classes, `Dataset ${row.id}, classes`);
  const names = known.map(({ name }) => name);
  const preprocessing = readJson(anyPreprocessing, row.preprocessing, `Dataset ${row.id}, preprocessing`);
  // Where steps have the classes, whoever changes them counts them: the rows do not say.
  const classes = answersOf(preprocessing) === 'class' ? countClasses(names, contents) : known;
  return {
    items: contents.count,
    duplicates: contents.copies,
    hash: datasetHash(preprocessing, names, hash),
    classes: JSON.stringify(classes),
    parts: JSON.stringify(partSizes(contents)),
  };
}

/** How many items of each part every class has. */
export function countClasses(names: readonly string[], contents: Contents): Dataset['classes'] {
  const classes = names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
  for (let index = 0; index < contents.count; index += 1) {
    const label = contents.classes[index] ?? 0;
    const of = classes[label];
    if (of === undefined) throw new Error(`An item's class must be one of ${names.length}; got ${label}`);
    of.items += 1;
    of[contents.part(index)] += 1;
  }
  return classes;
}

function partSizes({ count, parts }: Contents): Dataset['parts'] {
  const sizes = [0, 0, 0];
  for (const part of parts.subarray(0, count)) sizes[part] = (sizes[part] ?? 0) + 1;
  const [train = 0, validation = 0, test = 0] = sizes;
  return { train, validation, test };
}
