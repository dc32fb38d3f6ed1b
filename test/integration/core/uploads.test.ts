import { existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eraseUnusedUploads } from '#main/core/uploads.ts';
import { noLog } from '#main/log.ts';
import { addDataset, addProject } from '#test/helpers/rows.ts';
import { openedStore } from '#test/helpers/workspace.ts';

const day = 24 * 60 * 60;

it('erases uploads that no dataset shows its pictures from, once they are a day old', async () => {
  const { store, folders } = await openedStore();
  const upload = (name: string, seconds: number) => {
    const folder = join(folders.uploads, name);
    mkdirSync(join(folder, 'Flowers'), { recursive: true });
    utimesSync(folder, Date.now() / 1000 - seconds, Date.now() / 1000 - seconds);
    return folder;
  };
  const old = { used: upload('upload-used', 9 * day), below: upload('upload-below', 9 * day), inBin: upload('upload-bin', 9 * day) };
  const gone = {
    unused: upload('upload-unused', 2 * day),
    likeAnother: upload('upload-be', 2 * day),
    erased: upload('upload-erased', 9 * day),
  };
  const fresh = upload('upload-fresh', 60);
  const project = await addProject(store.db);
  await addDataset(store.db, project, { source: old.used });
  await addDataset(store.db, project, { source: join(old.below, 'Flowers') });
  await addDataset(store.db, project, { source: old.inBin, deletedAt: 1 });
  await addDataset(store.db, project, { source: gone.erased, deletedAt: 1, erasedAt: 2 });

  await eraseUnusedUploads({ store, folders, log: noLog });

  for (const folder of [...Object.values(old), fresh]) expect(existsSync(folder)).toBe(true);
  for (const folder of Object.values(gone)) expect(existsSync(folder)).toBe(false);
});
