import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { Exported } from '#app/contract/exports.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import { readableRow, rowOfTokens } from '#app/data/texts/given-tokens.ts';
import { type Core, openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { obeysGrammar } from '#main/samples/grammar.ts';
import { askPlain } from '#test/helpers/plain-texts.ts';
import { isOver, trainingEngine } from '#test/helpers/training-workspace.ts';

describe(`texts whose steps have answers, on ${trainingEngine}`, () => {
  let folder: string;
  let core: Core;

  async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await core.call(name, input, { door: 'terminal' });
    if (!answer.ok) throw Object.assign(new Error(`${name}: ${JSON.stringify(answer.error)}`), answer.error);
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
  async function trained(sample: string, config: CallInput<'runs.start'>['config']): Promise<Run> {
    const made = await job<{ dataset: number; model: number }>((await ask('projects.createFromSample', { sample })).job);
    const { id } = await ask('runs.start', { ...made, config: { engine: trainingEngine, ...config } });
    for (;;) {
      const run = await ask('runs.get', { run: id });
      if (isOver(run)) return run;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const exported = async (run: number, name: string) =>
    job<Exported>((await ask('exports.create', { run, format: 'tfjs', out: join(folder, name) })).job);
  const aboutIn = (out: string) => JSON.parse(readFileSync(join(out, 'unfold.json'), 'utf8'));
  /** Exports the run once more when its dataset is no longer there. */
  const exportedErased = async ({ id, dataset }: Run, name: string) => {
    await ask('datasets.remove', { dataset });
    await ask('system.emptyBin', {});
    return exported(id, name);
  };
  const evaluated = async (run: number) => job<Evaluation>((await ask('evaluations.run', { run })).job);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-steps-'));
    core = await openCore({ workspace: join(folder, 'workspace'), version: 'test', as: 'a test', log: noLog });
  });
  afterAll(async () => {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe('tags', () => {
    let run: Run;
    beforeAll(async () => {
      run = await trained('parts-of-speech', { epochs: 8, batchSize: 32, learningRate: 0.005 });
    });

    it('are learned from the neighbours, which a word alone does not tell', async () => {
      expect(run).toMatchObject({ state: 'finished', error: null });
      const evaluation = await evaluated(run.id);
      const ofWords = evaluation.baselines.find(({ name }) => name === 'word-tag');
      expect(ofWords?.accuracy).toBeLessThan(0.9);
      expect(evaluation.accuracy).toBeGreaterThan(0.97);
      expect(evaluation).toMatchObject({ answers: 'tags', perplexity: null, rocAuc: null, items: 120 });
      expect(evaluation.steps).toBe(evaluation.confusion.flat().reduce((sum, count) => sum + count, 0));
      const dataset = await ask('datasets.get', { dataset: run.dataset });
      expect(evaluation.steps).toBe(dataset.classes.reduce((sum, tag) => sum + tag.test, 0));
      // The most frequent tag of the training part, for every word of the test part.
      expect(evaluation.majority).toBeCloseTo(evaluation.baselines.find(({ name }) => name === 'majority')?.accuracy ?? 0, 12);
    });

    it('are shown where they were answered worst', async () => {
      const { id } = await evaluated(run.id);
      const { texts, total } = await ask('evaluations.worst', { evaluation: id, offset: 0, limit: 5 });
      expect(total).toBe(120);
      expect(texts.map(({ loss }) => loss)).toEqual(texts.map(({ loss }) => loss).sort((one, other) => other - one));
      for (const { index, steps, loss } of texts) {
        const [text] = (await ask('datasets.texts', { dataset: run.dataset, indices: [index] })).texts;
        expect(readableRow(rowOfTokens(steps.map(({ token }) => token)))).toBe(text?.text);
        expect(loss).toBeCloseTo(steps.reduce((sum, { truth }) => sum - Math.log(truth), 0) / steps.length, 5);
      }
    });

    it('are given to the words of a sentence that is typed', async () => {
      const { predictions } = await ask('predictions.tags', { run: run.id, texts: ['We light the light light.', 'They can fish Zyzzyva'] });
      const [light, unknown] = predictions.map(({ tokens }) => tokens.map(({ token, tag, known }) => [token, tag, known]));
      expect(light).toEqual([
        ['We', 'PRON', true],
        ['light', 'VERB', true],
        ['the', 'DET', true],
        ['light', 'ADJ', true],
        ['light', 'NOUN', true],
        ['.', 'PUNCT', true],
      ]);
      expect(unknown?.at(-1)?.[2]).toBe(false);
    });

    it('are not asked of a run in other words', async () => {
      const refused = { code: 'run-answers-other' };
      await expect(ask('predictions.texts', { run: run.id, texts: ['we'] })).rejects.toMatchObject(refused);
      await expect(ask('predictions.generate', { run: run.id, seedText: 'we', length: 1 })).rejects.toMatchObject(refused);
    });

    const sentences = ['We light the light light.', 'They can fish: Zyzzyva', '', "Don't", 'light '.repeat(100)];

    it('are given elsewhere to the words of raw sentences, by an exported folder and plain TensorFlow.js', async () => {
      const { out, examples, maxDifference, files } = await exported(run.id, 'tagger');
      expect(examples).toBe(10);
      expect(maxDifference).toBeLessThanOrEqual(1e-5);
      expect(files.map(({ path }) => path)).toContain('texts.mjs');
      const plain = await askPlain(out, sentences);
      expect(plain).toMatchObject({ examples: 10, differing: [] });
      expect(plain.worst).toBeLessThanOrEqual(1e-5);
      const { predictions } = await ask('predictions.tags', { run: run.id, texts: sentences });
      for (const [place, { tokens }] of predictions.entries()) {
        const same = tokens.map(({ token, tag, probability }) => ({ token, tag, probability: expect.closeTo(probability, 5) }));
        expect(plain.tags[place]).toEqual(same);
      }
    });

    it('go along with the words of the examples, as the data has them and as the run answers', async () => {
      const about = aboutIn(join(folder, 'tagger'));
      const { length } = about.preprocessing;
      expect(about.output.shape).toEqual([null, length, about.labels.length]);
      expect(about).toMatchObject({ preprocessing: { answers: 'tags' }, input: { shape: [null, length], dtype: 'int32' } });
      for (const { text, tokens, label, probabilities } of about.examples) {
        expect(readableRow(rowOfTokens(tokens))).toBe(text);
        expect(probabilities).toHaveLength(tokens.length);
        const likeliest = probabilities.map((row: number[]) => about.labels[row.indexOf(Math.max(...row))]);
        const right = likeliest.filter((tag: string, place: number) => tag === label[place]).length;
        expect(right / tokens.length).toBeGreaterThanOrEqual(0.75);
      }
    });

    it('are exported of made-up sentences where the dataset was erased', async () => {
      const { out, examples } = await exportedErased(run, 'tagger, erased');
      expect(examples).toBe(10);
      expect(aboutIn(out).examples.every(({ label }: { label: unknown }) => label === null)).toBe(true);
      expect((await askPlain(out, ['we'])).worst).toBeLessThanOrEqual(1e-5);
    });
  });

  describe('the next letter', () => {
    let run: Run;
    beforeAll(async () => {
      run = await trained('grammar', { epochs: 20, batchSize: 64, learningRate: 0.005 });
    });

    it('is guessed better than from the last two', async () => {
      expect(run).toMatchObject({ state: 'finished', error: null });
      const evaluation = await evaluated(run.id);
      const trigrams = evaluation.baselines.find(({ name }) => name === '3-grams');
      expect(trigrams?.perplexity).toBeGreaterThan(1.6);
      expect(evaluation.perplexity).toBeLessThan(1.5);
      expect(evaluation.perplexity).toBeCloseTo(Math.exp(evaluation.loss), 10);
      expect(evaluation.accuracy).toBeGreaterThan(trigrams?.accuracy ?? 1);
      expect(evaluation).toMatchObject({ answers: 'next', macroF1: null, confusion: [], perClass: [] });
      // The same figures as the run's own, which judged the same part as the data was coded for it.
      expect(evaluation.loss).toBeCloseTo(run.final.test?.loss ?? 0, 4);
    });

    it('is guessed beside the most frequent one, which training counts itself', async () => {
      const validated = await job<Evaluation>((await ask('evaluations.run', { run: run.id, part: 'validation' })).job);
      expect(validated.majority).toBeGreaterThan(0.1);
      expect(run.baseline).toBeCloseTo(validated.majority ?? Number.NaN, 12);
    });

    it('is the same in however many pieces it is written', async () => {
      const asked = { run: run.id, seedText: 'two ', seed: 3 };
      const whole = await ask('predictions.generate', { ...asked, length: 60 });
      const first = await ask('predictions.generate', { ...asked, length: 25 });
      const rest = await ask('predictions.generate', { ...asked, codes: first.codes, length: 35 });
      expect(rest.added).toBe(whole.added);
      expect(whole.added.startsWith(first.added)).toBe(true);
      expect((await ask('predictions.generate', { ...asked, seed: 4, length: 60 })).added).not.toBe(whole.added);
    });

    it('is told for what one types: "cat" or "cats", "sees" or "see"', async () => {
      const { next } = await ask('predictions.generate', { run: run.id, seedText: 'these quiet cat', length: 0 });
      expect(next[0]?.token).toBe('s');
      expect(next[0]?.probability).toBeGreaterThan(0.9);
      expect(next.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.0001);
    });

    it('writes sentences that obey the grammar', async () => {
      const { added } = await ask('predictions.generate', {
        run: run.id,
        seedText: '',
        length: 1000,
        seed: 11,
        sampling: { temperature: 0.7 },
      });
      const lines = added.split('\n').slice(0, -1);
      expect(lines.length).toBeGreaterThan(20);
      expect(lines.filter(obeysGrammar).length / lines.length).toBeGreaterThanOrEqual(0.95);
      expect(new Set(lines).size).toBeGreaterThan(15);
    });

    it('is written elsewhere as here with the same seed, by an exported folder and plain TensorFlow.js', async () => {
      const { out, examples, maxDifference } = await exported(run.id, 'writer');
      expect(examples).toBe(10);
      expect(maxDifference).toBeLessThanOrEqual(1e-5);
      const how = [
        { length: 12, seed: 3 },
        { length: 8, temperature: 0.7, topK: 4, seed: 2 ** 31 - 1 },
        { length: 4, temperature: 0 },
      ];
      const texts = ['', 'these quiet cat'];
      const plain = await askPlain(out, texts, { how });
      expect(plain).toMatchObject({ examples: 10, differing: [] });
      expect(plain.worst).toBeLessThanOrEqual(1e-5);
      const written: string[] = [];
      for (const [place, seedText] of texts.entries()) {
        for (const { length, seed, ...sampling } of how)
          written.push((await ask('predictions.generate', { run: run.id, seedText, length, seed, sampling })).added);
        const { next } = await ask('predictions.generate', { run: run.id, seedText, length: 0 });
        const told = new Map(plain.next[place]?.map(({ token, probability }) => [token, probability]));
        for (const { token, probability } of next) expect(told.get(token), token).toBeCloseTo(probability, 5);
      }
      expect(plain.written).toEqual(written);
    });

    it('goes along in examples that begin as texts of the data do, with what may come behind them', async () => {
      const about = aboutIn(join(folder, 'writer'));
      const { length } = about.preprocessing;
      expect(about.labels).toEqual([...about.specialTokens, ...about.vocabulary.words]);
      expect(about.output.shape).toEqual([null, length, about.labels.length]);
      const { items } = await ask('datasets.items', { dataset: run.dataset, split: 'test', limit: 500 });
      const held = await ask('datasets.texts', { dataset: run.dataset, indices: items.map(({ index }) => index) });
      for (const { text, label, probabilities } of about.examples) {
        expect(held.texts.some((whole) => whole.text.startsWith(text) && whole.text.length > text.length)).toBe(true);
        expect(label).toBeUndefined();
        expect(probabilities).toHaveLength(about.labels.length);
      }
    });

    it('is exported with made-up beginnings where the dataset was erased', async () => {
      const { out, examples } = await exportedErased(run, 'writer, erased');
      expect(examples).toBe(10);
      expect(readFileSync(join(out, 'README.txt'), 'utf8')).toContain('made up of the vocabulary');
      expect((await askPlain(out, ['we'])).worst).toBeLessThanOrEqual(1e-5);
    });
  });
});
