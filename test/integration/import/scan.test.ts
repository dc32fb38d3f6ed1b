import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { classSizes, scanFolder } from '#main/importers/folder-scan.ts';
import { reportScan } from '#main/importers/scan-report.ts';
import { gradient, gray16Png, jpegOf, jpegTurned, numbered, pngOf, writeClasses, writeFiles } from '#test/helpers/image-files.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

const image = pngOf(numbered(1));

describe('layouts', () => {
  it('one folder a class, in natural order', async () => {
    const folder = temporaryFolder();
    writeClasses(folder, { class10: 3, class2: 4, class1: 5 });
    const scan = await scanFolder(folder);
    expect(scan.layout).toBe('class-folders');
    expect(classSizes(scan)).toEqual([
      { name: 'class1', items: 5 },
      { name: 'class2', items: 4 },
      { name: 'class10', items: 3 },
    ]);
  });

  it('images in folders below a class folder belong to the class', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'cat/2020/may/1.png': image, 'dog/1.png': image });
    expect((await scanFolder(folder)).files.map((file) => file.path)).toEqual(['cat/2020/may/1.png', 'dog/1.png']);
  });

  it('train, val and test above the classes', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'Train/cat/1.png': image, 'Train/dog/1.png': image, 'valid/cat/2.png': image, 'test/dog/3.png': image });
    const scan = await scanFolder(folder);
    expect(scan.layout).toBe('split-folders');
    expect(scan.files.map((file) => [file.class, file.split])).toEqual([
      [0, 'train'],
      [0, 'validation'],
      [1, 'train'],
      [1, 'test'],
    ]);
    expect((await reportScan(scan)).splits).toEqual({ train: 2, validation: 1, test: 1 });
  });

  it('classes that are called train and test are classes where nothing lies below them', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'train/1.png': image, 'test/1.png': image });
    expect(await scanFolder(folder)).toMatchObject({ layout: 'class-folders', classes: ['test', 'train'] });
  });

  it('loose files and a CSV', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'a.png': image,
      'b.png': image,
      'sub/c.png': image,
      'labels.csv': '\uFEFFfile,label\r\na.png,cat\r\n"b.png",dog\r\nsub\\c.png,cat\r\n',
    });
    const scan = await scanFolder(folder);
    expect(scan.layout).toBe('labels-file');
    expect(scan.files).toEqual([
      { path: 'a.png', class: 0, split: null },
      { path: 'sub/c.png', class: 0, split: null },
      { path: 'b.png', class: 1, split: null },
    ]);
    expect(scan.skipped).toEqual([]);
    expect(scan.ignored).toBe(0);
  });

  it('a CSV without a header', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.png': image, 'b.png': image, 'data.csv': 'a.png,cat\nb.png,dog\n' });
    expect((await scanFolder(folder)).files.length).toBe(2);
  });

  it('a CSV beside class folders that says nothing of labels is passed over', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'cat/a.png': image, 'dog/b.png': image, 'sizes.csv': 'cat/a.png,640\ndog/b.png,480\n' });
    expect(await scanFolder(folder)).toMatchObject({ layout: 'class-folders', classes: ['cat', 'dog'], ignored: 1 });
  });
});

it('a bad CSV loses only what is bad, and says of each line why', async () => {
  const folder = temporaryFolder();
  const rows = [
    'file,label',
    'a.png,cat',
    'b.png,dog',
    'c.png',
    'a.png,dog',
    '../../etc/passwd.png,cat',
    '/etc/x.png,cat',
    'gone.png,cat',
    'd.png,',
    'e.png,"cat',
    'a.png,cat',
  ];
  writeFiles(folder, { 'a.png': image, 'b.png': image, 'd.png': image, 'labels.csv': rows.join('\n') });
  const scan = await scanFolder(folder);
  expect(scan.files.map((file) => file.path)).toEqual(['a.png', 'b.png']);
  expect(scan.skipped).toEqual([
    { path: 'labels.csv, line 4', reason: 'a row must have 2 cells, file and label; got 1' },
    { path: 'labels.csv, line 5', reason: 'a file must have one label; "a.png" is "cat" already' },
    { path: 'labels.csv, line 6', reason: 'a file must lie in the folder; got "../../etc/passwd.png"' },
    { path: 'labels.csv, line 7', reason: 'a file must lie in the folder; got "/etc/x.png"' },
    { path: 'labels.csv, line 8', reason: 'the file must be there; "gone.png" is not' },
    { path: 'labels.csv, line 9', reason: 'a label must not be empty; got none for "d.png"' },
    { path: 'labels.csv, line 10', reason: 'a quote is not closed' },
    { path: 'd.png', reason: 'it has no label in labels.csv' },
  ]);
});

describe('what is no part of the data', () => {
  it('hidden and system files are not there, other files are counted, loose images are listed', async () => {
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 3, dog: 3 });
    writeFiles(folder, {
      '.DS_Store': 'x',
      'cat/Thumbs.db': 'x',
      '.hidden/1.png': image,
      '__MACOSX/cat/1.png': image,
      'notes.txt': 'x',
      'cat/readme.md': 'x',
      'loose.png': image,
    });
    const scan = await scanFolder(folder);
    expect(scan).toMatchObject({ ignored: 2, skipped: [{ path: 'loose.png', reason: 'it lies in no class folder' }] });
    expect(scan.files.length).toBe(6);
  });

  it('images of kinds that are not read are files, so that the import says why', async () => {
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 3, dog: 3 });
    writeFiles(folder, { 'cat/x.avif': 'x', 'cat/y.SVG': 'x' });
    expect((await scanFolder(folder)).files.length).toBe(8);
  });

  it('links, loops, pipes and depth have an end', async () => {
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 3, dog: 3 });
    const elsewhere = temporaryFolder();
    writeFiles(elsewhere, { 'linked.png': image });
    symlinkSync(join(elsewhere, 'linked.png'), join(folder, 'cat', 'linked.png'));
    symlinkSync(folder, join(folder, 'cat', 'loop'));
    symlinkSync('nowhere', join(folder, 'cat', 'broken.png'));
    execFileSync('mkfifo', [join(folder, 'dog', 'pipe.png')]);
    mkdirSync(join(folder, 'dog', ...Array.from({ length: 40 }, () => 'd')), { recursive: true });
    const scan = await scanFolder(folder);
    expect(scan.files.map((file) => file.path)).toContain('cat/linked.png');
    expect(scan.files.length).toBe(7);
    expect(scan.skipped.map(({ path, reason }) => [path.slice(0, 16), reason])).toEqual([
      ['cat/broken.png', 'it is a link that leads nowhere'],
      ['cat/loop', 'it is a link back to a folder above it'],
      [`dog/${'d/'.repeat(6)}`, 'it lies more than 16 folders deep'],
      ['dog/pipe.png', 'it is a pipe, a socket or a device'],
    ]);
  });
});

describe('errors', () => {
  it.each([
    ['a folder that is not there', {}, '/no/such/folder', 'folder-missing'],
    ['an empty folder', {}, null, 'folder-empty'],
    ['a folder without images', { 'a/x.txt': 'x' }, null, 'folder-empty'],
    ['one class', { 'cat/1.png': image, 'cat/2.png': image }, null, 'classes-too-few'],
    ['loose images alone', { '1.png': image }, null, 'classes-too-few'],
  ])('%s', async (_, files, named, code) => {
    const folder = named ?? temporaryFolder();
    if (named === null) writeFiles(folder, files);
    await expect(scanFolder(folder)).rejects.toMatchObject({ code });
  });

  it('a file instead of a folder', async () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'a.png': image });
    await expect(scanFolder(join(folder, 'a.png'))).rejects.toMatchObject({ code: 'folder-missing' });
  });

  it('leaving a class out may leave too few', async () => {
    const folder = temporaryFolder();
    writeClasses(folder, { cat: 3, dog: 3 });
    await expect(scanFolder(folder, ['dog'])).rejects.toMatchObject({ code: 'classes-too-few' });
  });
});

describe('suggestions', () => {
  const suggested = async (files: Record<string, Uint8Array>) => {
    const folder = temporaryFolder();
    writeFiles(folder, files);
    return (await reportScan(await scanFolder(folder))).suggested.preprocessing;
  };

  it('small images stay as they are', async () => {
    const small = pngOf(numbered(3, 28, 20));
    expect(await suggested({ 'a/1.png': small, 'b/1.png': small })).toMatchObject({ width: 28, height: 20, fit: 'stretch' });
  });

  it('larger ones become 32, with their middle cut out where they are no squares', async () => {
    const wide = pngOf(numbered(3, 120, 80));
    expect(await suggested({ 'a/1.png': wide, 'b/1.png': wide })).toMatchObject({ width: 32, height: 32, fit: 'cover' });
  });

  it('detailed ones become 64', async () => {
    const large = pngOf(numbered(3, 200, 200));
    expect(await suggested({ 'a/1.png': large, 'b/1.png': large })).toMatchObject({ width: 64, height: 64, fit: 'stretch' });
  });

  it('grey stays grey only if all are', async () => {
    const gray = gray16Png(20, 20, (x) => x * 1000);
    expect(await suggested({ 'a/1.png': gray, 'b/1.png': gray })).toMatchObject({ channels: 'gray' });
    expect(await suggested({ 'a/1.png': gray, 'b/1.png': image })).toMatchObject({ channels: 'rgb' });
  });

  it('sizes are told upright', async () => {
    const folder = temporaryFolder();
    const turned = jpegTurned(jpegOf(gradient(24, 16)), 6);
    writeFiles(folder, { 'a/1.jpg': turned, 'b/1.jpg': turned });
    expect((await reportScan(await scanFolder(folder))).sizes).toEqual([{ width: 16, height: 24, items: 2 }]);
  });
});

it('names a class that is too small, and one that is rare', async () => {
  const folder = temporaryFolder();
  writeClasses(folder, { rose: 20, tulip: 24, daisy: 4, lily: 2 });
  const { problems } = await reportScan(await scanFolder(folder));
  expect(problems.map((problem) => [problem.class, problem.message])).toEqual([
    ['daisy', '"daisy" is rare: 4 images, where others have about 20.'],
    ['lily', 'A class must have 3 images or more; got 2 in "lily".'],
  ]);
});

it('looks through 20,000 files in less than a second', async () => {
  const folder = temporaryFolder();
  for (let c = 0; c < 10; c += 1) {
    mkdirSync(join(folder, `class${c}`));
    execFileSync('sh', ['-c', `cd "${join(folder, `class${c}`)}" && seq 2000 | sed 's/$/.png/' | xargs touch`]);
  }
  const start = performance.now();
  const scan = await scanFolder(folder);
  await reportScan(scan);
  expect(scan.files.length).toBe(20_000);
  expectBelow(performance.now() - start, 1000);
});
