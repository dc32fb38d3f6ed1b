import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { openTableFile } from '#main/importers/tables/index.ts';
import { keptTable } from '#main/importers/tables/keep-table.ts';
import type { KeptRows, TableLook, TableShape } from '#main/importers/tables/source.ts';
import type { SkippedRow } from '#main/importers/texts/source.ts';
import { textFile } from './text-files.ts';
import { temporaryFolder } from './workspace.ts';

/** A table as it was kept, and what was skipped. */
export interface Kept {
  folder: string;
  stored: StoredTable;
  skipped: SkippedRow[];
  /** The files, as they were told. */
  told: KeptRows[];
}

/** Puts together what a keep tells. */
export async function gatheredTable(folder: string, rows: AsyncIterable<KeptRows>): Promise<Kept> {
  const told: KeptRows[] = [];
  for await (const each of rows) told.push(each);
  return { folder, told, skipped: told.flatMap(({ skipped }) => skipped), stored: await openTable(folder) };
}

/** Keeps a table in this process, in a folder of its own. */
export async function keepTable(path: string, shape: TableShape = {}): Promise<Kept> {
  const source = await openTableFile(path, shape);
  const folder = mkdtempSync(join(temporaryFolder(), 'kept-'));
  const open = await source.open({}, new AbortController().signal, () => undefined);
  return gatheredTable(folder, keptTable(open, { folder, what: 'the rows' }));
}

/** The same of a file with this content. */
export const keepContent = (content: string | Uint8Array, shape: TableShape = {}, name = 'x.csv'): Promise<Kept> =>
  keepTable(textFile(name, content), shape);

/** Looks at a table in this process. */
export const lookAtTable = async (path: string, shape: TableShape = {}): Promise<TableLook> =>
  (await openTableFile(path, shape)).look(20_000);

/** The same of a file with this content. */
export const lookAtContent = (content: string | Uint8Array, shape: TableShape = {}, name = 'x.csv'): Promise<TableLook> =>
  lookAtTable(textFile(name, content), shape);

/** All cells, a list a column, with the lines. */
export async function cellsOf({ stored }: Kept): Promise<{ lines: number[]; columns: unknown[][] }> {
  const { lines, columns } = await stored.rowsAt({ from: 0, to: stored.rows });
  return { lines: [...lines], columns };
}

/** Line, column and reason of what was skipped. */
export const skippedOf = ({ skipped }: Kept): unknown[] =>
  skipped.map(({ place, column, reason }) => (column === null ? [place, reason] : [place, column, reason]));
