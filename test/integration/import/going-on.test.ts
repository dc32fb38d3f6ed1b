import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { itemsPerShard } from '#main/datasets/shards.ts';
import { numbered, pngOf, writeClasses, writeFiles } from '#test/helpers/image-files.ts';
import { ended, imported } from '#test/helpers/imports.ts';
import { type OpenedCore, openedCore } from '#test/helpers/workspace.ts';

/** Large enough that 900 images fill several shards. */
const preprocessing = { kind: 'images', width: 128, height: 128, channels: 'rgb', fit: 'stretch', background: 0 } as const;
const each = itemsPerShard(preprocessing);
const counts = { cat: 450, dog: 450 };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'unfold-going-on-'));
  writeClasses(folder, counts, 40);
  writeFiles(folder, { 'cat/0100-bad.png': 'text' });
  return () => rmSync(folder, { recursive: true, force: true });
});

interface Manifest {
  items: unknown[];
  shards: { file: string; sha256: string }[];
  skipped: unknown[];
}
/** What the manifest says, once the shards on the disk have been found to be what it says. */
function manifestOf({ core }: OpenedCore, dataset: number): Manifest {
  const folder = core.folders.dataset(dataset);
  const { items, shards, skipped }: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const found = shards.map(({ file }) => hash('sha256', readFileSync(join(folder, file))));
  expect(found).toEqual(shards.map((shard) => shard.sha256));
  return { items, shards, skipped };
}

/** Starts an import and cancels it once so many items lie in whole shards; how long the cancelling took. */
async function cancelled(opened: OpenedCore, atLeast: number): Promise<{ dataset: number; milliseconds: number }> {
  const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
  while ((await opened.ask('datasets.get', { dataset })).items < atLeast) await new Promise((resolve) => setTimeout(resolve, 2));
  const start = performance.now();
  const over = await opened.ask('jobs.cancel', { job });
  expect(over.state).toBe('cancelled');
  return { dataset, milliseconds: performance.now() - start };
}

async function resumed(opened: OpenedCore, dataset: number) {
  const { job } = await opened.ask('datasets.resumeImport', { dataset });
  expect(await ended(opened, job)).toMatchObject({ state: 'done' });
  return opened.ask('datasets.get', { dataset });
}

describe('an import that is cancelled', () => {
  it('ends within a second, keeps whole shards, and ends as if nothing had happened when it goes on', async () => {
    const opened = await openedCore();
    const whole = await imported(opened, { folder, preprocessing });
    const { dataset, milliseconds } = await cancelled(opened, each);
    expect(milliseconds).toBeLessThan(1000);
    const left = await opened.ask('datasets.get', { dataset });
    expect(left.state).toBe('incomplete');
    expect(left.items).toBeGreaterThanOrEqual(each);
    expect(left.items % each).toBe(0);
    const done = await resumed(opened, dataset);
    expect(done).toMatchObject({ state: 'ready', items: 900, skipped: 1, hash: whole.dataset.hash });
    expect(manifestOf(opened, dataset)).toEqual(manifestOf(opened, whole.dataset.id));
  });

  it('before its first shard goes on from the start', async () => {
    const opened = await openedCore();
    const { dataset } = await cancelled(opened, 0);
    expect(await resumed(opened, dataset)).toMatchObject({ state: 'ready', items: 900 });
  });

  it('refuses changes to its items until it is whole', async () => {
    const opened = await openedCore();
    const { dataset } = await cancelled(opened, 0);
    await expect(opened.ask('datasets.resplit', { dataset, split: {} })).rejects.toMatchObject({ code: 'dataset-not-ready' });
  });

  it.each([
    ['is gone', (path: string) => rmSync(path)],
    ['is short', (path: string) => truncateSync(path, 1000)],
  ])('does a shard again that %s', async (_, damage) => {
    const opened = await openedCore();
    const whole = await imported(opened, { folder, preprocessing });
    const { dataset } = await cancelled(opened, 2 * each);
    damage(join(opened.core.folders.dataset(dataset), 'shard-00001.bin'));
    expect((await resumed(opened, dataset)).hash).toBe(whole.dataset.hash);
    expect(manifestOf(opened, dataset)).toEqual(manifestOf(opened, whole.dataset.id));
  });

  it('takes files that came meanwhile, and lists those of a class that came meanwhile', async () => {
    const opened = await openedCore();
    const { dataset } = await cancelled(opened, each);
    writeFiles(folder, { 'dog/zzz.png': pngOf(numbered(5000, 40, 40)), 'emu/1.png': pngOf(numbered(5001)) });
    try {
      expect(await resumed(opened, dataset)).toMatchObject({ items: 901, skipped: 2 });
      const { skipped } = await opened.ask('datasets.skipped', { dataset });
      expect(skipped).toContainEqual({ path: 'emu/1.png', reason: 'its class was not there when the import began' });
    } finally {
      rmSync(join(folder, 'dog/zzz.png'));
      rmSync(join(folder, 'emu'), { recursive: true });
    }
  });
});

it('resuming what is running or done begins nothing new', async () => {
  const opened = await openedCore();
  const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
  expect((await opened.ask('datasets.resumeImport', { dataset })).job).toBe(job);
  const over = await ended(opened, job);
  const again = await opened.ask('datasets.resumeImport', { dataset });
  expect((await ended(opened, again.job)).result).toEqual(over.result);
});

it('a folder that goes away fails the import with a remedy, and the import goes on when it is back', async () => {
  const opened = await openedCore();
  const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
  while ((await opened.ask('datasets.get', { dataset })).items < each) await new Promise((resolve) => setTimeout(resolve, 2));
  renameSync(folder, `${folder}-away`);
  try {
    expect(await ended(opened, job)).toMatchObject({ state: 'failed', error: { code: 'folder-vanished' } });
    expect(await opened.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete' });
    await expect(opened.ask('datasets.resumeImport', { dataset })).rejects.toMatchObject({ code: 'folder-missing' });
  } finally {
    renameSync(`${folder}-away`, folder);
  }
  expect(await resumed(opened, dataset)).toMatchObject({ state: 'ready', items: 900 });
});

it('a file that goes away between the look and the reading is listed', async () => {
  const opened = await openedCore();
  writeFileSync(join(folder, 'dog/zzz.png'), pngOf(numbered(7)));
  const { job, dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
  rmSync(join(folder, 'dog/zzz.png'));
  expect(await ended(opened, job)).toMatchObject({ state: 'done' });
  const { skipped } = await opened.ask('datasets.skipped', { dataset });
  expect(skipped).toContainEqual({ path: 'dog/zzz.png', reason: 'there is no such file' });
});

it('closing the app ends the import; the next start goes on', async () => {
  const opened = await openedCore();
  const { dataset } = await opened.ask('datasets.importImages', { folder, preprocessing });
  while ((await opened.ask('datasets.get', { dataset })).items < each) await new Promise((resolve) => setTimeout(resolve, 2));
  await opened.core.close();
  const again = await openedCore(opened.core.folders.root);
  expect(await again.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete' });
  expect(await resumed(again, dataset)).toMatchObject({ state: 'ready', items: 900 });
});
