import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fittedColumnsName } from '#main/datasets/columns/read-columns.ts';
import { fittedName } from '#main/datasets/texts/text-files.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { WorkspaceFolders } from '#main/workspace-folders.ts';
import type { WorkerData } from './protocol.ts';

const parts = ['train', 'validation', 'test'] as const;
const fileOf = (folders: WorkspaceFolders, run: number) => join(folders.run(run), 'parts.bin');

/**
 * Keeps which items a run is trained, steered and judged on, a byte an item. The data may be parted anew later: the run must
 * never be judged on what it has learned from. Throws disk-full or write-failed.
 */
export async function keepParts(folders: WorkspaceFolders, run: number, data: WorkerData): Promise<void> {
  const bytes = new Uint8Array(data.labels.length).fill(parts.length);
  for (const [code, part] of parts.entries()) for (const index of data[part]) bytes[index] = code;
  await mkdir(folders.run(run), { recursive: true });
  await writeWhole(fileOf(folders, run), bytes, { what: `the parts of run ${run}` });
}

/** Keeps what was fitted to texts or columns with the run: the dataset may be prepared anew later, the model reads as it has learned to. */
export async function keepFitted(folders: WorkspaceFolders, run: number, data: WorkerData): Promise<void> {
  if (data.prepared === null) return;
  await mkdir(folders.run(run), { recursive: true });
  const name = data.preprocessing.kind === 'texts' ? fittedName : fittedColumnsName;
  const content = await readFile(join(data.folder, data.prepared, name));
  await writeWhole(join(folders.run(run), name), content, { what: `what was fitted for run ${run}` });
}

/** The data with the parts that the run was trained on, where they are kept; else as the data is parted now. */
export async function withPartsOf(folders: WorkspaceFolders, run: number, data: WorkerData): Promise<WorkerData> {
  const bytes = await readFile(fileOf(folders, run)).catch(() => null);
  if (bytes === null || bytes.length !== data.labels.length) return data;
  const of = (code: number) => Int32Array.from([...bytes.keys()].filter((index) => bytes[index] === code));
  return { ...data, train: of(0), validation: of(1), test: of(2) };
}
