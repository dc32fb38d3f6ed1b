import { readdir, rm, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ServiceContext } from '../service-context.ts';

const day = 24 * 60 * 60 * 1000;

/**
 * Erases folders that browsers uploaded a day ago or earlier and that no dataset shows its pictures from, one in the Bin
 * included: uploads that nobody imported, and those of datasets that are no more.
 */
export async function eraseUnusedUploads(
  { store, folders, log }: Pick<ServiceContext, 'store' | 'folders' | 'log'>,
  now = Date.now(),
): Promise<void> {
  const uploads = await readdir(folders.uploads).catch(() => []);
  if (uploads.length === 0) return;
  const rows = await store.db.selectFrom('datasets').select('source').where('erasedAt', 'is', null).execute();
  for (const name of uploads) {
    const folder = join(folders.uploads, name);
    const facts = await stat(folder).catch(() => null);
    const used = rows.some(({ source }) => source === folder || source.startsWith(folder + sep));
    if (used || facts === null || facts.mtimeMs > now - day) continue;
    await rm(folder, { recursive: true, force: true }).catch((error: unknown) =>
      log.warn('an upload could not be erased', { folder, error }),
    );
  }
}
