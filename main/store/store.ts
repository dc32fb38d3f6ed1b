import { AsyncLocalStorage } from 'node:async_hooks';
import type Sqlite from 'better-sqlite3';
import { type DatabaseConnection, Kysely, type SqliteDatabase, SqliteDialect, SqliteDriver } from 'kysely';
import type { Log } from '../log.ts';
import type { Tables } from './tables.ts';
import { systemCode, writeError } from './whole-file.ts';

/** What a query module takes: the store's `db`, or the transaction it is part of. */
export type Database = Kysely<Tables>;

/** The one open store of a workspace; there is one connection, so queries and transactions follow one another. */
export interface Store {
  /** For single queries outside a transaction; throws inside one, where it would wait for itself. */
  readonly db: Database;
  /** All or nothing, and on the disk when the promise resolves: for whatever the user is told is saved. */
  transaction<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** All or nothing, kept through a crash of the app but perhaps not of the machine: for progress, steps, events. */
  quick<T>(work: (db: Database) => Promise<T>): Promise<T>;
  /** Starts something that must not be taken for a part of the transaction around it. */
  outside<T>(work: () => T): T;
  readonly file: string;
  readonly sqliteVersion: string;
  /** Waits for what is under way, empties the write-ahead log, closes. */
  close(): Promise<void>;
}

/** The disk's errors are the user's to mend; a constraint or a wrong statement is a bug. */
const isDiskError = (error: unknown): boolean => /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(systemCode(error) ?? '');

/** A query above this takes a note in the log. */
const slowMilliseconds = 100;

/** Statements that stay prepared: those used last, and none that holds a long list of its own. */
const mostPrepared = 100;
const mostCharacters = 10_000;

/** What kysely asks of a connection, except that a statement is prepared once and not each time it is used. */
function preparedOnce(connection: Sqlite.Database): SqliteDatabase {
  const prepared = new Map<string, Sqlite.Statement<unknown[]>>();
  return {
    close: () => connection.close(),
    prepare(sql) {
      const statement = prepared.get(sql) ?? connection.prepare(sql);
      if (sql.length > mostCharacters) return statement;
      prepared.delete(sql);
      prepared.set(sql, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > mostPrepared && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
  };
}

class StoreDialect extends SqliteDialect {
  readonly #connection: Sqlite.Database;

  constructor(connection: Sqlite.Database) {
    super({ database: connection });
    this.#connection = connection;
  }

  override createDriver(): StoreDriver {
    return new StoreDriver(this.#connection);
  }
}

class StoreDriver extends SqliteDriver {
  readonly #connection: Sqlite.Database;

  constructor(connection: Sqlite.Database) {
    super({ database: preparedOnce(connection) });
    this.#connection = connection;
  }

  /** A full disk has SQLite roll back by itself; to do it again would be an error that hides the one to be told. */
  override async rollbackTransaction(held: DatabaseConnection): Promise<void> {
    if (this.#connection.inTransaction) await super.rollbackTransaction(held);
  }
}

/** Puts kysely over an opened connection. */
export function storeOver(connection: Sqlite.Database, log: Log): Store {
  const inside = new AsyncLocalStorage<true>();
  const kysely = new Kysely<Tables>({
    dialect: new StoreDialect(connection),
    log(event) {
      if (event.level === 'query' && event.queryDurationMillis > slowMilliseconds) {
        log.warn('slow query', { milliseconds: Math.round(event.queryDurationMillis), sql: event.query.sql });
      }
    },
  });
  const outsideOnly = (what: string) => {
    if (inside.getStore()) throw new Error(`${what} inside a transaction would wait for itself: use the database it was given`);
  };
  const transact = <T>(synchronous: 'full' | 'normal', work: (db: Database) => Promise<T>): Promise<T> => {
    outsideOnly('A transaction');
    return kysely.connection().execute(async (held) => {
      // Only this connection's holder runs now, so the setting is this transaction's alone.
      if (synchronous === 'normal') connection.pragma('synchronous = normal');
      try {
        return await held.transaction().execute((db) => inside.run(true, () => work(db)));
      } catch (error) {
        throw isDiskError(error) ? writeError(error, connection.name, 'what was to be saved') : error;
      } finally {
        if (synchronous === 'normal') connection.pragma('synchronous = full');
      }
    });
  };
  return {
    get db() {
      outsideOnly('A query on the store');
      return kysely;
    },
    transaction: (work) => transact('full', work),
    quick: (work) => transact('normal', work),
    outside: (work) => inside.exit(work),
    file: connection.name,
    sqliteVersion: String(connection.prepare('select sqlite_version()').pluck().get()),
    async close() {
      if (!connection.open) return;
      // Waits for its turn, so that nothing is cut off.
      await kysely.connection().execute(async () => connection.pragma('wal_checkpoint(truncate)'));
      await kysely.destroy();
      if (connection.open) connection.close();
    },
  };
}
