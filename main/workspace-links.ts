import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

/**
 * Throws workspace-link where something of the workspace is a link. A workspace may come from anywhere, out of somebody's
 * archive, and what Unfold empties, replaces and tidies in it must never lie elsewhere. Only the folders of the first level
 * may be links, since a large drive is a good place for them: below them, nothing but what is named by its number is touched.
 */
export async function requireNoLinks(folders: WorkspaceFolders): Promise<void> {
  const large = new Set([folders.datasets, folders.runs, folders.exports, folders.samples, folders.logs]);
  refuseLinks((await entriesOf(folders.root)).filter((entry) => !large.has(pathOf(entry))));
  for (const folder of large) {
    const entries = await entriesOf(folder);
    refuseLinks(entries);
    if (folder !== folders.runs) continue;
    // A run's checkpoints are tidied after every end: what no row knows is removed.
    for (const entry of entries) if (entry.isDirectory()) refuseLinks(await entriesOf(pathOf(entry)));
  }
}

const pathOf = (entry: Dirent): string => join(entry.parentPath, entry.name);

/** What cannot be listed is not there yet, or is told of by whoever needs it. */
const entriesOf = (folder: string): Promise<Dirent[]> => readdir(folder, { withFileTypes: true }).catch(() => []);

function refuseLinks(entries: readonly Dirent[]): void {
  const link = entries.find((entry) => entry.isSymbolicLink());
  if (link !== undefined) throw appError('workspace-link', { path: pathOf(link) });
}
