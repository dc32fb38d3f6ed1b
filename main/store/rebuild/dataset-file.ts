import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { dataset } from '#app/contract/datasets.ts';
import { id, title } from '#app/contract/ids.ts';
import { splitName } from '#app/data/images.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import type { Watch } from '../../blocks.ts';
import type { WorkspaceFolders } from '../../workspace-folders.ts';
import { datasetRow, shard, shardsOf, toDataset } from '../datasets.ts';
import { itemPages } from '../items.ts';
import type { Database } from '../store.ts';
import type { Row } from '../tables.ts';
import { writeWhole } from '../whole-file.ts';

/** Items as [path, class, part, width, height, bytes, modified, hash, pixels, duplicate of], because there are many. */
const item = z.tuple([
  z.string(),
  z.int().nonnegative(),
  splitName,
  z.int(),
  z.int(),
  z.int().nonnegative(),
  z.int(),
  z.string(),
  z.string(),
  z.int().nonnegative().nullable(),
]);

/** datasets/<id>/manifest.json: what it takes to put the dataset into a fresh store, beside its shards. */
export const datasetFile = z
  .object({
    format: z.literal(1),
    dataset,
    project: z.object({ id, name: title }),
    options: z.json(),
    shards: z.array(shard),
    items: z.array(item),
    skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  })
  // It may have been written by a stranger: what points at something must point at what is there.
  .refine(
    ({ dataset: { classes, preprocessing }, items }) =>
      answersOf(preprocessing) !== 'class' || items.every(([, label]) => label < classes.length),
    'an item must be of one of the classes',
  )
  .refine(({ items }) => items.every((each) => (each[9] ?? 0) < items.length), 'a copy must be of one of the items')
  .refine(({ items }) => items.every(([path]) => isBelow(path)), 'an item must lie below the folder');

/** Whether a path leads from a folder to what is in it. */
const isBelow = (path: string): boolean => !isAbsolute(path) && !path.includes('\0') && !path.split(/[/\\]/).includes('..');

export type DatasetFile = z.infer<typeof datasetFile>;

const fileOf = (folders: WorkspaceFolders, id: number) => join(folders.dataset(id), 'manifest.json');

/** Writes the dataset's manifest from its rows. Call it after an import has been committed, and after labels or parts change. */
export async function keepDatasetFile(db: Database, folders: WorkspaceFolders, id: number, watch: Watch = {}): Promise<void> {
  const row = await datasetRow(db, id);
  const project = await db.selectFrom('projects').select(['id', 'name']).where('id', '=', row.project).executeTakeFirst();
  if (!project) throw appError('not-found', { what: 'project', id: row.project });
  const skipped = await db.selectFrom('skipped').select(['path', 'reason']).where('dataset', '=', id).orderBy('id').execute();
  const { items: _items, ...head } = {
    format: 1,
    dataset: toDataset(row),
    project,
    options: JSON.parse(row.options),
    shards: shardsOf(row),
    skipped,
    items: [],
  } satisfies DatasetFile;
  await writeWhole(fileOf(folders, id), parts(JSON.stringify(head), itemParts(db, row, watch)), { what: `the manifest of "${row.name}"` });
}

/** The manifest piece by piece: of millions of items, no string could hold it. */
async function* parts(head: string, items: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${head.slice(0, -1)},"items":[`);
  let between = '';
  for await (const part of items) {
    yield Buffer.from(between + part);
    between = ',';
  }
  yield Buffer.from(']}');
}

/** Items as JSON with commas between, some thousand at a time. */
async function* itemParts(db: Database, { id, items: total }: Row<'datasets'>, { signal, told }: Watch): AsyncGenerator<string> {
  let done = 0;
  for await (const page of itemPages(db, id)) {
    const items = page.map(
      (each): z.infer<typeof item> => [
        each.path,
        each.class,
        each.split,
        each.width,
        each.height,
        each.bytes,
        each.modifiedAt,
        each.hash,
        each.pixels,
        each.duplicateOf,
      ],
    );
    yield JSON.stringify(items).slice(1, -1);
    done += items.length;
    told?.(done, total);
    signal?.throwIfAborted();
  }
}

/** Reads a dataset's manifest; rejects when it is not one, or another's. */
export async function readDatasetFile(folders: WorkspaceFolders, id: number): Promise<DatasetFile> {
  const file = datasetFile.parse(JSON.parse(await readFile(fileOf(folders, id), 'utf8')));
  if (file.dataset.id !== id) throw new Error(`The manifest of dataset ${id} must be its own; got dataset ${file.dataset.id}`);
  return file;
}
