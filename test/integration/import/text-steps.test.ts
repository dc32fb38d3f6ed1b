import { rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import { asTexts } from '#app/data/preprocessing.ts';
import { openCodes } from '#main/datasets/texts/codes-source.ts';
import { ended } from '#test/helpers/imports.ts';
import { type OpenedCore, openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const words = ['we', 'see', 'the', 'light', 'can', 'open', 'it', 'now'];
const tags = ['PRON', 'VERB', 'DET', 'NOUN'];
/** Sentences of 1 to 6 tagged words, with their own number among them. */
const sentences = (many: number) =>
  Array.from({ length: many }, (_, row) =>
    Array.from({ length: 1 + (row % 6) }, (_, place) => [
      place === 0 ? `own${row}` : (words[(row + place) % 8] ?? ''),
      tags[(row * place) % 4] ?? '',
    ]),
  );
const conll = (rows: string[][][]) => rows.map((row) => `${row.map((word) => word.join('\t')).join('\n')}\n`).join('\n');

function written(text: string, name: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

async function imported(opened: OpenedCore, path: string, more: object = {}): Promise<{ dataset: Dataset; report: ImportReport }> {
  const { job, dataset } = await opened.ask('datasets.importTexts', { path, ...more });
  const over = await ended(opened, job);
  if (over.state !== 'done') throw new Error(`The import ended ${over.state}: ${over.error?.message ?? ''}`);
  return { dataset: await opened.ask('datasets.get', { dataset }), report: over.result as ImportReport };
}

const codesOf = ({ core }: OpenedCore, dataset: Dataset) =>
  openCodes(core.folders.dataset(dataset.id), dataset.texts?.prepared ?? '', dataset.items);

describe('tagged words', () => {
  it('are imported sentence by sentence: each word with its tag, each tag counted in its part', async () => {
    const opened = await openedCore();
    const rows = sentences(60);
    const { dataset, report } = await imported(opened, written(conll(rows), 'pos.conll'));
    expect(dataset).toMatchObject({ state: 'ready', items: 60, skipped: 0, parts: { train: 48, validation: 6, test: 6 } });
    expect(asTexts(dataset.preprocessing)).toMatchObject({ answers: 'tags', length: 6 });
    const counts = (items: readonly number[]) =>
      tags.map((tag) => items.flatMap((item) => rows[item] ?? []).filter(([, other]) => other === tag).length);
    const all = Object.fromEntries(tags.map((tag, at) => [tag, counts(rows.map((_, row) => row))[at]]));
    expect(Object.fromEntries(report.classes.map(({ name, items }) => [name, items]))).toEqual(all);
    for (const split of ['train', 'validation', 'test'] as const) {
      const { items } = await opened.ask('datasets.items', { dataset: dataset.id, split, limit: 1000 });
      const of = counts(items.map(({ index }) => index));
      for (const [at, tag] of tags.entries()) expect(dataset.classes.find(({ name }) => name === tag)?.[split]).toBe(of[at]);
    }
    const { texts } = await opened.ask('datasets.texts', { dataset: dataset.id, indices: [5] });
    expect(texts[0]?.text).toBe((rows[5] ?? []).map(([word]) => word).join(' '));
  });

  it('reach the network beside their words', async () => {
    const opened = await openedCore();
    const rows = sentences(30);
    const { dataset } = await imported(opened, written(conll(rows), 'pos.conll'));
    const source = await codesOf(opened, dataset);
    const [inputs, answers] = [source.make(2 * 6), new Int32Array(2 * 6)];
    await source.gather([5, 2], inputs);
    await source.answers?.gather([5, 2], answers);
    const names = dataset.classes.map(({ name }) => name);
    const wanted = [5, 2].flatMap((row) => Array.from({ length: 6 }, (_, step) => names.indexOf(rows[row]?.[step]?.[1] ?? '')));
    expect([...answers]).toEqual(wanted);
    expect([...inputs].map((code) => code > 0)).toEqual(wanted.map((tag) => tag >= 0));
  });

  it('are shown stage by stage with what is to be answered', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(conll(sentences(30)), 'pos.conll'));
    const { stages } = await opened.ask('datasets.explainText', { dataset: dataset.id, text: { index: 3 } });
    expect(stages.find(({ stage }) => stage === 'answers')?.value).toEqual([...(sentences(30)[3] ?? []).map(([, tag]) => tag), '', '']);
  });

  it('are other texts under other tags', async () => {
    const opened = await openedCore();
    const two = [[['light', 'NOUN']], [['light', 'VERB']], [['light', 'NOUN']], ...sentences(20)];
    const { dataset, report } = await imported(opened, written(conll(two), 'pos.conll'));
    expect(dataset.duplicates).toBe(1);
    expect(report.duplicates).toEqual([{ path: 'line 5', of: 'line 1' }]);
  });

  it('keep their tags when they are prepared anew, and have no class that could be changed', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(conll(sentences(60)), 'pos.conll'));
    const preprocessing = { ...asTexts(dataset.preprocessing), length: 3 };
    await ended(opened, (await opened.ask('datasets.prepareTexts', { dataset: dataset.id, preprocessing })).job);
    const again = await opened.ask('datasets.get', { dataset: dataset.id });
    expect(again.classes).toEqual(dataset.classes);
    await expect(opened.ask('datasets.relabel', { dataset: dataset.id, items: [0], class: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are refused where a file of tags is gone', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(conll(sentences(30)), 'pos.conll'));
    rmSync(join(opened.core.folders.dataset(dataset.id), 'tags-00000.rows'));
    await expect(codesOf(opened, dataset)).rejects.toMatchObject({ code: 'dataset-damaged' });
    const { job } = await opened.ask('datasets.prepareTexts', { dataset: dataset.id, preprocessing: asTexts(dataset.preprocessing) });
    expect((await ended(opened, job)).error).toMatchObject({ code: 'dataset-damaged' });
  });

  it.each([
    ['a class', { kind: 'texts' }, 'text-answers-other'],
    ['tags of letters', { kind: 'texts', answers: 'tags', tokens: 'characters' }, 'call-invalid'],
  ] as const)('cannot teach %s', async (_what, preprocessing, code) => {
    const opened = await openedCore();
    const path = written(conll(sentences(30)), 'pos.conll');
    await expect(opened.ask('datasets.importTexts', { path, preprocessing })).rejects.toMatchObject({ code });
    expect((await opened.ask('datasets.list', {})).datasets).toEqual([]);
  });
});

describe('one long text', () => {
  const lines = Array.from({ length: 40 }, (_, row) => `Line ${row} says abc.`);

  it('is a text a line where it is a list, each with its start and its end', async () => {
    const opened = await openedCore();
    const { dataset, report } = await imported(opened, written(lines.join('\n'), 'lines.txt'));
    expect(dataset).toMatchObject({ state: 'ready', items: 40, classes: [], parts: { train: 32, validation: 4, test: 4 } });
    expect(report.classes).toEqual([]);
    expect(asTexts(dataset.preprocessing)).toMatchObject({ answers: 'next', tokens: 'characters', startEnd: true, lowercase: false });
    const source = await codesOf(opened, dataset);
    const steps = source.answers?.steps ?? 0;
    const [inputs, answers] = [source.make(steps), new Int32Array(steps)];
    await source.gather([0], inputs);
    await source.answers?.gather([0], answers);
    const { stages } = await opened.ask('datasets.explainText', { dataset: dataset.id, text: { index: 0 } });
    expect(stages.find(({ stage }) => stage === 'padded')?.value).toEqual([...inputs]);
    const said = stages.find(({ stage }) => stage === 'answers')?.value as string[];
    expect(said.filter((token) => token !== '').join('')).toBe('Line 0 says abc.<end>');
    // Each answer is the next step's input, as far as there is one.
    for (let step = 0; step + 1 < steps; step += 1) if ((answers[step + 1] ?? -1) >= 0) expect(inputs[step + 1]).toBe(answers[step]);
  });

  it('is a piece of a paragraph a text where it is prose, without a start or an end', async () => {
    const opened = await openedCore();
    const paragraph = 'It was a dark and stormy night; the rain fell in torrents, except at occasional intervals. '.repeat(4);
    const { dataset } = await imported(opened, written(`${paragraph}\n\n${paragraph.toUpperCase()}\n`, 'prose.txt'));
    expect(asTexts(dataset.preprocessing)).toMatchObject({ answers: 'next', startEnd: false });
    const indices = Array.from({ length: dataset.items }, (_, index) => index);
    const { texts } = await opened.ask('datasets.texts', { dataset: dataset.id, indices });
    expect(texts.map(({ text }) => text).join('')).toBe(`${paragraph}${paragraph.toUpperCase()}`);
    for (const { text } of texts) expect(text.length).toBeLessThanOrEqual(128);
  });

  it('is parted as one asks for', async () => {
    const opened = await openedCore();
    const asked = { shape: { kind: 'long-text' }, columns: { pieces: { by: 'paragraph', mostCharacters: 50 } } } as const;
    const path = written(`${lines.slice(0, 4).join('\n')}\n\n${lines[4]}`, 'lines.txt');
    const look = await opened.ask('datasets.lookTexts', { path, ...asked });
    expect(look).toMatchObject({ pieces: asked.columns.pieces, rows: { count: 3, exact: true } });
    expect((await imported(opened, path, asked)).dataset.items).toBe(3);
  });

  it('has no class and no tags to teach', async () => {
    const opened = await openedCore();
    const path = written(lines.join('\n'), 'lines.txt');
    for (const answers of ['class', 'tags'] as const)
      await expect(opened.ask('datasets.importTexts', { path, preprocessing: { kind: 'texts', answers } })).rejects.toMatchObject({
        code: 'text-answers-other',
      });
  });
});

it('rows of a table teach what comes next as well, whatever their labels', async () => {
  const opened = await openedCore();
  const rows = Array.from({ length: 30 }, (_, row) => `name number ${row},${row % 7 === 0 ? '' : 'x'}`);
  const path = written(['name,kind', ...rows].join('\n'), 'names.csv');
  const preprocessing = { kind: 'texts', answers: 'next', tokens: 'characters', startEnd: true } as const;
  const { dataset } = await imported(opened, path, { columns: { text: 'name' }, preprocessing });
  expect(dataset).toMatchObject({ items: 30, skipped: 0, classes: [] });
});

it('a workspace whose store is lost finds them again', async () => {
  const workspace = temporaryFolder();
  const opened = await openedCore(workspace);
  const tagged = (await imported(opened, written(conll(sentences(30)), 'pos.conll'))).dataset;
  const long = (await imported(opened, written(Array.from({ length: 20 }, (_, row) => `row ${row}`).join('\n'), 'l.txt'))).dataset;
  await opened.core.close();
  for (const end of ['', '-wal', '-shm']) rmSync(join(workspace, `unfold.sqlite${end}`), { force: true });
  expect(await readFile(join(workspace, 'unfold.sqlite')).catch(() => null)).toBeNull();
  const again = await openedCore(workspace);
  for (const dataset of [tagged, long]) expect(await again.ask('datasets.get', { dataset: dataset.id })).toEqual(dataset);
});
