import { existsSync, mkdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changeDataset } from '#main/store/datasets.ts';
import { insertRun } from '#main/store/runs.ts';
import { addRun } from '#test/helpers/rows.ts';
import { openedCore, openedStore, temporaryFolder } from '#test/helpers/workspace.ts';

const names = [
  'Ж 鳥 🐦',
  '<script>alert(1)</script>',
  "'; drop table projects; --",
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%_\\',
  '"quotes"',
  '=1+1',
  'ᚠ'.repeat(120),
];

test.each(names)('a project may be called %s: a name is data', async (name) => {
  const { ask } = await openedCore();
  const made = await ask('projects.create', { name });
  expect(made.name).toBe(name);
  expect((await ask('projects.list', {})).projects.map((project) => project.name)).toEqual([name]);
});

test.each(['', '   ', 'a\nb', 'a\0b', 'x'.repeat(121)])('a project cannot be called %j', async (name) => {
  const { ask } = await openedCore();
  await expect(ask('projects.create', { name })).rejects.toMatchObject({ code: 'call-invalid' });
});

test('the one opened last comes first', async () => {
  const { ask } = await openedCore();
  const [a] = [await ask('projects.create', { name: 'a' }), await ask('projects.create', { name: 'b' })];
  await new Promise((resolve) => setTimeout(resolve, 2));
  await ask('projects.open', { project: a.id });
  expect((await ask('projects.list', {})).projects.map((project) => project.name)).toEqual(['a', 'b']);
});

test('removing moves to the Bin, restoring brings back, erasing ends it and its files', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const { project, run, dataset } = await addRun(before.store.db, { state: 'finished' });
  for (const folder of [before.folders.run(run), before.folders.dataset(dataset)]) mkdirSync(folder);
  await before.close();
  const { ask, core } = await openedCore(workspace);

  await ask('projects.remove', { project });
  expect((await ask('projects.list', {})).projects).toEqual([]);
  expect((await ask('projects.list', { deleted: true })).projects).toHaveLength(1);
  await ask('projects.restore', { project });
  expect(await ask('projects.get', { project })).toMatchObject({
    deletedAt: null,
    runs: 1,
    datasets: 1,
    readyDatasets: 1,
    models: 1,
  });
  await ask('projects.erase', { project });
  await expect(ask('projects.get', { project })).rejects.toMatchObject({ code: 'not-found' });
  for (const folder of [core.folders.run(run), core.folders.dataset(dataset)]) expect(existsSync(folder)).toBe(false);
});

const aRun = (project: number, dataset: number, modelVersion: number) => ({
  project,
  dataset,
  modelVersion,
  name: 'Run',
  config: '{}',
  parameters: 0,
  epochsDone: 0,
  step: 0,
  stepsPerEpoch: 0,
  note: '',
  tags: '[]',
  createdAt: 1,
});

test('shows the best validation accuracy of what has ended, and how much is running', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const final = (accuracy: number) => JSON.stringify({ train: null, validation: { loss: 1, accuracy, error: null }, test: null });
  const { project, dataset, version } = await addRun(before.store.db, { state: 'finished', final: final(0.7) });
  const same = aRun(project, dataset, version);
  await before.store.db
    .insertInto('runs')
    .values({ ...same, state: 'stopped', final: final(0.9) })
    .execute();
  await before.store.db
    .insertInto('runs')
    .values({ ...same, state: 'failed', final: final(0.99) })
    .execute();
  await before.store.db
    .insertInto('runs')
    .values({ ...same, state: 'finished', final: final(0.95), deletedAt: Date.now() })
    .execute();
  await before.close();
  const { ask } = await openedCore(workspace);
  expect(await ask('projects.get', { project })).toMatchObject({ best: { measure: 'accuracy', figure: 0.9 }, runs: 3, running: 0 });
});

test('shows the least error where the newest run that ended is judged by it', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const final = (validation: object | null) => JSON.stringify({ train: null, validation, test: null });
  const off = (error: number) => final({ loss: 1, accuracy: null, error });
  const { project, dataset, version } = await addRun(before.store.db, {
    state: 'finished',
    final: final({ loss: 1, accuracy: 0.7, error: null }),
  });
  for (const [at, error] of [12.5, 11, 14].entries())
    await insertRun(before.store.db, {
      ...aRun(project, dataset, version),
      name: `Run ${at}`,
      state: 'finished',
      measure: 'error',
      final: off(error),
    });
  await insertRun(before.store.db, { ...aRun(project, dataset, version), state: 'finished', measure: 'error', final: final(null) });
  await before.close();
  const { ask } = await openedCore(workspace);
  expect(await ask('projects.get', { project })).toMatchObject({ best: { measure: 'error', figure: 11 } });
  expect((await ask('projects.list', {})).projects[0]?.best).toEqual({ measure: 'error', figure: 11 });
});

test('what does not exist is told by number', async () => {
  const { ask } = await openedCore();
  for (const name of ['projects.get', 'projects.open', 'projects.remove', 'projects.restore', 'projects.erase'] as const) {
    await expect(ask(name, { project: 42 })).rejects.toMatchObject({ code: 'not-found', message: 'There is no project 42.' });
  }
});

test('a dataset that was not imported as a whole is there, but nothing to train on', async () => {
  const workspace = temporaryFolder();
  const before = await openedStore(workspace);
  const { project, dataset } = await addRun(before.store.db, { state: 'finished' });
  await before.store.quick((db) => changeDataset(db, dataset, { state: 'incomplete' }));
  await before.close();
  const { ask } = await openedCore(workspace);
  expect(await ask('projects.get', { project })).toMatchObject({ datasets: 1, readyDatasets: 0 });
});
