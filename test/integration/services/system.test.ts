import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { electronFacts } from '#main/services/system/electron.ts';
import { places } from '#main/services/system/places.ts';
import { insertExport } from '#main/store/exports.ts';
import { addRun } from '#test/helpers/rows.ts';
import { openedCore, openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

test('a setting changes alone and is there after a restart', async () => {
  const workspace = temporaryFolder();
  const first = await openedCore(workspace);
  await first.ask('system.saveSettings', { theme: 'dark' });
  await first.ask('system.saveSettings', { density: 'compact' });
  await first.core.close();
  const { ask } = await openedCore(workspace);
  expect(await ask('system.settings', {})).toMatchObject({ theme: 'dark', density: 'compact', viewKeys: true });
});

test('a stored setting that no longer fits falls back to its default', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  await before.store.db
    .insertInto('settings')
    .values([
      { key: 'theme', value: '"neon"' },
      { key: 'density', value: '"compact"' },
      { key: '__proto__', value: '1' },
      { key: 'viewKeys', value: '{' },
    ])
    .execute();
  await before.close();
  const { ask } = await openedCore(workspace);
  expect(await ask('system.settings', {})).toMatchObject({ theme: 'system', density: 'compact', viewKeys: true });
});

test('lists folders and files of texts without hidden ones, counts images, follows links to folders', async () => {
  const folder = temporaryFolder();
  for (const name of ['b', 'a 10', 'a 2', '.hidden', '<b>&"']) mkdirSync(join(folder, name));
  symlinkSync(join(folder, 'b'), join(folder, 'link'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'broken'));
  for (const name of ['x.PNG', 'y.jpeg', 'notes.txt', 'list.pdf', '.secret.csv', '.z.png']) writeFileSync(join(folder, name), '');
  const { ask } = await openedCore();
  const listing = await ask('system.listFolder', { folder });
  expect(listing.folders.map((each) => each.name)).toEqual(['<b>&"', 'a 2', 'a 10', 'b', 'link']);
  expect(listing.images).toBe(2);
  expect(listing.files).toEqual([{ name: 'notes.txt', path: join(folder, 'notes.txt') }]);
  expect(listing.folders[1]?.path).toBe(join(folder, 'a 2'));
  expect(listing.parent).not.toBeNull();
});

test.each(['relative', '../x', '/nowhere/at/all', '/etc/passwd', 'a\0b'])('a folder %j is missing', async (folder) => {
  const { ask } = await openedCore();
  await expect(ask('system.listFolder', { folder })).rejects.toMatchObject({ code: 'folder-missing' });
});

const isRoot = process.getuid?.() === 0;
test.skipIf(isRoot)(`a folder that may not be read is told so${isRoot ? ' (skipped: root may read all)' : ''}`, async () => {
  const folder = join(temporaryFolder(), 'closed');
  mkdirSync(folder);
  chmodSync(folder, 0);
  const { ask } = await openedCore();
  await expect(ask('system.listFolder', { folder })).rejects.toMatchObject({ code: 'folder-closed' });
});

test('names the folders that Linux calls by the language of the user', async () => {
  const home = temporaryFolder();
  for (const name of ['.config', 'Bilder', 'Downloads']) mkdirSync(join(home, name));
  writeFileSync(join(home, '.config', 'user-dirs.dirs'), '# x\nXDG_PICTURES_DIR="$HOME/Bilder"\nXDG_DESKTOP_DIR="$HOME/"\n');
  const found = await places(home);
  expect(found).toContainEqual({ name: 'Pictures', path: join(home, 'Bilder') });
  expect(found.map((place) => place.name)).toEqual(expect.arrayContaining(['Home', 'Downloads']));
  expect(found.map((place) => place.name)).not.toContain('Desktop');
});

test('says what the workspace takes, and the Bin gives back what lay in it', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const kept = await addRun(before.store.db, { state: 'finished' });
  const removed = await addRun(before.store.db, { state: 'finished', deletedAt: Date.now() });
  for (const { run } of [kept, removed]) {
    mkdirSync(before.folders.run(run));
    writeFileSync(join(before.folders.run(run), 'file'), new Uint8Array(10_000));
  }
  await before.close();
  const { ask } = await openedCore(workspace);
  const storage = await ask('system.storage', {});
  expect(storage).toMatchObject({ folder: workspace, runs: 20_000, bin: 10_000, datasets: 0 });
  expect(storage.used).toBeGreaterThan(20_000);
  expect(storage.free).toBeGreaterThan(0);
  expect(await ask('system.emptyBin', {})).toEqual({ freed: 10_000 });
  expect(await ask('system.storage', {})).toMatchObject({ runs: 10_000, bin: 0 });
});

test('a run that is erased takes its exports below the workspace along, not those elsewhere', async () => {
  const workspace = temporaryFolder();
  const elsewhere = temporaryFolder();
  const before = await openedStore(workspace);
  const { run } = await addRun(before.store.db, { state: 'finished', deletedAt: Date.now() });
  const inside = before.folders.export(3);
  mkdirSync(inside);
  const exported = { run, epoch: 1, format: 'tfjs', files: [], examples: 1, maxDifference: 0, createdAt: 1 };
  for (const out of [inside, elsewhere]) await insertExport(before.store.db, { ...exported, out });
  await before.close();
  const { ask } = await openedCore(workspace);
  await ask('system.emptyBin', {});
  expect(existsSync(inside)).toBe(false);
  expect(existsSync(elsewhere)).toBe(true);
});

test('a dataset erased while runs name it keeps its name for them', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const { dataset } = await addRun(before.store.db, { state: 'finished' });
  await before.store.db.updateTable('datasets').set({ deletedAt: 1 }).execute();
  await before.close();
  const { core } = await openedCore(workspace);
  await core.close();
  const after = await openedStore(workspace);
  const row = await after.store.db.selectFrom('datasets').select(['name', 'erasedAt']).where('id', '=', dataset).executeTakeFirst();
  expect(row).toMatchObject({ name: 'Data', erasedAt: expect.any(Number) });
  expect(await after.store.db.selectFrom('runs').select('id').execute()).toHaveLength(1);
});

test('a notice is shown until it is dismissed', async () => {
  const workspace = temporaryFolder();
  writeFileSync(join(workspace, 'unfold.sqlite'), 'not a database at all');
  const { ask } = await openedCore(workspace);
  const { notices } = await ask('system.storeNotices', {});
  expect(notices).toMatchObject([{ file: expect.stringContaining('unfold.damaged-') }]);
  expect(await ask('system.dismissNotice', { notice: notices[0]?.id ?? 0 })).toEqual({ notices: [] });
});

test('the doctor says what is here', async () => {
  const { ask, core } = await openedCore();
  const report = await ask('system.doctor', {});
  expect(report).toMatchObject({ unfold: '0.0.0-test', node: { version: process.version }, workspace: core.folders.root });
  expect(report.engines.find((engine) => engine.name === 'portable')).toMatchObject({ ready: true });
  expect(report.sqlite).toMatch(/^3\.\d+\.\d+$/);
  expect(report.threads).toBeGreaterThan(0);
});

test("Electron's package is looked at without being run", () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'package.json'), '{"version": "45.0.0", "main": "index.js"}');
  const resolve = () => join(folder, 'package.json');
  expect(electronFacts(resolve)).toEqual({ version: '45.0.0', binary: false });
  writeFileSync(join(folder, 'path.txt'), 'electron');
  expect(electronFacts(resolve)).toEqual({ version: '45.0.0', binary: false });
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'dist', 'electron'), '');
  expect(electronFacts(resolve)).toEqual({ version: '45.0.0', binary: true });
  const absent = () => {
    throw new Error('not installed');
  };
  expect(electronFacts(absent)).toEqual({ version: null, binary: false });
});
