import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type AppError, appError } from '#app/errors.ts';
import { databaseLimits } from '../texts/column-types.ts';

/** What a column of a Parquet file holds, as DuckDB reads it. */
export interface ParquetColumn {
  name: string;
  /** Words are texts, and what holds several values is nested. */
  kind: 'number' | 'date' | 'boolean' | 'words' | 'nested';
}

/** How a column's values are wanted: as doubles (dates in milliseconds since 1970), as texts, or only whether there is one. */
export type Wanted = 'number' | 'text' | 'presence';

type Value = number | string | null;

/**
 * A Parquet file. DuckDB may open this one file and no other, load no extension, and nobody can change that later; no name of a column is
 * ever part of its SQL.
 */
export class ParquetFile {
  readonly #path: string;
  readonly #database: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;

  private constructor(
    path: string,
    opened: { database: DuckDBInstance; connection: DuckDBConnection },
    columns: ParquetColumn[],
    rows: number,
  ) {
    this.#path = path;
    this.#database = opened.database;
    this.#connection = opened.connection;
    this.columns = columns;
    this.rows = rows;
  }

  /** Throws parquet-unreadable. */
  static async open(path: string): Promise<ParquetFile> {
    const database = await DuckDBInstance.create(':memory:', databaseLimits);
    const connection = await database.connect();
    try {
      await connection.run(`set allowed_paths = ['${path.replaceAll("'", "''")}']`);
      await connection.run('set enable_external_access = false');
      await connection.run('set lock_configuration = true');
      const head = await connection.runAndReadAll('select * from read_parquet(?) limit 0', [path]);
      const types = head.columnTypes().map(String);
      const columns = head.columnNames().map((name, column) => ({ name, kind: kindOf(types[column] ?? '') }));
      const count = await connection.runAndReadAll('select count(*)::double from read_parquet(?)', [path]);
      return new ParquetFile(path, { database, connection }, columns, Number(count.getRows()[0]?.[0] ?? 0));
    } catch (error) {
      connection.closeSync();
      database.closeSync();
      throw unreadable(path, error);
    }
  }

  /** Rows in order, some thousand at a time, as values of each column; at most so many. Throws parquet-unreadable. */
  async *read(wanted: readonly Wanted[], most = Number.MAX_SAFE_INTEGER): AsyncGenerator<Value[][]> {
    const names = this.columns.map((_, column) => `c${column}`);
    const asked = this.columns.map(({ kind }, column) => expression(`c${column}`, kind, wanted[column] ?? 'presence'));
    try {
      const result = await this.#connection.stream(`select ${asked.join(', ')} from read_parquet(?) t(${names.join(', ')}) limit ${most}`, [
        this.#path,
      ]);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        // Each is a double, a varchar or null, as the expressions say.
        yield chunk.getColumns() as Value[][];
      }
    } catch (error) {
      throw unreadable(this.#path, error);
    }
  }

  close(): void {
    this.#connection.closeSync();
    this.#database.closeSync();
  }
}

function kindOf(type: string): ParquetColumn['kind'] {
  if (/[[(]/.test(type.replace(/^DECIMAL\(.*\)$/, '').replace(/^ENUM\(.*\)$/s, ''))) return 'nested';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return 'number';
  if (/^(DATE|TIMESTAMP.*)$/.test(type)) return 'date';
  if (type === 'BOOLEAN') return 'boolean';
  return type === 'BLOB' || type === 'BIT' || type.startsWith('MAP') || type.startsWith('STRUCT') ? 'nested' : 'words';
}

function expression(name: string, kind: ParquetColumn['kind'], wanted: Wanted): string {
  if (wanted === 'presence' || kind === 'nested') return `case when ${name} is null then null else 0::double end`;
  if (wanted === 'text') return `${name}::varchar`;
  return kind === 'date' ? `epoch_us(${name}::timestamp) / 1000.0` : `${name}::double`;
}

const mostWhy = 200;

/** Of its message the first line. What is no error of DuckDB comes back as it is. */
function unreadable(file: string, error: unknown): AppError | unknown {
  if (!(error instanceof Error) || error.name === 'AppError') return error;
  const [first = ''] = error.message.split('\n');
  return appError('parquet-unreadable', { file, why: first.replace(/[.\s]+$/, '').slice(0, mostWhy) }, error.message);
}
