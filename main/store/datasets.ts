import { z } from 'zod';
import { type Dataset, partSizes } from '#app/contract/datasets.ts';
import { classCount } from '#app/data/class-count.ts';
import { type SplitName, splitSettings } from '#app/data/images.ts';
import { preprocessing } from '#app/data/preprocessing.ts';
import { tableFacts } from '#app/data/tables/facts.ts';
import { textFacts } from '#app/data/texts/facts.ts';
import { appError } from '#app/errors.ts';
import { readJson, readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';
import type { Change, NewRow, Row } from './tables.ts';

/** A file of decoded items, back to back in the order of their indices. */
export const shard = z.object({
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
  items: z.int().nonnegative(),
});
export type Shard = z.infer<typeof shard>;

export async function insertDataset(db: Database, dataset: NewRow<'datasets'>): Promise<number> {
  const row = await db.insertInto('datasets').values(dataset).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

/** Also of one in the Bin. Throws not-found. */
export async function datasetById(db: Database, id: number): Promise<Dataset> {
  return toDataset(await datasetRow(db, id));
}

/** The row as it is, for what the contract does not tell: shards, options. Also of an erased one, which runs still name. Throws not-found. */
export async function datasetRow(
  db: Database,
  id: number,
  erased: 'with erased' | 'without erased' = 'without erased',
): Promise<Row<'datasets'>> {
  let query = db.selectFrom('datasets').selectAll().where('id', '=', id);
  if (erased === 'without erased') query = query.where('erasedAt', 'is', null);
  const row = await query.executeTakeFirst();
  if (!row) throw appError('not-found', { what: 'dataset', id });
  return row;
}

/** Datasets in use, of one project or all, oldest first. */
export async function listDatasets(db: Database, project?: number): Promise<Dataset[]> {
  let query = db.selectFrom('datasets').selectAll().where('deletedAt', 'is', null).where('erasedAt', 'is', null).orderBy('id');
  if (project !== undefined) query = query.where('project', '=', project);
  const rows = await query.execute();
  return rows.map(toDataset);
}

/** Throws not-found. */
export async function changeDataset(db: Database, id: number, change: Change<'datasets'>): Promise<Dataset> {
  await db.updateTable('datasets').set(change).where('id', '=', id).where('erasedAt', 'is', null).execute();
  return datasetById(db, id);
}

export const shardsOf = (row: Row<'datasets'>): Shard[] => readJson(z.array(shard), row.shards, `Dataset ${row.id}, shards`);

export function toDataset(row: Row<'datasets'>): Dataset {
  const { options: _options, shards: _shards, erasedAt: _erasedAt, facts, ...told } = row;
  const classes = readJson(z.array(classCount), row.classes, `Dataset ${row.id}, classes`);
  return {
    ...told,
    classes,
    parts: readJsonOrNull(partSizes, row.parts ?? null, `Dataset ${row.id}, parts`) ?? partsOfClasses(classes),
    preprocessing: readJson(preprocessing, row.preprocessing, `Dataset ${row.id}, preprocessing`),
    split: readJson(splitSettings, row.split, `Dataset ${row.id}, split`),
    texts: readJsonOrNull(textFacts, row.texts, `Dataset ${row.id}, texts`),
    table: readJsonOrNull(tableFacts, facts ?? null, `Dataset ${row.id}, facts`),
  };
}

function partsOfClasses(classes: Dataset['classes']): Dataset['parts'] {
  const of = (part: SplitName) => classes.reduce((sum, each) => sum + each[part], 0);
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
