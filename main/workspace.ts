import { lstat, readFile, rm, truncate } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { z } from 'zod';
import { appError } from '#app/errors.ts';
import { makeFolder } from './make-folder.ts';
import { systemCode, writeError, writeWhole } from './store/whole-file.ts';
import { type WorkspaceFolders, workspaceFolders } from './workspace-folders.ts';
import { requireNoLinks } from './workspace-links.ts';

const ownerFile = z.object({ pid: z.int().positive(), as: z.string() });
const serverFile = z.object({ pid: z.int().positive(), port: z.int().min(1).max(65_535), token: z.string().min(16) });
/** A server that owns a workspace: where it listens on this machine, and what a caller must show. */
export type ServerFacts = z.infer<typeof serverFile>;

/** A workspace that only this process may open, until `release` or death. */
export interface Ownership {
  folders: WorkspaceFolders;
  publishServer(server: { port: number; token: string }): Promise<void>;
  release(): Promise<void>;
}

/** A probe by another command holds the lock for a moment; a real owner holds it for longer than this. */
const claimMilliseconds = 250;

/** Where the workspace lies when nobody names one. */
export function defaultWorkspace(platform = process.platform, environment: NodeJS.ProcessEnv = process.env): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Unfold');
  if (platform === 'win32') return join(environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'Unfold');
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'unfold');
}

/**
 * Makes this process the owner of the workspace. The claim is SQLite's exclusive lock on owner.sqlite: the system frees
 * it when the process dies, however it dies. Rejects with workspace-owned, workspace-link, disk-full or write-failed.
 */
export async function claimWorkspace(folder: string, as: string): Promise<Ownership> {
  const folders = workspaceFolders(resolve(folder));
  const ownerJson = join(folders.root, 'owner.json');
  let lock: Sqlite.Database | null = null;
  try {
    for (const each of [folders.root, folders.logs, folders.datasets, folders.runs, folders.exports]) await makeFolder(each, 0o700);
    await requireNoLinks(folders);
    lock = await exclusiveLock(folders.owner, claimMilliseconds);
    if (lock === null) throw appError('workspace-owned', { folder: folders.root, owner: await ownerOf(ownerJson) });
    // Whatever the last owner published died with it.
    await rm(folders.server, { force: true });
    await writeWhole(ownerJson, JSON.stringify({ pid: process.pid, as }), { mode: 0o600 });
  } catch (error) {
    lock?.close();
    throw writeError(error, folders.root, 'the workspace');
  }
  const held = lock;
  return {
    folders,
    async publishServer({ port, token }) {
      await writeWhole(folders.server, JSON.stringify({ pid: process.pid, port, token }), { mode: 0o600 });
    },
    async release() {
      if (!held.open) return;
      await rm(folders.server, { force: true });
      await rm(ownerJson, { force: true });
      held.close();
    },
  };
}

/** The server that owns the workspace; null where none does. What a dead one left is removed. */
export async function findServer(folder: string): Promise<ServerFacts | null> {
  const folders = workspaceFolders(resolve(folder));
  const server = await readJson(folders.server, serverFile);
  if (server === null) return null;
  const lock = await exclusiveLock(folders.owner, 0);
  if (lock === null) {
    // Between claiming and publishing, the file may still be another's.
    return (await readJson(join(folders.root, 'owner.json'), ownerFile))?.pid === server.pid ? server : null;
  }
  await rm(folders.server, { force: true });
  lock.close();
  return null;
}

/** An exclusively locked connection, or null where another process has it. */
async function exclusiveLock(file: string, waitMilliseconds: number): Promise<Sqlite.Database | null> {
  // What is no database is emptied below: a link would empty a file that is not ours.
  if ((await lstat(file).catch(() => null))?.isSymbolicLink()) throw appError('workspace-link', { path: file });
  const connection = new Sqlite(file, { timeout: waitMilliseconds });
  try {
    connection.pragma('locking_mode = exclusive');
    connection.exec('begin exclusive');
    return connection;
  } catch (error) {
    connection.close();
    const code = systemCode(error);
    if (code?.startsWith('SQLITE_BUSY')) return null;
    // Nobody can hold a lock on what is no database: it is emptied, not replaced, so that all lock the same file.
    if (code === 'SQLITE_NOTADB' || code?.startsWith('SQLITE_CORRUPT')) {
      await truncate(file, 0);
      return exclusiveLock(file, waitMilliseconds);
    }
    throw error;
  }
}

async function ownerOf(ownerJson: string): Promise<string> {
  const owner = await readJson(ownerJson, ownerFile);
  return owner ? `${owner.as} (process ${owner.pid})` : 'another process';
}

async function readJson<T>(file: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Not there, or not ours: the same to who asks.
    return null;
  }
}
