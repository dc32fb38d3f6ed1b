import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput } from '#app/contract/index.ts';
import { openTextApp, type TextApp } from '#test/helpers/text-app.ts';

type Asked = Omit<CallInput<'evaluations.run'>, 'run'>;

/** How many of an evaluation's items were answered right. */
const right = ({ confusion }: Evaluation): number => confusion.reduce((sum, row, actual) => sum + (row[actual] ?? 0), 0);

describe('a run on texts, judged on a file', () => {
  let app: TextApp;
  let run: number;
  const write = async (name: string, content: string): Promise<string> => {
    const path = join(app.root, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
    return path;
  };
  const judged = async (asked: Asked): Promise<Evaluation> =>
    app.job<Evaluation>((await app.ask('evaluations.run', { run, ...asked })).job);

  beforeAll(async () => {
    app = await openTextApp();
    const bag = [{ block: 'Dense', params: { units: 3 } }];
    run = (await app.train({ encoding: 'bag-of-words', stemming: true, language: 'en' }, bag, { engine: 'portable', epochs: 3 })).id;
  });
  afterAll(() => app.close());

  it('gives the figures that the same texts give as the parts of its data', async () => {
    const parts = [await judged({ part: 'train' }), await judged({ part: 'validation' }), await judged({ part: 'test' })];
    const file = await judged({ file: join(app.root, 'weather.csv') });
    expect(file).toMatchObject({ part: 'file', folder: join(app.root, 'weather.csv'), items: 90, skipped: [], baselines: [] });
    expect(right(file)).toBe(parts.reduce((sum, part) => sum + right(part), 0));
    expect(file.loss).toBeCloseTo(parts.reduce((sum, part) => sum + part.loss * part.items, 0) / 90, 5);
    expect(file.majority).toBeCloseTo(1 / 3, 6);
    const { items, total } = await app.ask('evaluations.cell', { evaluation: file.id, actual: 0, offset: 0, limit: 100 });
    expect(total).toBe(30);
    expect(items[0]).toMatchObject({ index: null, path: expect.stringMatching(/^line \d+$/) });
  });

  it('skips labels that are none of its classes, and rows that cannot be read, each with its place and reason', async () => {
    const path = await write('mixed.csv', 'text,label\nwarm and good,sunny\nwhite,snowy\n,rainy\ncold,rainy\nhappily,windy,too\n');
    const { items, skipped } = await judged({ file: path });
    expect(items).toBe(2);
    expect(skipped.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: 'line 3', reason: '"snowy" is none of the model\'s classes' },
      { path: 'line 4', reason: 'it is empty' },
      { path: 'line 6', reason: 'a row must have 2 cells; got 3' },
    ]);
  });

  it('takes JSON lines, TSV, and a folder of .txt files', async () => {
    const lines = ['{"text":"warm","label":"sunny"}', '{"text":"cold","label":"rainy"}', '{"text":"happily","label":"windy"}'];
    expect(await judged({ file: await write('few.jsonl', lines.join('\n')) })).toMatchObject({ items: 3 });
    expect(await judged({ file: await write('few.tsv', 'text\tlabel\nwarm\tsunny\ncold\trainy\n') })).toMatchObject({ items: 2 });
    await write('days/sunny/a.txt', 'warm');
    await write('days/rainy/b.txt', 'cold');
    await write('days/snowy/c.txt', 'white');
    expect(await judged({ file: join(app.root, 'days') })).toMatchObject({
      items: 2,
      skipped: [{ path: expect.stringContaining('c.txt'), reason: '"snowy" is none of the model\'s classes' }],
    });
  });

  it('finds the columns that its data came from, else those that are named', async () => {
    const table = await readFile(join(app.root, 'weather.csv'), 'utf8');
    const renamed = await write('renamed.csv', table.replace('text,label', 'report,seen'));
    expect(await judged({ file: renamed, columns: { text: 'report', label: 'seen' } })).toMatchObject({ items: 90 });
    await expect(judged({ file: renamed, columns: { label: 'labels' } })).rejects.toMatchObject({ code: 'column-unknown' });
    const more = await write('more.csv', 'class,text,label\nx,warm,sunny\ny,cold,rainy\nx,warm,sunny\n');
    expect(await judged({ file: more })).toMatchObject({ items: 3 });
  });

  it.each([
    ['no label', 'unlabelled.csv', 'text\nwarm and sunny today\ncold and rainy today\n', 'labels-missing'],
    ['labels of other classes alone', 'other.csv', 'text,label\nwarm,hot\ncold,icy\nwarm,hot\ncold,icy\n', 'labels-unknown'],
    ['nothing in it', 'empty.csv', '', 'text-file-empty'],
  ])('refuses a file with %s', async (_, name, content, code) => {
    await expect(judged({ file: await write(name, content) })).rejects.toMatchObject({ code, remedy: expect.stringMatching(/\w/) });
  });

  it('refuses a file that is not there, and a folder of images', async () => {
    await expect(judged({ file: join(app.root, 'none.csv') })).rejects.toMatchObject({ code: 'file-missing' });
    await expect(judged({ folder: app.root })).rejects.toMatchObject({ code: 'data-other' });
  });
});
