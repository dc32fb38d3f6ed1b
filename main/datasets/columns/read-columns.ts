import { join } from 'node:path';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { type Columns, type FittedColumns, fittedColumns } from '#app/data/columns/fitted.ts';
import { readDatasetJson } from '#main/datasets/dataset-json.ts';
import { type Written, writeWhole } from '#main/store/whole-file.ts';
import type { StoredTable } from './stored-table.ts';

/** What was fitted, in a folder of what is prepared or of a run. */
export const fittedColumnsName = 'fitted-columns.json';

/** Columns of a table in memory, 8 bytes a cell; rows [from, to) of them. Rejects with dataset-damaged, column-unknown, column-other. */
export async function readColumns(table: StoredTable, names: readonly string[], from = 0, to = table.rows): Promise<Columns> {
  const columns = new Map<string, ColumnValues>();
  for (const name of names) columns.set(name, await readColumn(table, name, { from, to }));
  return columns;
}

/** One of them, or some of its rows; in memory of its own or in that which is given. */
export async function readColumn(
  table: StoredTable,
  name: string,
  { from = 0, to = table.rows, into }: { from?: number; to?: number; into?: Float64Array<ArrayBuffer> } = {},
): Promise<ColumnValues> {
  const values = await table.cells(name, from, to, into);
  const categories = table.columns.find((each) => each.name === name)?.categories ?? null;
  return { values, categories: categories?.map((each) => each.name) ?? null };
}

/** Writes what was fitted; rejects with disk-full or write-failed. */
export const writeFittedColumns = (folder: string, fitted: FittedColumns, what: string): Promise<Written> =>
  writeWhole(join(folder, fittedColumnsName), JSON.stringify(fitted), { what });

/** Reads it; rejects with dataset-damaged. */
export const readFittedColumns = (folder: string): Promise<FittedColumns> =>
  readDatasetJson(folder, fittedColumnsName, fittedColumns, 'what was fitted');
