import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { tableColumn } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import { type Written, writeWhole } from '#main/store/whole-file.ts';
import { tableName } from './table-files.ts';

/** A column as the blocks have it. */
const keptColumn = tableColumn.extend({
  /** Of a category: the code that each, in its order, has in the blocks, where they were numbered as they were met. */
  written: z.array(z.int().nonnegative()).nullable(),
});
export type KeptColumn = z.infer<typeof keptColumn>;

/** What lies in a dataset's folder beside its blocks of rows. */
const keptTable = z.object({
  rows: z.int().nonnegative(),
  rowsPerBlock: z.int().positive(),
  columns: z.array(keptColumn),
});
export type KeptTable = z.infer<typeof keptTable>;

/** Writes it; rejects with disk-full or write-failed. */
export const writeTable = (folder: string, table: KeptTable, what: string): Promise<Written> =>
  writeWhole(join(folder, tableName), JSON.stringify(table), { what });

/** Reads it; rejects with dataset-damaged. */
export async function readTable(folder: string): Promise<KeptTable> {
  const text = await readFile(join(folder, tableName), 'utf8').catch(() => null);
  if (text === null) throw appError('dataset-damaged', { folder, problem: `${tableName} is missing` });
  const parsed = keptTable.safeParse(jsonOf(text));
  if (!parsed.success) throw appError('dataset-damaged', { folder, problem: `${tableName} does not say what the table is` });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
