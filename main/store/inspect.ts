import { open, stat } from 'node:fs/promises';
import Sqlite from 'better-sqlite3';
import { formatOf } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { systemCode } from './whole-file.ts';

/** What a look at the store's file says, before anything is written to it. */
export type Finding =
  | { kind: 'absent' }
  | { kind: 'sound' }
  | { kind: 'newer'; format: number }
  /** `why` in a few words, for the log. */
  | { kind: 'damaged'; why: string };

const magic = 'SQLite format 3\0';

/** Reads the file without changing it: is it there, ours, whole, of a format we know, and nothing foreign in its schema? */
export async function inspect(file: string): Promise<Finding> {
  const facts = await stat(file).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });
  // A log without its database must never be taken for the log of the next one.
  if (facts === null) return (await exists(`${file}-wal`)) ? { kind: 'damaged', why: 'a log without its database' } : { kind: 'absent' };
  if (!facts.isFile()) return { kind: 'damaged', why: 'not a file' };
  // A new file killed before its first commit is empty, and so is its log.
  if (facts.size === 0) return (await exists(`${file}-wal`)) ? { kind: 'damaged', why: 'an empty file with a log' } : { kind: 'absent' };
  const header = await headerOf(file);
  if (header === null) return { kind: 'damaged', why: 'not a database' };
  if (header.format > migrations.length) return { kind: 'newer', format: header.format };
  try {
    // A journal that was cut off is SQLite's to roll back, which takes a connection that may write.
    if (await exists(`${file}-journal`)) new Sqlite(file).close();
    return look(file);
  } catch (error) {
    const code = systemCode(error);
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR')
      return { kind: 'damaged', why: String(error) };
    throw error;
  }
}

function look(file: string): Finding {
  const connection = new Sqlite(file, { readonly: true, timeout: 5000 });
  try {
    connection.pragma('trusted_schema = off');
    connection.pragma('cell_size_check = on');
    // The log may hold a later format than the file's header says.
    const format = formatOf(connection);
    if (format > migrations.length) return { kind: 'newer', format };
    const foreign = foreignObject(connection, format);
    if (foreign !== null) return { kind: 'damaged', why: foreign };
    const problem = String(connection.pragma('quick_check(1)', { simple: true }));
    return problem === 'ok' ? { kind: 'sound' } : { kind: 'damaged', why: problem };
  } finally {
    connection.close();
  }
}

/** Compares the schema with the one the migrations make: a trigger or view that somebody put in must never run. */
function foreignObject(connection: Sqlite.Database, format: number): string | null {
  const reference = new Sqlite(':memory:');
  try {
    for (const step of migrations.slice(0, format)) reference.exec(step);
    const expected = new Set(schemaOf(reference));
    for (const each of schemaOf(connection)) {
      if (!expected.delete(each)) return `the schema holds what is not ours: ${each.slice(0, 80)}`;
    }
    const [missing] = expected;
    return missing === undefined ? null : `the schema lacks ${missing.slice(0, 80)}`;
  } finally {
    reference.close();
  }
}

/** sqlite_stat tables are SQLite's own notes for its planner. */
const schemaOf = (connection: Sqlite.Database): string[] =>
  connection
    .prepare(
      `select type || ' ' || name || ' on ' || tbl_name || ': ' || coalesce(sql, '') from sqlite_schema where name not like 'sqlite_stat%'`,
    )
    .pluck()
    .all()
    .map(String);

/** The format's number as the header says it (bytes 60 to 63, big-endian); null where the file is no database. */
async function headerOf(file: string): Promise<{ format: number } | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0);
    if (bytesRead < 100 || buffer.toString('latin1', 0, 16) !== magic) return null;
    return { format: buffer.readUInt32BE(60) };
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null)) !== null;
}
