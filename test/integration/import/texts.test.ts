import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, ImportReport } from '#app/contract/datasets.ts';
import { asTexts } from '#app/data/preprocessing.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { ended } from '#test/helpers/imports.ts';
import { type OpenedCore, openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

/** Rows "word mood … number", each with a word of its own, so that one sees which rows a vocabulary comes from. */
function reviews(rows: number): string {
  const random = drawn(11);
  const lines = Array.from({ length: rows }, (_, row) => {
    const good = random.whole(0, 1) === 1;
    return `The film was ${good ? 'good' : 'bad'} own${row},${good ? 'pos' : 'neg'}`;
  });
  return ['review,mood', ...lines].join('\n');
}

function written(text: string, name = 'reviews.csv'): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

async function importing(opened: OpenedCore, path: string, more: object = {}) {
  const { job, dataset } = await opened.ask('datasets.importTexts', { path, ...more });
  return { job: await ended(opened, job), dataset };
}
async function imported(opened: OpenedCore, path: string, more: object = {}): Promise<{ dataset: Dataset; report: ImportReport }> {
  const { job, dataset } = await importing(opened, path, more);
  if (job.state !== 'done') throw new Error(`The import ended ${job.state}: ${job.error?.message ?? ''}`);
  return { dataset: await opened.ask('datasets.get', { dataset }), report: job.result as ImportReport };
}
const folderOf = ({ core }: OpenedCore, dataset: Dataset) => join(core.folders.dataset(dataset.id), dataset.texts?.prepared ?? '');
/** Words of the kind "own17" in the vocabulary, as the rows they come from. */
const ownWords = async (opened: OpenedCore, dataset: Dataset) =>
  (await readFitted(folderOf(opened, dataset))).words.flatMap((word) => (/^own\d+$/.test(word) ? [Number(word.slice(3))] : []));
const partOf = async (opened: OpenedCore, dataset: Dataset, split: 'train' | 'validation' | 'test') => {
  const { items } = await opened.ask('datasets.items', { dataset: dataset.id, split, limit: 1000 });
  return items.map(({ index }) => index);
};

describe('an import of texts', () => {
  it('takes every row of a table with its class, or lists it with its reason', async () => {
    const opened = await openedCore();
    const file = written(`${reviews(40)}\nno label here,\n"ragged"\n,pos`);
    const { dataset, report } = await imported(opened, file);
    expect(dataset).toMatchObject({ kind: 'texts', state: 'ready', name: 'reviews', items: 40 });
    expect(report.classes.map(({ name }) => name)).toEqual(['neg', 'pos']);
    expect(report.skipped.map(({ path }) => path)).toEqual(['line 42', 'line 43', 'line 44']);
    const { texts } = await opened.ask('datasets.texts', { dataset: dataset.id, indices: [0, 39], most: 12 });
    expect(texts).toEqual([
      { index: 0, text: 'The film was', whole: false },
      { index: 39, text: 'The film was', whole: false },
    ]);
    const { items } = await opened.ask('datasets.items', { dataset: dataset.id, limit: 1 });
    expect(items[0]).toMatchObject({ path: 'line 2', height: 1 });
  });

  it('finds the vocabulary in the training part alone, again after the parts change', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(reviews(200)));
    const train = await partOf(opened, dataset, 'train');
    expect(train.length).toBeGreaterThan(100);
    expect((await ownWords(opened, dataset)).sort((a, b) => a - b)).toEqual(train);
    expect(dataset.texts?.unknown).toBeCloseTo(1 / 5, 5); // one word of five in each other row

    const resplit = await opened.ask('datasets.resplit', { dataset: dataset.id, split: { train: 50, validation: 25, test: 25, seed: 3 } });
    expect(resplit.state).toBe('importing');
    const { jobs } = await opened.ask('jobs.list', {});
    await ended(opened, Math.max(...jobs.map(({ id }) => id)));
    const after = await opened.ask('datasets.get', { dataset: dataset.id });
    expect(after.state).toBe('ready');
    expect((await ownWords(opened, after)).sort((a, b) => a - b)).toEqual(await partOf(opened, after, 'train'));
    expect(after.hash).not.toBe(dataset.hash);
  });

  it('codes anew under other settings, beside what was there until it is whole', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(reviews(60)));
    const preprocessing = { ...asTexts(dataset.preprocessing), tokens: 'characters' as const, length: 20 };
    const { job } = await opened.ask('datasets.prepareTexts', { dataset: dataset.id, preprocessing });
    expect((await ended(opened, job)).state).toBe('done');
    const after = await opened.ask('datasets.get', { dataset: dataset.id });
    expect(after).toMatchObject({ state: 'ready', texts: { prepared: 'prepared-2', shape: [20] } });
    expect(readdirSync(opened.core.folders.dataset(dataset.id)).filter((name) => name.startsWith('prepared'))).toEqual(['prepared-2']);
    const { stages } = await opened.ask('datasets.explainText', { dataset: dataset.id, text: { given: 'Abc' } });
    expect(stages.find(({ stage }) => stage === 'tokens')?.value).toEqual(['a', 'b', 'c']);
  });

  it('under settings that leave no vocabulary is refused, and stays as it was', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(reviews(60)));
    const preprocessing = { ...asTexts(dataset.preprocessing), vocabulary: { most: 100, leastCount: 5000, order: 'frequency' as const } };
    const { job } = await opened.ask('datasets.prepareTexts', { dataset: dataset.id, preprocessing });
    expect((await ended(opened, job)).error).toMatchObject({ code: 'vocabulary-empty' });
    expect(await opened.ask('datasets.get', { dataset: dataset.id })).toEqual(dataset);
    expect(await ownWords(opened, dataset)).not.toEqual([]);
  });

  it('that was cancelled goes on to the same data', async () => {
    const opened = await openedCore();
    const file = written(reviews(20_000));
    const { job, dataset } = await opened.ask('datasets.importTexts', { path: file });
    await opened.ask('jobs.cancel', { job });
    expect((await ended(opened, job)).state).toBe('cancelled');
    expect(await opened.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete' });
    const again = await opened.ask('datasets.resumeImport', { dataset });
    expect((await ended(opened, again.job)).state).toBe('done');
    const whole = await opened.ask('datasets.get', { dataset });
    const { dataset: other } = await imported(opened, file);
    expect(whole).toMatchObject({ state: 'ready', items: 20_000, hash: other.hash });
  });

  it('takes texts of a folder with the parts it gives', async () => {
    const opened = await openedCore();
    const folder = temporaryFolder();
    const files = ['train', 'val', 'test'].flatMap((part) =>
      ['cat', 'dog'].flatMap((name) => [1, 2, 3].map((n) => [part, name, n] as const)),
    );
    for (const [part, name, n] of files) {
      const below = join(folder, part, name);
      mkdirSync(below, { recursive: true });
      writeFileSync(join(below, `${n}.txt`), `A ${name} of the ${part} part, number ${n}.`);
    }
    const { dataset } = await imported(opened, folder);
    expect(dataset.classes).toMatchObject([
      { name: 'cat', items: 9, train: 3, validation: 3, test: 3 },
      { name: 'dog', items: 9, train: 3, validation: 3, test: 3 },
    ]);
  });

  it.each([
    ['one class', 'review,mood\ngood,pos\nfine,pos\nbest,pos', 'classes-too-few'],
    ['a class of two', 'review,mood\ngood film,pos\nfine film,pos\nbest film,pos\nbad film,neg\npoor film,neg', 'class-too-small'],
    [
      'a label of its own in every row',
      `review,mood\n${Array.from({ length: 1200 }, (_, row) => `good film,id${row}`).join('\n')}`,
      'labels-too-many',
    ],
    [
      'nothing that is a word',
      `review,mood\n${Array.from({ length: 12 }, (_, row) => `...,${row % 2 === 0 ? 'a' : 'b'}`).join('\n')}`,
      'vocabulary-empty',
    ],
  ])('of %s is refused with its reason', async (_what, text, code) => {
    const opened = await openedCore();
    const { job, dataset } = await importing(opened, written(text), { columns: { text: 'review', label: 'mood' } });
    expect(job.error).toMatchObject({ code });
    expect(await opened.ask('datasets.get', { dataset })).toMatchObject({ state: 'incomplete' });
  });

  it('whose files are damaged afterwards is told so by name', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(reviews(60)));
    rmSync(join(opened.core.folders.dataset(dataset.id), 'texts-00000.rows'));
    const answer = await opened.core.call('datasets.texts', { dataset: dataset.id, indices: [1] }, { door: 'terminal' });
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'dataset-damaged', message: expect.stringContaining('texts-00000.rows is missing') },
    });
  });

  it('shows no file by the door of pictures', async () => {
    const opened = await openedCore();
    const { dataset } = await imported(opened, written(reviews(60)));
    for (const path of [`/media/items/${dataset.id}/0?size=96`, `/media/seen/${dataset.id}/0`]) {
      expect((await opened.core.media(path)).status).toBe(404);
    }
  });
});
