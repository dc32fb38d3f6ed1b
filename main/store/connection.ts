import Sqlite from 'better-sqlite3';
import { migrations } from './migrations/index.ts';

/** Before it, two connections that reset the write-ahead log at once could corrupt the file. */
const leastVersion = [3, 51, 3] as const;

/**
 * Opens the store's file for writing. A commit is on the disk when it returns (synchronous full; `quick` transactions
 * lower that for themselves), references hold, and nothing in the file's own schema is trusted to call functions.
 */
export function connect(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: 5000 });
  try {
    const version = String(connection.prepare('select sqlite_version()').pluck().get());
    if (!isAtLeast(version)) throw new Error(`SQLite must be ${leastVersion.join('.')} or newer; got ${version}`);
    // better-sqlite3 opens in defensive mode: no statement can write to the schema table or shadow tables.
    for (const setting of [
      'trusted_schema = off',
      'cell_size_check = on',
      'journal_mode = wal',
      'synchronous = full',
      'fullfsync = on',
      'checkpoint_fullfsync = on',
      'foreign_keys = on',
    ]) {
      connection.pragma(setting);
    }
    // SQLite's own lower() knows ASCII only, and file systems spell the same letter in two ways.
    connection.function('fold', { deterministic: true, directOnly: true }, folded);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** Text as a search compares it. */
export const folded = (text: unknown): string => String(text).normalize('NFKC').toLowerCase();

/** The format of a store, 0 for an empty file. */
export const formatOf = (connection: Sqlite.Database): number => Number(connection.pragma('user_version', { simple: true }));

/** Brings a store up to date, each step with its number in one transaction. */
export function migrate(connection: Sqlite.Database, steps = migrations): void {
  for (let format = formatOf(connection); format < steps.length; format++) {
    const step = steps[format] ?? '';
    connection
      .transaction(() => {
        connection.exec(step);
        connection.pragma(`user_version = ${format + 1}`);
      })
      .exclusive();
  }
}

function isAtLeast(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [place, least] of leastVersion.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
