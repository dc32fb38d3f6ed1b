import type { Dirent } from 'node:fs';
import { opendir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cancellation } from '#app/contract/channel.ts';

/** What lies below a folder. Paths are relative to it, `/` between names. */
export interface Tree {
  files: string[];
  /** What was passed over, and why. */
  skipped: { path: string; reason: string }[];
}

/** Deep enough for any collection, and an end for what was made to have none. */
const mostDepth = 16;
/** More than any disk of images holds: it is the folder that was chosen wrongly. */
export const mostFiles = 2_000_000;
const hidden = /^(\..*|Thumbs\.db|desktop\.ini|\$RECYCLE\.BIN|System Volume Information|__MACOSX)$/i;

/** A folder's entries without hidden and system files, in the order of their names, `most` of any; throws what the system says. */
export async function entriesOf(folder: string, most = Number.POSITIVE_INFINITY): Promise<Dirent[]> {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(folder, { bufferSize: 1024 })) {
    if (hidden.test(entry.name)) continue;
    entries.push(entry);
    if (entries.length >= most) break;
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether an entry is a file, a folder, a link to one of them, or anything else: a pipe, a socket, a device, a broken link. */
export async function kindOf(folder: string, entry: Dirent): Promise<'file' | 'folder' | 'other'> {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  if (!entry.isSymbolicLink()) return 'other';
  const target = await stat(join(folder, entry.name)).catch(() => null);
  return target?.isFile() ? 'file' : target?.isDirectory() ? 'folder' : 'other';
}

/**
 * All files below root/`start` ('' for the root itself), links followed, but never back into a folder that the way led
 * through. What cannot be read or is no file is listed, not thrown. Gathers into `tree`, which holds what was found when it is
 * given up.
 */
export async function walk(
  root: string,
  start = '',
  signal?: Cancellation,
  tree: Tree = { files: [], skipped: [] },
  most = mostFiles,
): Promise<Tree> {
  const names = start === '' ? [] : start.split('/');
  const above = names.map((_, depth) => join(root, ...names.slice(0, depth)));
  await visit(start, await Promise.all(above.map((folder) => realpath(folder).catch(() => folder))));
  return tree;

  async function visit(path: string, above: string[]): Promise<void> {
    if (signal?.aborted) throw new Error('The walk was given up');
    const folder = join(root, path);
    const real = await realpath(folder).catch(() => folder);
    if (above.includes(real)) return skip(path, 'it is a link back to a folder above it');
    if (above.length > mostDepth) return skip(path, `it lies more than ${mostDepth} folders deep`);
    let entries: Dirent[];
    try {
      entries = await entriesOf(folder, most - tree.files.length + 1);
    } catch (error) {
      return skip(path, `the folder cannot be read (${error instanceof Error && 'code' in error ? error.code : 'unknown'})`);
    }
    for (const entry of entries) {
      if (signal?.aborted) throw new Error('The walk was given up');
      if (tree.files.length >= most) return skip(path, `more than ${most} files lie in it and in the folders before it`);
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const kind = entry.isFile() ? 'file' : await kindOf(folder, entry);
      if (kind === 'file') tree.files.push(below);
      else if (kind === 'folder') await visit(below, [...above, real]);
      else skip(below, entry.isSymbolicLink() ? 'it is a link that leads nowhere' : 'it is a pipe, a socket or a device');
    }
  }

  function skip(path: string, reason: string): void {
    tree.skipped.push({ path, reason });
  }
}
