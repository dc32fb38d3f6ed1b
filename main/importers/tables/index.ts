import { delimitedFormat } from './delimited-format.ts';
import { jsonFormat } from './json-format.ts';
import type { TableShape, TableSource } from './source.ts';
import { kindOfTable } from './table-kind.ts';
import { TextTable } from './text-table.ts';

/** The table that lies at a path; `shape` overrules what the file says. */
export async function openTableFile(path: string, shape: TableShape = {}): Promise<TableSource> {
  const kind = await kindOfTable(path, shape);
  if (kind === 'parquet') {
    // Loaded where it is used: other tables need no database.
    const { ParquetTable } = await import('./parquet-table.ts');
    return new ParquetTable(path, shape);
  }
  return new TextTable(path, shape, kind === 'json-lines' ? jsonFormat : delimitedFormat);
}
