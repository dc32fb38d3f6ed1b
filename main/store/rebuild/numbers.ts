import { readdir } from 'node:fs/promises';
import { sql } from 'kysely';
import type { WorkspaceFolders } from '../../workspace-folders.ts';
import { insertEvents } from '../events.ts';
import type { Database } from '../store.ts';

/** The numbered folders in a folder, rising. */
export async function numbersIn(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && /^[1-9]\d{0,14}$/.test(entry.name))
    .map((entry) => Number(entry.name))
    .sort((a, b) => a - b);
}

/**
 * Lets a rebuilt store count on where the one before it may have stopped: above every folder that lies there, read or
 * not, and with events above any that a client may remember.
 */
export async function reserveNumbers(db: Database, folders: WorkspaceFolders): Promise<void> {
  await reserve(db, 'datasets', await numbersIn(folders.datasets));
  await reserve(db, 'runs', await numbersIn(folders.runs));
  // Exports lie in folders numbered as the jobs that made them.
  await reserve(db, 'jobs', await numbersIn(folders.exports));
  const at = Date.now();
  await insertEvents(db, [{ seq: Math.floor(at / 1000), at, object: null, json: null }]);
}

async function reserve(db: Database, table: 'datasets' | 'runs' | 'jobs', numbers: number[]): Promise<void> {
  const greatest = numbers.at(-1) ?? 0;
  const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db);
  const [now] = rows;
  if (now === undefined) await sql`insert into sqlite_sequence (name, seq) values (${table}, ${greatest})`.execute(db);
  else if (now.seq < greatest) await sql`update sqlite_sequence set seq = ${greatest} where name = ${table}`.execute(db);
}
