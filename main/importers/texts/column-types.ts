import { DuckDBDataChunk, DuckDBInstance, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { ColumnType } from './source.ts';

const rowsAtOnce = 2048;
/** What is longer is text in any case. */
const mostCharacters = 64;

/** It may load no extension and keep nothing on the disk. */
export const databaseLimits = {
  threads: '2',
  memory_limit: '256MB',
  temp_directory: '',
  max_temp_directory_size: '0B',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
};

/** It may open no file; nobody can change that later. */
const closed = { enable_external_access: 'false', lock_configuration: 'true' };

/**
 * The type of each column by its values, as DuckDB reads them: the narrowest that all of them have. The values travel as values,
 * names not at all, so that nothing in a file can be SQL.
 */
export async function columnTypes(columns: readonly (readonly string[])[]): Promise<ColumnType[]> {
  const database = await DuckDBInstance.create(':memory:', { ...databaseLimits, ...closed });
  const connection = await database.connect();
  try {
    await connection.run('create table cells (number integer, value varchar)');
    const appender = await connection.createAppender('cells');
    const numbers: number[] = [];
    const values: string[] = [];
    const append = () => {
      if (numbers.length === 0) return;
      const chunk = DuckDBDataChunk.create([INTEGER, VARCHAR], numbers.length);
      chunk.setColumns([numbers, values]);
      appender.appendDataChunk(chunk);
      numbers.length = 0;
      values.length = 0;
    };
    for (const [number, column] of columns.entries()) {
      for (const value of column) {
        numbers.push(number);
        values.push(value.slice(0, mostCharacters).toWellFormed().replaceAll('\0', ' '));
        if (numbers.length === rowsAtOnce) append();
      }
    }
    append();
    appender.closeSync();
    const found = await connection.runAndReadAll(`
      select number,
        case
          when bool_and(try_cast(value as double) is not null) then 'number'
          when bool_and(try_cast(value as timestamp) is not null) then 'date'
          when bool_and(try_cast(value as boolean) is not null) then 'boolean'
          else 'text'
        end
      from cells group by number`);
    const types = new Map(found.getRows().map(([number, type]) => [Number(number), String(type)]));
    return columns.map((_, number) => columnType(types.get(number)));
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}

/** A column without values is in no group. */
const columnType = (name: string | undefined): ColumnType =>
  name === 'number' || name === 'date' || name === 'boolean' || name === 'text' ? name : 'empty';
