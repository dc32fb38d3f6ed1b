import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import type { Log } from '../log.ts';
import type { WorkspaceFolders } from '../workspace-folders.ts';
import { connect, migrate } from './connection.ts';
import { disk } from './disk.ts';
import { inspect } from './inspect.ts';
import { migrations } from './migrations/index.ts';
import { addNotice } from './notices.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { type Store, storeOver } from './store.ts';
import { writeError } from './whole-file.ts';

/**
 * Opens the workspace's store. A newer one rejects with store-newer and is not touched; a damaged one is moved aside and
 * kept, a fresh one is made and filled from the files of runs and datasets, and a notice tells of it.
 */
export async function openStore(folders: WorkspaceFolders, log: Log): Promise<Store> {
  const file = folders.store;
  try {
    const found = await inspect(file);
    if (found.kind === 'newer') throw appError('store-newer', { folder: folders.root, found: found.format, known: migrations.length });
    let keptAs: string | null = null;
    if (found.kind === 'damaged') {
      keptAs = await moveAside(folders);
      log.error('the store is damaged and was kept aside', { file, keptAs, why: found.why });
    }
    const connection = connect(file);
    try {
      migrate(connection);
    } catch (error) {
      connection.close();
      throw error;
    }
    const store = storeOver(connection, log);
    if (found.kind !== 'sound') await refill(store, folders, keptAs, log);
    return store;
  } catch (error) {
    throw writeError(error, file, 'the store');
  }
}

/** Renames the store with its log, so that both are kept together and any tool can still read them. Returns the new path. */
async function moveAside(folders: WorkspaceFolders): Promise<string> {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const kept = join(folders.root, `unfold.damaged-${stamp}.sqlite`);
  for (const ending of ['-wal', '-shm', '']) {
    if (existsSync(`${folders.store}${ending}`)) await rename(`${folders.store}${ending}`, `${kept}${ending}`);
  }
  await disk.syncFolder(folders.root);
  return kept;
}

/** Fills a fresh store from the files that lie in the workspace, and says so where there is something to say. */
async function refill(store: Store, folders: WorkspaceFolders, keptAs: string | null, log: Log): Promise<void> {
  const rebuilt = await rebuild(store, folders, log);
  if (keptAs === null && rebuilt.runs + rebuilt.datasets === 0) return;
  const counts = `${rebuilt.datasets} datasets and ${rebuilt.runs} runs were rebuilt from their files`;
  const lost = rebuilt.failed > 0 ? `; ${rebuilt.failed} could not be` : '';
  await store.transaction((db) =>
    addNotice(db, {
      kind: keptAs === null ? 'store-missing' : 'store-damaged',
      at: Date.now(),
      message: keptAs === null ? `The store was missing: ${counts}${lost}.` : `The store was damaged and is kept aside: ${counts}${lost}.`,
      remedy:
        keptAs === null
          ? 'Check what is here. If you have a backup of unfold.sqlite, close Unfold and put it back.'
          : 'Check what is here. To go back to a backup, close Unfold and put it in place of unfold.sqlite.',
      file: keptAs,
    }),
  );
}
