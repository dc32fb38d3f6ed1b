import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asImages } from '#app/data/preprocessing.ts';
import { openItems } from '#main/datasets/reader.ts';
import { decodeNow } from '#main/importers/images/decode.ts';
import {
  bmpOf,
  gifOf,
  gradient,
  jpegOf,
  numbered,
  pngOf,
  pngWithAlpha,
  tiffOf,
  webpOf,
  writeClasses,
  writeFiles,
} from '#test/helpers/image-files.ts';
import { ended, imported, importing } from '#test/helpers/imports.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const small = { kind: 'images', width: 8, height: 8 } as const;

it('imports every format beside every other, and the pixels are those that a trial would see', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeFiles(folder, {
    'a/1.png': pngOf(numbered(1)),
    'a/2.jpg': jpegOf(numbered(2)),
    'a/3.webp': webpOf(numbered(3)),
    'b/4.bmp': bmpOf(numbered(4)),
    'b/5.tiff': tiffOf(numbered(5)),
    'b/6.gif': gifOf(
      12,
      12,
      [
        [9, 9, 9],
        [200, 0, 0],
      ],
      (x) => x % 2,
    ),
    'b/7.png': pngWithAlpha(numbered(7)),
  });
  const { dataset, report } = await imported(opened, { folder, preprocessing: small });
  expect(report).toMatchObject({
    items: 7,
    classes: [
      { name: 'a', items: 3 },
      { name: 'b', items: 4 },
    ],
    skipped: [],
    duplicates: [],
  });
  const preprocessing = asImages(dataset.preprocessing);
  const reader = await openItems(opened.core.folders.dataset(dataset.id), preprocessing, dataset.items);
  const { items } = await opened.ask('datasets.items', { dataset: dataset.id });
  for (const item of items) {
    const pixels = new Uint8Array(8 * 8 * 3);
    await reader.gather([item.index], pixels);
    expect([...pixels]).toEqual([...decodeNow(readFileSync(join(folder, item.path)), preprocessing).pixels]);
  }
});

it('counts, splits, hashes and keeps what it imported', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 40, dog: 20 });
  const { dataset } = await imported(opened, { folder, preprocessing: small, name: 'Animals' });
  expect(dataset).toMatchObject({
    name: 'Animals',
    state: 'ready',
    items: 60,
    skipped: 0,
    duplicates: 0,
    source: folder,
    bytes: 60 * 192,
    classes: [
      { name: 'cat', items: 40, train: 32, validation: 4, test: 4 },
      { name: 'dog', items: 20, train: 16, validation: 2, test: 2 },
    ],
  });
  const manifest = JSON.parse(readFileSync(join(opened.core.folders.dataset(dataset.id), 'manifest.json'), 'utf8'));
  expect(manifest.dataset.hash).toBe(dataset.hash);
  expect(manifest.items.map((block: { classes: number[] }) => block.classes.length)).toEqual([60]);
  const shard = readFileSync(join(opened.core.folders.dataset(dataset.id), 'shard-00000.bin'));
  expect(manifest.shards).toEqual([
    { file: 'shard-00000.bin', bytes: shard.length, items: 60, sha256: createHash('sha256').update(shard).digest('hex') },
  ]);
});

it('the same folder imported twice has the same hash; another seed has another', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 30, dog: 30 });
  const first = await imported(opened, { folder, preprocessing: small });
  const again = await imported(opened, { folder, preprocessing: small });
  const other = await imported(opened, { folder, preprocessing: small, split: { seed: 8 } });
  expect(again.dataset.hash).toBe(first.dataset.hash);
  expect(other.dataset.hash).not.toBe(first.dataset.hash);
});

describe('bad files', () => {
  it('are listed with their reason, and items and skipped files add up to what was found', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 5, dog: 5 });
    writeFiles(folder, {
      'cat/text.png': 'This is no image.',
      'cat/empty.png': '',
      'dog/cut.jpg': jpegOf(numbered(50, 60, 60)).subarray(0, 900),
      'dog/drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'dog/page.gif': '<html>',
    });
    const { dataset, report } = await imported(opened, { folder, preprocessing: small });
    expect(report.items + report.skipped.length).toBe(15);
    expect(report.skipped).toEqual([
      { path: 'cat/empty.png', reason: 'got an empty file' },
      { path: 'cat/text.png', reason: 'got text' },
      { path: 'dog/cut.jpg', reason: 'got a file that is cut off' },
      { path: 'dog/drawing.svg', reason: 'got an SVG drawing, which Unfold does not read' },
      { path: 'dog/page.gif', reason: 'got text' },
    ]);
    expect(dataset.skipped).toBe(5);
    expect(await opened.ask('datasets.skipped', { dataset: dataset.id, offset: 1, limit: 1 })).toEqual({
      skipped: [report.skipped[1]],
      total: 5,
    });
  });

  it('a class with one image is refused before anything is made', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    writeClasses(folder, { rose: 5, tulip: 1 });
    await expect(opened.ask('datasets.importImages', { folder })).rejects.toMatchObject({
      code: 'class-too-small',
      message: 'A class must have 3 images or more; got 1 in "tulip".',
    });
    expect(await opened.ask('projects.list', {})).toEqual({ projects: [] });
  });

  it('a class whose images cannot be read fails the import, which can go on once they can', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 5 });
    writeFiles(folder, { 'dog/1.png': 'text', 'dog/2.png': 'text', 'dog/3.png': 'text' });
    const { job, dataset } = await importing(opened, { folder, preprocessing: small });
    expect(job).toMatchObject({ state: 'failed', error: { code: 'class-too-small' } });
    expect(await opened.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete', skipped: 3 });
    writeFiles(folder, { 'dog/1.png': pngOf(numbered(91)), 'dog/2.png': pngOf(numbered(92)), 'dog/3.png': pngOf(numbered(93)) });
    const { job: resumed } = await opened.ask('datasets.resumeImport', { dataset });
    expect(await ended(opened, resumed)).toMatchObject({ state: 'done', result: { items: 8, skipped: [] } });
  });
});

describe('names', () => {
  const names = ['ローズ', '<b>cat', '"><img src=x onerror=alert(1)>', 'quote"\'s', 'a & b', '%2e%2e', 'naïve\u0301', '$(rm)', '🌷'];

  it('of classes and files come through in any script', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    let number = 0;
    for (const name of names)
      for (let i = 0; i < 3; i += 1) writeFiles(folder, { [`${name}/${name} ${i}.png`]: pngOf(numbered(number++)) });
    const { dataset } = await imported(opened, { folder, preprocessing: small });
    expect(dataset.classes.map((each) => each.name).sort()).toEqual([...names].sort());
    const { items } = await opened.ask('datasets.items', { dataset: dataset.id, search: '<b>cat' });
    expect(items.map((item) => item.path)).toEqual([0, 1, 2].map((i) => `<b>cat/<b>cat ${i}.png`));
  });
});

describe('duplicates', () => {
  it('are found by bytes and by pixels, also across parts', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    writeClasses(folder, { 'train/cat': 6, 'train/dog': 6, 'test/cat': 4, 'test/dog': 4 });
    writeFiles(folder, {
      'train/cat/copy.png': pngOf(numbered(0)),
      // Other bytes, the same pixels; and in another part.
      'test/cat/same-pixels.bmp': bmpOf(numbered(1)),
    });
    const { dataset, report } = await imported(opened, { folder, preprocessing: small });
    expect(dataset.split.given).toBe(true);
    expect(dataset.duplicates).toBe(2);
    expect(report.duplicates.map(({ path, of }) => [path, of].sort())).toEqual([
      ['test/cat/same-pixels.bmp', 'train/cat/0001.png'],
      ['train/cat/0000.png', 'train/cat/copy.png'],
    ]);
    const { duplicates, acrossSplits } = await opened.ask('datasets.duplicates', { dataset: dataset.id });
    expect(acrossSplits).toBe(1);
    expect(duplicates.filter((each) => each.acrossSplits).map((each) => each.index)).toHaveLength(1);
    const joined = await opened.ask('datasets.joinDuplicates', { dataset: dataset.id });
    expect(joined.hash).not.toBe(dataset.hash);
    expect((await opened.ask('datasets.duplicates', { dataset: dataset.id })).acrossSplits).toBe(0);
  });
});

it('folders give the parts; a missing one is drawn from the training images', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { 'train/cat': 20, 'train/dog': 20, 'test/cat': 5, 'test/dog': 5 });
  const { dataset } = await imported(opened, { folder, preprocessing: small });
  expect(dataset.classes.map(({ train, validation, test }) => ({ train, validation, test }))).toEqual([
    { train: 18, validation: 2, test: 5 },
    { train: 18, validation: 2, test: 5 },
  ]);
});

it('a class left out is not there', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 4, dog: 4, junk: 1 });
  const { dataset } = await imported(opened, { folder, preprocessing: small, without: ['junk'] });
  expect(dataset.classes.map((each) => each.name)).toEqual(['cat', 'dog']);
});

it('goes on in a project that is named, and says when there is none', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  const project = await opened.ask('projects.create', { name: 'Mine' });
  expect((await imported(opened, { folder, project: project.id, preprocessing: small })).dataset.project).toBe(project.id);
  await expect(opened.ask('datasets.importImages', { folder, project: 99 })).rejects.toMatchObject({ code: 'not-found' });
});

it('tells its progress up to the last file', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 150, dog: 150 });
  const seen: number[] = [];
  opened.core.subscribe((event) => {
    if (event.type === 'job' && event.job.kind === 'import') seen.push(event.job.done);
  });
  const { job } = await importing(opened, { folder, preprocessing: small });
  expect(job).toMatchObject({ done: 300, total: 300, state: 'done' });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

it('a file of many megabytes is read in its turn, and is an item like any other', async () => {
  const opened = await openedCore();
  const folder = temporaryFolder();
  writeClasses(folder, { cat: 3, dog: 3 });
  // 12 MB of 1800×1800 pixels, not packed; a TIFF says its size behind them.
  writeFiles(folder, {
    'cat/large.bmp': bmpOf(gradient(1800, 1800)),
    'dog/large.tif': tiffOf(gradient(1800, 1800)),
    'cat/cut.bmp': bmpOf(gradient(1800, 1800)).subarray(0, 9_500_000),
  });
  const { report } = await imported(opened, { folder, preprocessing: small });
  expect(report.items).toBe(8);
  expect(report.skipped).toMatchObject([{ path: 'cat/cut.bmp', reason: expect.stringMatching(/^got a damaged BMP/) }]);
});
