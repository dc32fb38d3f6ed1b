import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '#app/errors.ts';
import type { Log } from '../log.ts';
import type { WorkspaceFolders } from '../workspace-folders.ts';
import { connect, migrate } from './connection.ts';
import { disk } from './disk.ts';
import { inspect } from './inspect.ts';
import { migrations } from './migrations/index.ts';
import { addNotice } from './notices.ts';
import { reserveNumbers } from './rebuild/numbers.ts';
import { rebuild } from './rebuild/rebuild.ts';
import { readMark, saveMark } from './settings.ts';
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
    if (found.kind === 'damaged') {
      const keptAs = await moveAside(folders);
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
    try {
      if ((await readMark(store.db, 'filled')) === 0) await fill(store, folders, log);
    } catch (error) {
      await store.close();
      throw error;
    }
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

/**
 * Fills a new store from the files that lie in the workspace, and says so where there is something to say. All in one
 * transaction with the mark that it is done: a store that was killed before is filled at the next opening.
 */
async function fill(store: Store, folders: WorkspaceFolders, log: Log): Promise<void> {
  const keptAs = await newestKept(folders.root);
  await store.transaction(async (db) => {
    const rebuilt = await rebuild(db, folders, log);
    await saveMark(db, 'filled', 1);
    if (keptAs === null && rebuilt.runs + rebuilt.datasets + rebuilt.failed === 0) return;
    await reserveNumbers(db, folders);
    const counts = `${counted(rebuilt.datasets, 'dataset')} and ${counted(rebuilt.runs, 'run')} were brought back from their files`;
    const lost = rebuilt.failed > 0 ? `; ${counted(rebuilt.failed, 'folder')} could not be read and stay where they are` : '';
    await addNotice(db, {
      kind: keptAs === null ? 'store-missing' : 'store-damaged',
      at: Date.now(),
      message: `The store was ${keptAs === null ? 'missing' : 'damaged and is kept aside'}: ${counts}${lost}.`,
      remedy:
        'Check what is here: drafts without a run, curves by step and evaluations lie only in the store. A backup goes in place of unfold.sqlite while Unfold is closed.',
      file: keptAs,
    });
  });
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** The last store that was moved aside; where nothing but its log was left, that. */
async function newestKept(root: string): Promise<string | null> {
  const names = (await readdir(root)).filter((name) => /^unfold\.damaged-.*\.sqlite(-wal)?$/.test(name)).sort();
  const newest = names.findLast((name) => name.endsWith('.sqlite')) ?? names.at(-1);
  return newest === undefined ? null : join(root, newest);
}
