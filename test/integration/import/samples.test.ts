import { expect, it } from 'vitest';
import { ended } from '#test/helpers/imports.ts';
import { expectBelow } from '#test/helpers/speed.ts';
import { openedCore } from '#test/helpers/workspace.ts';

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

it('lists what there is, and refuses what is not', async () => {
  const { ask } = await openedCore();
  expect((await ask('projects.samples', {})).samples.map(({ name, items }) => ({ name, items }))).toEqual([
    { name: 'shapes', items: 1200 },
    { name: 'stripes', items: 1000 },
  ]);
  await expect(ask('projects.createFromSample', { sample: '../x' })).rejects.toMatchObject({ code: 'not-found' });
});
