import { execFileSync } from 'node:child_process';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextFolder } from '#main/importers/texts/text-folder.ts';
import { writeFiles } from '#test/helpers/image-files.ts';
import { gathered, lookAt, readTexts, reasons } from '#test/helpers/text-files.ts';
import { temporaryFolder } from '#test/helpers/workspace.ts';

function folderOf(files: Record<string, string | Uint8Array>): string {
  const folder = temporaryFolder();
  writeFiles(folder, files);
  return folder;
}

const reviews = {
  'pos/1.txt': 'Great',
  'pos/10.txt': 'Fine',
  'pos/2.TXT': 'Good',
  'neg/more/1.txt': 'Bad',
  'readme.md': '#',
  'neg/list.csv': 'x',
};

describe('one subfolder a class', () => {
  it('is looked at', async () => {
    expect(await lookAt(folderOf(reviews))).toMatchObject({
      kind: 'folder',
      state: null,
      columns: [
        { name: 'text', type: 'text' },
        { name: 'label', distinct: 2 },
      ],
      suggested: { text: 'text', label: 'label' },
      rows: { count: 4, exact: true },
      classes: [
        { name: 'pos', items: 3 },
        { name: 'neg', items: 1 },
      ],
      parts: null,
      skipped: [],
      problems: [],
    });
  });

  it('is read, each text with its class', async () => {
    expect(await readTexts(folderOf(reviews))).toEqual({
      rows: [
        { place: 'neg/more/1.txt', text: 'Bad', label: 'neg', part: null },
        { place: 'pos/1.txt', text: 'Great', label: 'pos', part: null },
        { place: 'pos/10.txt', text: 'Fine', label: 'pos', part: null },
        { place: 'pos/2.TXT', text: 'Good', label: 'pos', part: null },
      ],
      skipped: [],
    });
  });

  it('in folders for train, val and test gives the part, too', async () => {
    const folder = folderOf({
      'train/a/1.txt': 'x',
      'train/b/1.txt': 'y',
      'val/a/2.txt': 'z',
      'test/b/3.txt': 'w',
      'train/loose.txt': 'v',
    });
    expect((await lookAt(folder)).parts).toEqual({ train: 2, validation: 1, test: 1 });
    const all = await readTexts(folder);
    expect(all.rows.map(({ text, label, part }) => [text, label, part])).toEqual([
      ['w', 'b', 'test'],
      ['x', 'a', 'train'],
      ['y', 'b', 'train'],
      ['z', 'a', 'validation'],
    ]);
    expect(reasons(all)).toEqual([['train/loose.txt', 'it lies in no class folder']]);
  });
});

it('texts alone have no label', async () => {
  const folder = folderOf({ 'a.txt': 'x', 'b.txt': 'y' });
  expect((await lookAt(folder)).suggested).toMatchObject({ text: 'text', label: null });
  expect((await readTexts(folder)).rows.map((row) => [row.text, row.label])).toEqual([
    ['x', null],
    ['y', null],
  ]);
});

it('what is no text, or none that can be read, is listed; links, loops and pipes have an end', async () => {
  const folder = folderOf({
    'a/good.txt': 'x',
    'a/empty.txt': '',
    'a/blank.txt': ' \n',
    'a/picture.txt': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
    'a/nul.txt': 'some words\0and more',
    'a/utf16.txt': Buffer.from('\uFEFFé', 'utf16le'),
    'a/latin.txt': Buffer.from('café', 'latin1'),
    'b/large.txt': Buffer.alloc(9e6, 0x61),
    'loose.txt': 'y',
  });
  symlinkSync(folder, join(folder, 'a', 'loop'));
  symlinkSync('nowhere', join(folder, 'a', 'broken.txt'));
  execFileSync('mkfifo', [join(folder, 'b', 'pipe.txt'), join(folder, 'pipe.txt')]);
  const all = await readTexts(folder);
  expect(all.rows.map((row) => [row.place, row.text])).toEqual([
    ['a/good.txt', 'x'],
    ['a/latin.txt', 'café'],
    ['a/utf16.txt', 'é'],
  ]);
  expect(reasons(all).sort()).toEqual([
    ['a/blank.txt', 'it is empty'],
    ['a/broken.txt', 'it is a link that leads nowhere'],
    ['a/empty.txt', 'it is empty'],
    ['a/loop', 'it is a link back to a folder above it'],
    ['a/nul.txt', 'it holds a NUL character'],
    ['a/picture.txt', 'it must be text; got a PNG image'],
    ['b/large.txt', 'it has 9 MB, more than 8'],
    ['b/pipe.txt', 'it is a pipe, a socket or a device'],
    ['loose.txt', 'it lies in no class folder'],
    ['pipe.txt', 'it is a pipe, a device or a link that leads nowhere'],
  ]);
  expect((await lookAt(folder)).skipped).toHaveLength(10);
});

describe('errors', () => {
  it.each([
    ['no folder', '/no/such/folder', 'file-missing'],
    ['no texts', null, 'folder-without-texts'],
  ])('%s', async (_, path, code) => {
    await expect(lookAt(path ?? folderOf({ 'a/x.png': 'x' }))).rejects.toMatchObject({ code });
  });

  it('more files than can be taken', async () => {
    const folder = folderOf(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`${i % 3}/${i}.txt`, 'words'])));
    for (const most of [
      { all: 29, each: 100 },
      { all: 100, each: 9 },
    ]) {
      await expect(new TextFolder(folder, {}, most).look(1000)).rejects.toMatchObject({ code: 'folder-too-large' });
      const rows = new TextFolder(folder, {}, most).rows({}, new AbortController().signal, () => undefined);
      await expect(gathered(rows)).rejects.toMatchObject({ code: 'folder-too-large' });
    }
    expect((await new TextFolder(folder, {}, { all: 30, each: 10 }).look(1000)).rows).toEqual({ count: 30, exact: true });
  });

  it('a file that vanishes is listed; a folder that does ends it', async () => {
    const files = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`a/${String(i).padStart(4, '0')}.txt`, 'words']));
    const folder = folderOf({ ...files, 'b/1.txt': 'x' });
    const batches = new TextFolder(folder, {}).rows({}, new AbortController().signal, () => undefined);
    expect((await batches.next()).value?.texts.length).toBe(4096);
    rmSync(join(folder, 'a', '4999.txt'));
    const second = await gathered(batches);
    expect(second.rows.length).toBe(5001 - 1 - 4096);
    expect(reasons(second)).toEqual([['a/4999.txt', 'there is no such file']]);

    writeFileSync(join(folder, 'a', '4999.txt'), 'x');
    const again = new TextFolder(folder, {}).rows({}, new AbortController().signal, () => undefined);
    await again.next();
    rmSync(folder, { recursive: true });
    await expect(gathered(again)).rejects.toMatchObject({ code: 'folder-vanished' });
  });
});
