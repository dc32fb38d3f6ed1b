import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { filmReviews } from '#test/helpers/film-reviews.ts';
import { ended } from '#test/helpers/imports.ts';
import { type OpenedCore, openedCore, temporaryFolder } from '#test/helpers/workspace.ts';

async function runEnded({ ask }: OpenedCore, run: number): Promise<void> {
  for (;;) {
    const { state, error } = await ask('runs.get', { run });
    if (state === 'finished') return;
    if (!['queued', 'running'].includes(state)) throw new Error(`the run is ${state}: ${error?.message ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function evaluated(opened: OpenedCore, run: number, part: 'test' | 'train'): Promise<Evaluation> {
  const { job } = await opened.ask('evaluations.run', { run, part });
  const over = await ended(opened, job);
  if (over.state !== 'done') throw new Error(over.error?.message ?? over.state);
  return over.result as Evaluation; // what the job of an evaluation gives back
}

it('texts are judged beside baselines, which are fitted once for the same data and part, and kept', async () => {
  const workspace = temporaryFolder();
  const file = join(workspace, 'reviews.csv');
  writeFileSync(file, ['text,label', ...filmReviews(200).map(({ text, label }) => `${text},${label}`)].join('\n'));
  const opened = await openedCore(join(workspace, 'home'));
  const { job, dataset, project } = await opened.ask('datasets.importTexts', { path: file, columns: { text: 'text', label: 'label' } });
  expect((await ended(opened, job)).state).toBe('done');
  const { id: model } = await opened.ask('models.create', { project, template: 'rnn-classifier', dataset });
  const train = async () => {
    const run = await opened.ask('runs.start', { dataset, model, config: { epochs: 1, batchSize: 64, engine: 'portable' } });
    await runEnded(opened, run.id);
    return run.id;
  };
  const [one, other] = [await train(), await train()];

  const first = await evaluated(opened, one, 'test');
  expect(first.baselines.map(({ name }) => name)).toEqual(['majority', 'bag-of-words', 'character-3-grams']);
  for (const { accuracy, macroF1 } of first.baselines) for (const figure of [accuracy, macroF1]) expect(figure).toBeGreaterThanOrEqual(0);
  expect(first.baselines[0]).toMatchObject({ accuracy: first.majority });
  expect(first.macroF1).toBeCloseTo(first.perClass.reduce((sum, { f1 }) => sum + f1, 0) / 2, 12);
  expect(first.rocAuc).toBeGreaterThanOrEqual(0);
  expect(await opened.ask('evaluations.get', { evaluation: first.id })).toEqual(first);

  // Marked where they are kept: what is taken from there has the mark, what is fitted anew has not.
  const store = new Database(join(workspace, 'home', 'unfold.sqlite'));
  store.prepare("update evaluations set baselines = replace(baselines, 'Bag of words', 'Marked')").run();
  store.close();
  expect((await evaluated(opened, other, 'test')).baselines[1]?.title).toMatch(/^Marked/);
  expect((await evaluated(opened, other, 'train')).baselines[1]?.title).toMatch(/^Bag of words/);
  await opened.ask('datasets.relabel', { dataset, items: [0, 1, 2], class: 0 });
  expect((await evaluated(opened, other, 'test')).baselines[1]?.title).toMatch(/^Bag of words/);
});
