import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { dataset } from '#app/contract/datasets.ts';
import { id, title } from '#app/contract/ids.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { splitParts } from '#app/data/split.ts';
import { appError } from '#app/errors.ts';
import type { Watch } from '../../blocks.ts';
import type { WorkspaceFolders } from '../../workspace-folders.ts';
import { datasetRow, shard, shardsOf, toDataset } from '../datasets.ts';
import { blockFacts, itemsPerBlock, noCopy } from '../item-block.ts';
import { storedBlocks } from '../items.ts';
import type { Database } from '../store.ts';
import type { Row } from '../tables.ts';
import { writeWhole } from '../whole-file.ts';

const count = z.int().nonnegative();

/** Items as the store has them, by the thousand: columns in place of rows, because there are many. */
const block = z
  .object({
    classes: z.array(count),
    /** Places in `splitParts`. */
    parts: z.array(
      z
        .int()
        .min(0)
        .max(splitParts.length - 1),
    ),
    copies: z.array(z.int().min(noCopy)).nullable(),
    /** Hashes back to back, in base64. */
    digests: z.base64().nullable(),
    facts: blockFacts,
  })
  .refine(({ classes, parts, copies, digests, facts }) => {
    const lists = [parts, copies, ...Object.values(facts)].filter(Array.isArray);
    const hashes = digests === null ? 0 : Buffer.from(digests, 'base64').length;
    return lists.every((list) => list.length === classes.length) && hashes % Math.max(1, classes.length) === 0;
  }, 'all columns must be of as many items');

/** datasets/<id>/manifest.json: what it takes to put the dataset into a fresh store, beside its shards. */
export const datasetFile = z
  .object({
    format: z.literal(2),
    dataset,
    project: z.object({ id, name: title }),
    options: z.json(),
    shards: z.array(shard),
    items: z.array(block),
    skipped: z.array(z.object({ path: z.string(), reason: z.string() })),
  })
  // It may have been written by a stranger: what points at something must point at what is there.
  .refine(
    ({ dataset: { classes, preprocessing }, items }) =>
      answersOf(preprocessing) !== 'class' || items.every((each) => each.classes.every((label) => label < classes.length)),
    'an item must be of one of the classes',
  )
  .refine(
    ({ items }) => items.every(({ classes }, place) => classes.length === itemsPerBlock || place === items.length - 1),
    'every block but the last must be full',
  )
  .refine(({ items }) => {
    const all = items.reduce((sum, { classes }) => sum + classes.length, 0);
    return items.every(({ copies }) => copies?.every((of) => of < all) ?? true);
  }, 'a copy must be of one of the items')
  .refine(({ items }) => items.every(({ facts: { path } }) => [path].flat().every(isBelow)), 'an item must lie below the folder');

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
    format: 2,
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

/** Blocks of items as JSON, one after another. */
async function* itemParts(db: Database, { id, items: total }: Row<'datasets'>, { signal, told }: Watch): AsyncGenerator<string> {
  let done = 0;
  for await (const { classes, parts, copies, digests, facts } of storedBlocks(db, id)) {
    const columns = {
      classes: [...classes],
      parts: [...parts],
      copies: copies && [...copies],
      digests: digests?.toString('base64') ?? null,
    };
    // What the store has is JSON already.
    yield `${JSON.stringify(columns).slice(0, -1)},"facts":${facts}}`;
    done += classes.length;
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
