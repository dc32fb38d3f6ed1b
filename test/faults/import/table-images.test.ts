import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallOutput } from '#app/contract/index.ts';
import { type EncoderSettings, usualText } from '#app/data/columns/encoders/index.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import { encodePng } from '#main/importers/images/png.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { keepContent } from '#test/helpers/table-files.ts';

/** Images and texts in the rows of a table: what is wrong with them is told, and nothing is half there. */
let app: AskedCore;
let number = 0;
const rows = 40;

beforeAll(async () => {
  app = await openAskedCore('unfold-table-images-');
});
afterAll(() => app.close());

const grey = (level: number): Uint8Array => encodePng(new Uint8Array(8 * 8).fill(level), 8, 8, 1);

/** A folder with a table of so many rows, each with an image of its own: `file` says what lies there in its stead. */
function folder(file: (row: number) => Uint8Array | string | null = (row) => grey(row)): string {
  number += 1;
  const base = join(app.root, `rows-${number}`);
  mkdirSync(join(base, 'photos'), { recursive: true });
  const lines = Array.from({ length: rows }, (_, row) => {
    const content = file(row);
    if (content !== null) writeFileSync(join(base, 'photos', `${row}.png`), content);
    return `${row},photos/${row}.png,number ${row} is ${row % 2 === 0 ? 'fine' : 'not good'},${row % 2 === 0 ? 'good' : 'bad'}`;
  });
  const path = join(base, 'rows.csv');
  writeFileSync(path, ['size,photo,note,kind', ...lines, ''].join('\n'));
  return path;
}

const image: EncoderSettings = {
  kind: 'image',
  missing: 'drop',
  image: { kind: 'images', width: 4, height: 4, channels: 'gray', fit: 'stretch', background: 0 },
};

/** The preprocessing that a look suggests, its images made so. */
async function asked(
  path: string,
  encoder: EncoderSettings = image,
): Promise<Pick<CallInput<'datasets.importTable'>, 'path' | 'shape' | 'preprocessing'>> {
  const { import: suggested } = await app.ask('datasets.lookTable', {
    path,
    shape: { columns: [{ name: 'photo', type: 'image' as const }] },
    wish: { kind: 'tables' as const, targets: ['kind'] },
  });
  return { path, shape: suggested.shape, preprocessing: withImage(suggested.preprocessing, encoder) };
}

function withImage(preprocessing: ColumnsPreprocessing, encoder: EncoderSettings): ColumnsPreprocessing {
  const inputs = preprocessing.inputs.map((input) => (input.column === 'photo' ? { ...input, encoder } : input));
  return { ...preprocessing, inputs };
}

async function imported(path: string): Promise<CallOutput<'datasets.get'>> {
  const { job, dataset } = await app.ask('datasets.importTable', await asked(path));
  await app.job(job);
  return app.ask('datasets.get', { dataset });
}

/** A small model of the photos alone, trained. */
const trained = ({ id, project }: { id: number; project: number }) =>
  app.train(
    { dataset: id, project },
    [{ block: 'TakeColumn', params: { column: 'photo' } }, { block: 'Flatten' }, { block: 'Dense', params: { units: 2 } }],
    { batchSize: 8 },
  );

const filesOf = (dataset: number): string[] => readdirSync(join(app.root, 'workspace', 'datasets', String(dataset)));

describe('images that a table names', () => {
  it('lie beside it once, in the size asked for; their paths are kept, and texts that do not go in are not', async () => {
    const path = folder();
    const { problems } = await app.ask('datasets.lookTable', { path, shape: {} });
    expect(problems.filter(({ column }) => column === 'photo')).toEqual([]);
    const dataset = await imported(path);
    expect(dataset.table?.columns.map(({ name, type, kept }) => [name, type, kept])).toEqual([
      ['size', 'number', undefined],
      ['photo', 'image', rows],
      ['note', 'text', undefined],
      ['kind', 'category', undefined],
    ]);
    expect(dataset.table?.parts).toEqual([{ column: 'photo', from: 1, shape: [4, 4, 1], data: { kind: 'images' } }]);
    expect(filesOf(dataset.id).filter((name) => name.startsWith('pixels'))).toEqual(['pixels-1-4x4-gray-stretch-0.bin']);
  });

  it('that cannot be read are listed, and their rows are in no part', async () => {
    const dataset = await imported(
      folder((row) => (row === 3 ? null : row === 4 ? 'no image' : row === 5 ? grey(5).subarray(0, 40) : grey(row))),
    );
    expect(dataset).toMatchObject({ items: rows - 3, skipped: 3, table: { rows, leftOut: 3 } });
    const { skipped } = await app.ask('datasets.skipped', { dataset: dataset.id });
    expect(skipped.map(({ path }) => path).sort()).toEqual(['photos/3.png', 'photos/4.png', 'photos/5.png']);
  });

  it('none of which can be read end the import, and it says where they were looked for', async () => {
    const path = folder(() => null);
    const { job, dataset } = await app.ask('datasets.importTable', await asked(path));
    const { problems, columns } = await app.ask('datasets.lookTable', { path, shape: {} });
    expect(problems.find(({ column }) => column === 'photo')?.message).toBe(
      '"photo" must name images that are there; 20 of the first 20 are not, such as "photos/0.png".',
    );
    expect(columns.find(({ name }) => name === 'photo')?.type).toBe('text');
    await expect(app.job(job)).rejects.toMatchObject({ code: 'images-unreadable', message: expect.stringContaining('"photos/0.png"') });
    expect(await app.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete' });
    expect(filesOf(dataset).filter((name) => name.startsWith('pixels'))).toEqual([]);
  });

  it('that were never there are free text where nobody says otherwise, and the rest is imported', async () => {
    const { job, dataset } = await app.ask('datasets.importTable', {
      path: folder(() => null),
      wish: { kind: 'tables', targets: ['kind'] },
    });
    await app.job(job);
    const made = await app.ask('datasets.get', { dataset });
    expect(made).toMatchObject({ state: 'ready', items: rows });
    expect(made.table?.columns.map(({ type, kept }) => [type, kept])).toContainEqual(['text', undefined]);
  });

  it('outside of the folder of the table are not read, whatever they are', async () => {
    const path = folder();
    const lines = readFileSync(path, 'utf8').split('\n');
    writeFileSync(join(app.root, 'secret.png'), grey(1));
    const named = [join(app.root, 'secret.png'), '../secret.png', '/etc/passwd', '..\\..\\x.png', 'https://here.example/x.png'];
    const other = lines.map((line, at) => (at > 0 && at <= named.length ? line.replace(/photos[^,]*/, named[at - 1] ?? '') : line));
    writeFileSync(path, other.join('\n'));
    const dataset = await imported(path);
    expect(dataset).toMatchObject({ items: rows - named.length, skipped: named.length });
    const { skipped } = await app.ask('datasets.skipped', { dataset: dataset.id });
    const outside = skipped.filter(({ reason }) => reason.includes('outside')).map(({ path: name }) => name);
    expect(outside.sort()).toEqual(named.slice(0, -1).sort());
  });

  it('do not go in at the steps of a series', async () => {
    const path = folder();
    const lines = Array.from(
      { length: 60 },
      (_, row) => `2024-01-${String((row % 28) + 1).padStart(2, '0')},${row},photos/${row % rows}.png`,
    );
    writeFileSync(path, ['day,sold,photo', ...lines, ''].join('\n'));
    const { import: suggested } = await app.ask('datasets.lookTable', {
      path,
      shape: {},
      wish: { kind: 'series', time: 'day', targets: ['sold'] },
    });
    expect(suggested.preprocessing.inputs.map(({ column }) => column)).toEqual(['sold']);
    const preprocessing = { ...suggested.preprocessing, inputs: [{ column: 'photo', encoder: image }] } as ColumnsPreprocessing;
    await expect(app.ask('datasets.importTable', { path, shape: suggested.shape, preprocessing })).rejects.toMatchObject({
      code: 'call-invalid',
    });
  });

  it('too many for memory are refused before one is decoded', async () => {
    const path = folder(() => null);
    const lines = Array.from({ length: 200 }, (_, row) => `${row},${row}.png,a note,${row % 2}`);
    writeFileSync(path, ['size,photo,note,kind', ...lines, ''].join('\n'));
    const large = { ...image, image: { ...image.image, width: 1024, height: 1024, channels: 'rgba' as const } };
    const { job } = await app.ask('datasets.importTable', await asked(path, large));
    await expect(app.job(job)).rejects.toMatchObject({ code: 'images-too-large' });
  });

  it('are made anew in another size, as long as they are there; runs keep the size that they had', async () => {
    const path = folder();
    const dataset = await imported(path);
    const run = await trained(dataset);
    const larger = { ...image, image: { ...image.image, width: 6, height: 6 } };
    if (dataset.preprocessing.kind !== 'tables') throw new Error('a table is prepared as one');
    await app.job(
      (
        await app.ask('datasets.prepareTable', {
          dataset: dataset.id,
          preprocessing: withImage(dataset.preprocessing, larger) as typeof dataset.preprocessing,
        })
      ).job,
    );
    const again = await app.ask('datasets.get', { dataset: dataset.id });
    expect(again.table?.parts?.[0]?.shape).toEqual([6, 6, 1]);
    expect(again.hash).not.toBe(dataset.hash);
    await app.job((await app.ask('evaluations.run', { run: run.id, part: 'test' })).job);

    renameSync(join(path, '..', 'photos'), join(path, '..', 'gone'));
    const largest = { ...image, image: { ...image.image, width: 7, height: 7 } };
    const { job } = await app.ask('datasets.prepareTable', {
      dataset: dataset.id,
      preprocessing: withImage(dataset.preprocessing, largest) as typeof dataset.preprocessing,
    });
    await expect(app.job(job)).rejects.toMatchObject({ code: 'images-unreadable' });
    expect(await app.ask('datasets.get', { dataset: dataset.id })).toEqual(again);
    // Those of the first size are still there.
    await app.job((await app.ask('datasets.prepareTable', { dataset: dataset.id, preprocessing: dataset.preprocessing })).job);
    expect((await app.ask('datasets.get', { dataset: dataset.id })).hash).toBe(dataset.hash);
  });

  it.each(['pixels-1-4x4-gray-stretch-0.bin', 'texts-1.rows'])('%s that is cut off or gone is told', async (name) => {
    const dataset = await imported(folder());
    const file = join(app.root, 'workspace', 'datasets', String(dataset.id), name);
    truncateSync(file, readFileSync(file).length - 3);
    await expect(trained(dataset)).rejects.toThrow(/dataset-damaged/);
    rmSync(file);
    await expect(trained(dataset)).rejects.toThrow(/dataset-damaged/);
  });

  it('are asked about by their path or their bytes; what is none is told', async () => {
    const path = folder();
    const dataset = await imported(path);
    const run = await trained(dataset);
    const ask = (photo: string | null | { row: number } | { name: string; bytes: Uint8Array<ArrayBuffer> }) =>
      app.ask('predictions.rows', { run: run.id, rows: [{ size: 3, photo }] });
    const answers = await Promise.all([
      ask('photos/7.png'),
      ask(join(path, '..', 'photos', '7.png')),
      ask({ name: 'seven', bytes: Uint8Array.from(grey(7)) }),
      ask({ row: 7 }),
    ]);
    const [first, ...others] = answers.map(({ predictions }) => predictions[0]?.probabilities);
    expect(others).toEqual([first, first, first]);
    renameSync(join(path, '..', 'photos'), join(path, '..', 'gone'));
    expect((await ask({ row: 7 })).predictions[0]?.probabilities).toEqual(first);
    await expect(ask({ row: 4000 })).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(ask('photos/none.png')).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(ask({ name: 'x', bytes: Uint8Array.of(1, 2, 3) })).rejects.toMatchObject({ code: 'image-unreadable' });
    await expect(ask(null)).rejects.toMatchObject({ code: 'cell-unreadable', message: expect.stringContaining('an image') });
  });
});

it('a column goes in as what it can be', async () => {
  const dataset = await imported(folder());
  if (dataset.preprocessing.kind !== 'tables') throw new Error('a table is prepared as one');
  const preprocessing = { ...dataset.preprocessing, inputs: [{ column: 'size', encoder: usualText }] };
  const { job } = await app.ask('datasets.prepareTable', { dataset: dataset.id, preprocessing });
  await expect(app.job(job)).rejects.toMatchObject({ code: 'column-other' });
});

describe('texts that a table keeps', () => {
  it('cannot go in later where they were only counted', async () => {
    const dataset = await imported(folder());
    if (dataset.preprocessing.kind !== 'tables') throw new Error('a table is prepared as one');
    const preprocessing = { ...dataset.preprocessing, inputs: [...dataset.preprocessing.inputs, { column: 'note', encoder: usualText }] };
    const { job } = await app.ask('datasets.prepareTable', { dataset: dataset.id, preprocessing });
    await expect(app.job(job)).rejects.toMatchObject({ code: 'texts-not-kept' });
    expect(await app.ask('datasets.get', { dataset: dataset.id })).toEqual(dataset);
  });

  it('are 200,000 different ones at most', async () => {
    const table = (texts: number) =>
      `note,size\n${Array.from({ length: 200_010 }, (_, row) => `a note of the number ${row % texts},${row}`).join('\n')}`;
    const shape = { columns: [{ name: 'note', type: 'text' as const, keep: true }] };
    const kept = await keepContent(table(200_000), shape);
    expect(kept.stored.columns[0]).toMatchObject({ type: 'text', kept: 200_000, categories: null });
    expect((await kept.stored.rowsAt([199_999, 200_000])).columns[0]).toEqual(['a note of the number 199999', 'a note of the number 0']);
    await expect(keepContent(table(200_001), shape)).rejects.toMatchObject({ code: 'texts-too-many' });
  });
});
