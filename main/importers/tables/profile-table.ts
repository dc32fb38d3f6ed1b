import type { TableProfile } from '#app/contract/profiles.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import { type ColumnProfile, profileColumn } from '#app/data/tables/profile.ts';
import { isFreeText } from '#app/data/tables/table-columns.ts';
import { readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import type { OnProgress } from '../reader-calls.ts';

/** The columns in a dataset's folder, and what is learned of them. */
export interface ProfileOrder {
  folder: string;
  settings: ColumnsPreprocessing;
}

/** So many series are listed; a file may have one of each customer. */
const mostSeries = 1000;

/** Profiles every column that is kept, one at a time in memory beside the first target. Rejects with dataset-damaged. */
export async function profileTable({ folder, settings }: ProfileOrder, onProgress: OnProgress): Promise<TableProfile> {
  const table = await openTable(folder);
  const [name = ''] = settings.targets;
  const target = await readColumn(table, name);
  const columns: ColumnProfile[] = [];
  const kept = table.columns.filter(({ type }) => !isFreeText(type));
  for (const column of kept) {
    columns.push(profileColumn(column.name, await readColumn(table, column.name), column.name === name ? null : target));
    onProgress(columns.length, kept.length);
  }
  return { target: name, columns, series: await seriesIn(table, settings) };
}

/** Of a table there are none. */
async function seriesIn(table: StoredTable, settings: ColumnsPreprocessing): Promise<TableProfile['series']> {
  if (settings.kind === 'tables') return [];
  const keys = settings.key === null ? null : await readColumn(table, settings.key);
  return seriesOf(keys?.values ?? null, table.rows)
    .slice(0, mostSeries)
    .map(({ from, to }) => {
      const key = keys?.values[from];
      return { name: key === undefined || Number.isNaN(key) ? null : (keys?.categories?.[key] ?? String(key)), from, to };
    });
}
