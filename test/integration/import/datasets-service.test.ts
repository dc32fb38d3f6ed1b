import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeClasses } from '#test/helpers/image-files.ts';
import { imported } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const small = { kind: 'images', width: 8, height: 8 } as const;

async function animals() {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 20, dog: 10 });
  const { dataset } = await imported(opened, { folder, preprocessing: small });
  return { ...opened, opened, dataset };
}

describe('the list of items', () => {
  it('is filtered by class, part and name, and cut into pages', async () => {
    const { ask, dataset } = await animals();
    const list = (part: object) => ask('datasets.items', { dataset: dataset.id, ...part });
    expect((await list({})).total).toBe(30);
    expect((await list({ class: 1 })).total).toBe(10);
    expect((await list({ split: 'test' })).items.every((item) => item.split === 'test')).toBe(true);
    expect((await list({ search: 'CAT/000' })).total).toBe(10);
    expect((await list({ search: '%' })).total).toBe(0);
    expect((await list({ offset: 28, limit: 5 })).items.map((item) => item.index)).toEqual([28, 29]);
    expect((await list({ only: 'duplicates' })).total).toBe(0);
  });

  it('is for datasets that there are', async () => {
    const { ask } = await animals();
    for (const call of ['datasets.items', 'datasets.skipped', 'datasets.duplicates', 'datasets.get'] as const) {
      await expect(ask(call, { dataset: 99 })).rejects.toMatchObject({ code: 'not-found' });
    }
  });
});

describe('relabel', () => {
  it('moves items to another class, counts and hashes anew, in the store and beside the shards', async () => {
    const { ask, core, dataset } = await animals();
    const changed = await ask('datasets.relabel', { dataset: dataset.id, items: [0, 1], class: 1 });
    expect(changed.classes.map((each) => each.items)).toEqual([18, 12]);
    expect(changed.hash).not.toBe(dataset.hash);
    const manifest = JSON.parse(readFileSync(join(core.folders.dataset(dataset.id), 'manifest.json'), 'utf8'));
    expect(manifest.dataset.hash).toBe(changed.hash);
    expect((await ask('datasets.relabel', { dataset: dataset.id, items: [0, 1], class: 0 })).hash).toBe(dataset.hash);
  });

  it('refuses a class or an item that is not there, and changes nothing', async () => {
    const { ask, dataset } = await animals();
    await expect(ask('datasets.relabel', { dataset: dataset.id, items: [0], class: 2 })).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask('datasets.relabel', { dataset: dataset.id, items: [0, 30], class: 1 })).rejects.toMatchObject({ code: 'not-found' });
    expect((await ask('datasets.get', { dataset: dataset.id })).hash).toBe(dataset.hash);
  });
});

describe('resplit', () => {
  it('draws other parts, and the same ones again from the same seed', async () => {
    const { ask, dataset } = await animals();
    const other = await ask('datasets.resplit', { dataset: dataset.id, split: { train: 60, validation: 20, test: 20, seed: 1 } });
    expect(other.classes[0]).toMatchObject({ train: 12, validation: 4, test: 4 });
    expect(other.split).toMatchObject({ train: 60, seed: 1 });
    expect((await ask('datasets.resplit', { dataset: dataset.id, split: {} })).hash).toBe(dataset.hash);
  });

  it('refuses shares that do not add up', async () => {
    const { ask, dataset } = await animals();
    await expect(ask('datasets.resplit', { dataset: dataset.id, split: { train: 90, validation: 20, test: 10 } })).rejects.toMatchObject({
      code: 'call-invalid',
    });
  });
});

it('rename, remove and restore', async () => {
  const { ask, dataset } = await animals();
  expect((await ask('datasets.rename', { dataset: dataset.id, name: 'Pets' })).name).toBe('Pets');
  expect((await ask('datasets.remove', { dataset: dataset.id })).deletedAt).not.toBeNull();
  expect((await ask('datasets.list', {})).datasets).toEqual([]);
  await ask('datasets.restore', { dataset: dataset.id });
  expect((await ask('datasets.list', { project: dataset.project })).datasets.length).toBe(1);
});

it('removing a dataset that is being imported ends its import', async () => {
  const { ask } = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 300, dog: 300 }, 40);
  const { job, dataset } = await ask('datasets.importImages', { folder, preprocessing: { kind: 'images', width: 256, height: 256 } });
  await ask('datasets.remove', { dataset });
  expect((await ask('jobs.get', { job })).state).toBe('cancelled');
});

it('a look at a folder writes nothing', async () => {
  const { ask } = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  expect(await ask('datasets.scan', { folder })).toMatchObject({
    layout: 'class-folders',
    items: 6,
    suggested: { preprocessing: { width: 12, height: 12 } },
  });
  expect((await ask('datasets.list', {})).datasets).toEqual([]);
});
