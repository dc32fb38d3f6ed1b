import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import { asTexts } from '#app/data/preprocessing.ts';
import { type Core, openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { drawReviews, writeReviews } from '#test/helpers/reviews.ts';
import { isOver, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`texts, from a table to an answer, on ${trainingEngine}`, () => {
  let folder: string;
  let core: Core;
  let dataset: Dataset;
  let project: number;
  let lstm: Run;

  async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await core.call(name, input, { door: 'terminal' });
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value as CallOutput<N>; // the door has checked it
  }
  async function job<T>(id: number): Promise<T> {
    for (;;) {
      const { endedAt, error, result } = await ask('jobs.get', { job: id });
      if (error !== null) throw new Error(error.message);
      if (endedAt !== null) return result as T;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  async function trained(template: string, config: CallInput<'runs.start'>['config']): Promise<Run> {
    const { id: model } = await ask('models.create', { project, template, dataset: dataset.id });
    const { id } = await ask('runs.start', { dataset: dataset.id, model, config: { engine: trainingEngine, ...config } });
    for (;;) {
      const run = await ask('runs.get', { run: id });
      if (isOver(run)) return run;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const evaluated = async (run: number) => job<Evaluation>((await ask('evaluations.run', { run })).job);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-texts-'));
    core = await openCore({ workspace: join(folder, 'workspace'), version: 'test', as: 'a test', log: noLog });
    const preprocessing = { kind: 'texts', length: 16 } as const;
    writeReviews(join(folder, 'reviews.csv'), drawReviews(375));
    const started = await ask('datasets.importTexts', { path: join(folder, 'reviews.csv'), preprocessing });
    await job(started.job);
    project = started.project;
    dataset = await ask('datasets.get', { dataset: started.dataset });
    lstm = await trained('lstm-classifier', { epochs: 8, batchSize: 32, learningRate: 0.005 });
  });
  afterAll(async () => {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('an LSTM learns what the order of the words says', async () => {
    expect(lstm).toMatchObject({ state: 'finished', error: null });
    const { accuracy, majority, items } = await evaluated(lstm.id);
    expect(items).toBe(dataset.classes.reduce((sum, each) => sum + each.test, 0));
    expect(majority).toBeLessThan(0.6);
    expect(accuracy).toBeGreaterThan(0.97);
  });

  it('answers texts that it never saw, with what it read of them', async () => {
    const texts = ['Movie was not good', 'Movie was good', 'The plot was zzz dull'];
    const { predictions } = await ask('predictions.texts', { run: lstm.id, texts });
    expect(predictions.map(({ label }) => label).slice(0, 2)).toEqual(['negative', 'positive']);
    for (const { probabilities } of predictions) expect(probabilities.reduce((sum, each) => sum + each.probability, 0)).toBeCloseTo(1, 5);
    const codes = predictions[2]?.stages.find(({ stage }) => stage === 'codes')?.value;
    expect(codes).toContain(1); // zzz is no word of the vocabulary
  });

  it('are no images, and images are no texts', async () => {
    const answer = await core.call('predictions.images', { run: lstm.id, images: [{ item: 0 }] }, { door: 'terminal' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'data-other' } });
  });

  it('a bag of words cannot tell them apart; the run before reads as it did, though the data are prepared otherwise', async () => {
    const before = await evaluated(lstm.id);
    const preprocessing = { ...asTexts(dataset.preprocessing), encoding: 'tf-idf' as const };
    await job((await ask('datasets.prepareTexts', { dataset: dataset.id, preprocessing })).job);
    const bag = await trained('bag-of-words', { epochs: 10, batchSize: 32, learningRate: 0.02 });
    expect(bag).toMatchObject({ state: 'finished', error: null });
    expect((await evaluated(bag.id)).accuracy).toBeLessThan(0.85);

    const after = await evaluated(lstm.id);
    expect([after.accuracy, after.loss]).toEqual([before.accuracy, before.loss]);
    const refused = await core.call('runs.resume', { run: lstm.id, epochs: 20 }, { door: 'terminal' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'run-configuration-differs' } });
  });
});
