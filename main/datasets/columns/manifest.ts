import { join } from 'node:path';
import { z } from 'zod';
import { tableColumn } from '#app/data/tables/table-columns.ts';
import { readDatasetJson } from '#main/datasets/dataset-json.ts';
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
export const readTable = (folder: string): Promise<KeptTable> => readDatasetJson(folder, tableName, keptTable, 'what the table is');
