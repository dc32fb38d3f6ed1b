import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCore } from '#main/core.ts';
import { insertCheckpoint } from '#main/store/checkpoints.ts';
import { insertJob } from '#main/store/jobs.ts';
import { runById } from '#main/store/runs.ts';
import { aJob } from '#test/helpers/news.ts';
import { addDataset, addRun } from '#test/helpers/rows.ts';
import { openedCore, openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

test('what was under way when the last process ended says where it stands', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const added = await addRun(before.store.db, { state: 'running' });
  const importing = await addDataset(before.store.db, added.project, { state: 'importing' });
  const { id: _, ...job } = aJob(1, { title: 'Import birds', state: 'running', done: 5 });
  const id = await insertJob(before.store.db, job);
  await before.close();

  const { core, ask } = await openedCore(workspace);
  expect(await ask('jobs.get', { job: id })).toMatchObject({
    state: 'failed',
    done: 5,
    error: { code: 'job-cut-off', message: expect.stringContaining('Import birds') },
  });
  await core.close();
  const after = await openedStore(workspace);
  expect(await runById(after.store.db, added.run)).toMatchObject({ state: 'interrupted' });
  expect(await after.store.db.selectFrom('datasets').select('state').where('id', '=', importing).executeTakeFirst()).toEqual({
    state: 'incomplete',
  });
});

test('half-written files of a killed process go; whole ones stay', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const { run } = await addRun(before.store.db, { state: 'running' });
  const checkpoints = before.folders.checkpoints(run);
  mkdirSync(checkpoints, { recursive: true });
  const metrics = { train: { loss: 1, accuracy: 0, error: null }, validation: null };
  await insertCheckpoint(before.store.db, {
    run,
    epoch: 1,
    step: 1,
    file: 'epoch-00001.ckpt',
    sha256: 'x',
    bytes: 1,
    best: true,
    metrics,
    createdAt: 1,
  });
  for (const name of ['.a.unfold-temp', 'epoch-00001.ckpt', 'epoch-00002.ckpt']) writeFileSync(join(checkpoints, name), 'x');
  writeFileSync(join(workspace, '.b.unfold-temp'), 'x');
  await before.close();

  await openedCore(workspace);
  expect(existsSync(join(checkpoints, 'epoch-00001.ckpt'))).toBe(true);
  for (const gone of [join(checkpoints, '.a.unfold-temp'), join(checkpoints, 'epoch-00002.ckpt'), join(workspace, '.b.unfold-temp')])
    expect(existsSync(gone), gone).toBe(false);
});

test('what has lain in the Bin for 30 days is erased on opening, the rest is not', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const day = 24 * 60 * 60 * 1000;
  const old = await addRun(before.store.db, { state: 'finished', deletedAt: Date.now() - 31 * day });
  const recent = await addRun(before.store.db, { state: 'finished', deletedAt: Date.now() - 29 * day });
  for (const { run } of [old, recent]) {
    mkdirSync(before.folders.checkpoints(run), { recursive: true });
    writeFileSync(join(before.folders.checkpoints(run), 'epoch-00001.ckpt'), 'x');
  }
  await before.close();

  const { core } = await openedCore(workspace);
  expect(existsSync(core.folders.run(old.run))).toBe(false);
  expect(existsSync(core.folders.run(recent.run))).toBe(true);
  await core.close();
  const after = await openedStore(workspace);
  expect((await after.store.db.selectFrom('runs').select('id').execute()).map((row) => row.id)).toEqual([recent.run]);
});

test('a core that cannot open holds nothing', async () => {
  const workspace = temporaryFolder();
  const { core } = await openedCore(workspace);
  await expect(openCore({ workspace, version: '0', as: 'second' })).rejects.toMatchObject({ code: 'workspace-owned' });
  await core.close();
  writeFileSync(join(workspace, 'unfold.sqlite'), 'SQLite format 3\0'.padEnd(60, '\0') + '\0\0\0\x63' + '\0'.repeat(100));
  await expect(openCore({ workspace, version: '0', as: 'third' })).rejects.toMatchObject({ code: 'store-newer' });
  writeFileSync(join(workspace, 'unfold.sqlite'), '');
  await openedCore(workspace);
});

test('after closing, calls are answered and the workspace is free', async () => {
  const workspace = temporaryFolder();
  const { core } = await openedCore(workspace);
  await Promise.all([core.close(), core.close()]);
  expect(await core.call('projects.list', {}, { door: 'server' })).toMatchObject({ ok: false, error: { code: 'closing' } });
  await openedCore(workspace);
});

test('calls made at once are all answered, in whatever order they end', async () => {
  const { ask } = await openedCore();
  const made = await Promise.all(Array.from({ length: 50 }, (_, place) => ask('projects.create', { name: `Project ${place}` })));
  expect(new Set(made.map((project) => project.id)).size).toBe(50);
  expect((await ask('projects.list', {})).projects).toHaveLength(50);
});
