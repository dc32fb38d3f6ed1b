import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asTexts } from '#app/data/preprocessing.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { readKeptVectors } from '#main/datasets/texts/vectors-file.ts';
import { readCheckpoint } from '#main/training/checkpoint-file.ts';
import { ended } from '#test/helpers/imports.ts';
import { graphOf, isOver, trainingEngine } from '#test/helpers/training-workspace.ts';
import { type OpenedCore, openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

const rows = Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? `sunny warm day ${row},good` : `rainy cold day ${row},bad`));
const written = (name: string, text: string): string => {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
};
const glove = () => written('glove.txt', 'sunny 1 2 3\nrainy -1 -2 -3\nday 0.5 0.5 0.5\nelsewhere 9 9 9\n');

async function imported(opened: OpenedCore, vectors: string) {
  const path = written('weather.csv', ['text,mood', ...rows].join('\n'));
  const { job, dataset, project } = await opened.ask('datasets.importTexts', { path, vectors });
  return { over: await ended(opened, job), dataset, project };
}
const folderOf = async ({ core, ask }: OpenedCore, dataset: number) =>
  join(core.folders.dataset(dataset), (await ask('datasets.get', { dataset })).texts?.prepared ?? '');

/** The mean of the words' rows decides. */
const averaged = (params: Record<string, number | boolean>) =>
  graphOf([{ block: 'Embedding', params }, { block: 'GlobalAveragePooling1D' }, { block: 'Dense', params: { units: 2 } }]);

describe(`pretrained vectors, on ${trainingEngine}`, () => {
  it('are read for the vocabulary alone, with what they cover', async () => {
    const opened = await openedCore();
    const file = glove();
    const { dataset } = await imported(opened, file);
    const { texts } = await opened.ask('datasets.get', { dataset });
    const fitted = await readFitted(await folderOf(opened, dataset));
    const occurrences = (word: string) => fitted.counts[fitted.words.indexOf(word)] ?? 0;
    expect(texts?.vectors).toMatchObject({ file, dimension: 3, lines: 4 });
    expect(texts?.vectors?.words).toBeCloseTo(3 / fitted.words.length, 12);
    expect(texts?.vectors?.occurrences).toBeCloseTo((occurrences('sunny') + occurrences('rainy') + occurrences('day')) / fitted.tokens, 12);
    const kept = await readKeptVectors(await folderOf(opened, dataset), texts?.codes ?? 0);
    const row = (word: string) => [
      ...(kept?.values.slice(3 * (2 + fitted.words.indexOf(word)), 3 * (3 + fitted.words.indexOf(word))) ?? []),
    ];
    expect(row('rainy')).toEqual([-1, -2, -3]);
    for (const value of row('warm')) expect(Math.abs(value)).toBeLessThanOrEqual(0.05);
    expect([...(kept?.values.slice(0, 3) ?? [])]).toEqual([0, 0, 0]);
  });

  it('begin an Embedding, which keeps them where it is frozen', async () => {
    const opened = await openedCore();
    const { dataset, project } = await imported(opened, glove());
    const graph = averaged({ dimension: 3, maskZero: false, pretrained: true, frozen: true });
    const { id: model } = await opened.ask('models.create', { project, graph });
    const { id } = await opened.ask('runs.start', { dataset, model, config: { epochs: 2, batchSize: 8, engine: trainingEngine } });
    for (let run = await opened.ask('runs.get', { run: id }); !isOver(run); run = await opened.ask('runs.get', { run: id }))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const run = await opened.ask('runs.get', { run: id });
    expect(run).toMatchObject({ state: 'finished', error: null });
    const { weights } = await readCheckpoint(join(opened.core.folders.checkpoints(id), 'epoch-00002.ckpt'));
    const kept = await readKeptVectors(await folderOf(opened, dataset), (await opened.ask('datasets.get', { dataset })).texts?.codes ?? 0);
    expect(weights.find(({ shape }) => shape.at(-1) === 3)?.values).toEqual(kept?.values);
    const { predictions } = await opened.ask('predictions.texts', { run: id, texts: ['a sunny day'] });
    expect(predictions[0]?.label).toMatch(/good|bad/);
  });

  it('of another length than the block, or none, are said on the block with what to do', async () => {
    const opened = await openedCore();
    const { dataset, project } = await imported(opened, glove());
    const start = async (dimension: number) => {
      const { id: model } = await opened.ask('models.create', {
        project,
        graph: averaged({ dimension, maskZero: false, pretrained: true, frozen: false }),
      });
      return opened.ask('runs.start', { dataset, model, config: { epochs: 1, batchSize: 8, engine: trainingEngine } });
    };
    await expect(start(5)).rejects.toMatchObject({ code: 'graph-invalid', message: expect.stringContaining('dimension 3') });
    const preprocessing = asTexts((await opened.ask('datasets.get', { dataset })).preprocessing);
    await ended(opened, (await opened.ask('datasets.prepareTexts', { dataset, preprocessing })).job);
    expect((await opened.ask('datasets.get', { dataset })).texts?.vectors).toMatchObject({ dimension: 3 });
    await ended(opened, (await opened.ask('datasets.prepareTexts', { dataset, preprocessing, vectors: null })).job);
    expect((await opened.ask('datasets.get', { dataset })).texts?.vectors).toBeNull();
    await expect(start(3)).rejects.toMatchObject({ code: 'graph-invalid', message: expect.stringContaining('word vectors') });
  });

  it.each([
    ['another length in the middle', 'sunny 1 2 3\nrainy 1 2\n', 'vectors-unreadable'],
    ['no numbers', 'sunny one two three\n', 'vectors-unreadable'],
    ['nothing', '', 'text-file-empty'],
  ])('with %s end the import with a word, and it can be gone on with', async (_what, content, code) => {
    const opened = await openedCore();
    const { over, dataset } = await imported(opened, written('vectors.txt', content));
    expect(over.error).toMatchObject({ code });
    expect((await opened.ask('datasets.get', { dataset })).state).toBe('incomplete');
  });

  it('that are gone are said so', async () => {
    const opened = await openedCore();
    const { over } = await imported(opened, join(temporaryFolder(), 'gone.vec'));
    expect(over.error).toMatchObject({ code: 'file-missing' });
  });
});
