import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sampleSets } from '#main/samples/index.ts';
import { ended } from '#test/helpers/imports.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

it('shapes becomes a project with data and a model, within seconds', async () => {
  const opened = await openedCore();
  const start = performance.now();
  const { job } = await opened.ask('projects.createFromSample', { sample: 'shapes' });
  const over = await ended(opened, job);
  const taken = performance.now() - start;
  expect(over).toMatchObject({ state: 'done', done: 2400, total: 2400 });
  expectBelow(taken, 3000);
  const made = over.result as { project: number; dataset: number; model: number }; // what a sample's job gives back
  expect(await opened.ask('projects.get', { project: made.project })).toMatchObject({
    name: 'Shapes',
    sample: 'shapes',
    datasets: 1,
    models: 1,
  });
  expect(await opened.ask('datasets.get', { dataset: made.dataset })).toMatchObject({
    state: 'ready',
    items: 1200,
    duplicates: 0,
    skipped: 0,
  });
  expect(await opened.ask('models.get', { model: made.model })).toMatchObject({ template: 'small-cnn' });
});

it('reviews become a project with texts that fit and an LSTM, and the file they were read from', async () => {
  const workspace = temporaryFolder();
  const opened = await openedCore(workspace);
  const { job } = await opened.ask('projects.createFromSample', { sample: 'reviews' });
  const over = await ended(opened, job);
  expect(over).toMatchObject({ state: 'done', done: 2400, total: 2400 });
  const made = over.result as { project: number; dataset: number; model: number }; // what a sample's job gives back
  expect(await opened.ask('projects.get', { project: made.project })).toMatchObject({ name: 'Reviews', sample: 'reviews', models: 1 });
  const dataset = await opened.ask('datasets.get', { dataset: made.dataset });
  expect(dataset).toMatchObject({
    kind: 'texts',
    state: 'ready',
    items: 1200,
    duplicates: 0,
    skipped: 0,
    source: join(workspace, 'samples', 'reviews-1.csv'),
    classes: [
      { name: 'negative', items: 600 },
      { name: 'positive', items: 600 },
    ],
  });
  expect(dataset.texts?.shape).toEqual([dataset.texts?.lengths.suggested]);
  expect(readFileSync(dataset.source, 'utf8').split('\n')[0]).toBe('"review","opinion"');
  expect(await opened.ask('models.get', { model: made.model })).toMatchObject({ template: 'lstm-classifier' });
});

it('the long memory is read letter by letter, 30 of them', async () => {
  const opened = await openedCore();
  const { job } = await opened.ask('projects.createFromSample', { sample: 'first-bit' });
  const { result } = await ended(opened, job);
  const { dataset } = result as { dataset: number }; // what a sample's job gives back
  expect(await opened.ask('datasets.get', { dataset })).toMatchObject({
    items: 2000,
    classes: [{ name: '0' }, { name: '1' }],
    texts: { shape: [30], codes: 4 },
  });
});

it('drawn twice, a sample is the same to the last bit', async () => {
  const hashes = [];
  for (let i = 0; i < 2; i += 1) {
    const opened = await openedCore();
    const { job } = await opened.ask('projects.createFromSample', { sample: 'stripes' });
    const { result } = await ended(opened, job);
    const { dataset } = result as { dataset: number }; // what a sample's job gives back
    hashes.push((await opened.ask('datasets.get', { dataset })).hash);
  }
  expect(hashes[0]).toBe(hashes[1]);
});

it('a sample that is cancelled leaves no project', async () => {
  const opened = await openedCore();
  const { job } = await opened.ask('projects.createFromSample', { sample: 'shapes' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await opened.ask('jobs.cancel', { job })).state).toBe('cancelled');
  expect((await opened.ask('projects.list', {})).projects).toEqual([]);
});

it.each(sampleSets.flatMap((sample) => (sample.kind === 'tables' || sample.kind === 'series' ? [sample] : [])))(
  '$name becomes a project of all the rows it says, with a model that takes them',
  async (sample) => {
    const opened = await openedCore();
    const { job } = await opened.ask('projects.createFromSample', { sample: sample.name });
    const made = (await ended(opened, job)).result as { dataset: number; model: number }; // what a sample's job gives back
    const dataset = await opened.ask('datasets.get', { dataset: made.dataset });
    expect(dataset).toMatchObject({ kind: sample.kind, skipped: 0, table: { rows: sample.items, leftOut: 0 } });
    expect(dataset.classes.map(({ name }) => name)).toEqual(
      sample.wish.kind === 'tables' && sample.wish.answers === 'labels' ? [] : [...sample.classes].sort(),
    );
    const need = await opened.ask('runs.forecast', { dataset: made.dataset, model: made.model, config: { batchSize: 32 } });
    expect(need.parameters).toBeGreaterThan(0);
  },
);

it('lists what there is, and refuses what is not', async () => {
  const { ask } = await openedCore();
  expect((await ask('projects.samples', {})).samples.map(({ name, items }) => ({ name, items }))).toEqual([
    { name: 'shapes', items: 1200 },
    { name: 'stripes', items: 1000 },
    { name: 'flowers', items: 600 },
    { name: 'houses', items: 1000 },
    { name: 'orchard', items: 1200 },
    { name: 'heights', items: 1000 },
    { name: 'films', items: 900 },
    { name: 'flea-market', items: 900 },
    { name: 'sales', items: 1500 },
    { name: 'exercise', items: 620 },
    { name: 'reviews', items: 1200 },
    { name: 'word-languages', items: 1600 },
    { name: 'parts-of-speech', items: 1200 },
    { name: 'grammar', items: 1500 },
    { name: 'first-bit', items: 2000 },
  ]);
  await expect(ask('projects.createFromSample', { sample: '../x' })).rejects.toMatchObject({ code: 'not-found' });
});
