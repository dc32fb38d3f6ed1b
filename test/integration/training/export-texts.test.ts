import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exported } from '#app/contract/exports.ts';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { readFitted } from '#main/datasets/texts/codes-source.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import { drawnTexts, hostileTexts } from '#test/helpers/hostile-texts.ts';
import { askPlain, askPlainAll, type PlainAnswer } from '#test/helpers/plain-texts.ts';
import { openTextApp, type TextApp } from '#test/helpers/text-app.ts';
import { type graphOf, trainingEngine } from '#test/helpers/training-workspace.ts';

const texts = [...hostileTexts, ...drawnTexts(120)];

type Blocks = Parameters<typeof graphOf>[0];
const embedding = (params = {}) => ({ block: 'Embedding', params: { dimension: 6, ...params } });
const dense = { block: 'Dense', params: { units: 3 } };

/** Each way of texts, on TensorFlow or the portable engine; how each layer and encoding is exported, export-layers.test.ts says without runs. */
const cases: { name: string; settings: Partial<TextPreprocessing>; blocks: Blocks; engine?: 'portable' }[] = [
  {
    name: 'words as integers, through an LSTM that skips padding',
    settings: { length: 8 },
    blocks: [embedding(), { block: 'SpatialDropout1D', params: { rate: 0.2 } }, { block: 'LSTM', params: { units: 6 } }, dense],
  },
  {
    name: 'characters with start and end, through additive attention',
    settings: { tokens: 'characters', length: 14, startEnd: true, padding: 'post', truncation: 'post', unicode: 'NFKC', accents: 'strip' },
    blocks: [embedding(), { block: 'AdditiveAttention', params: { units: 4 } }, dense],
  },
  {
    name: 'words one-hot in any case, through a SimpleRNN',
    settings: { encoding: 'one-hot', lowercase: false, length: 8, vocabulary: { most: 40, leastCount: 1, order: 'appearance' } },
    blocks: [{ block: 'SimpleRNN', params: { units: 6 } }, dense],
  },
  { name: 'TF-IDF', settings: { encoding: 'tf-idf' }, blocks: [dense] },
  {
    name: 'stems without stop words, through a GRU that resets before its product, on the portable engine',
    settings: { language: 'en', stemming: true, stopWords: true, length: 8 },
    blocks: [embedding(), { block: 'GRU', params: { units: 6, resetAfter: false, goBackwards: true } }, dense],
    engine: 'portable',
  },
  {
    name: 'subwords, through self-attention and a convolution',
    settings: { tokens: 'subwords', length: 20, vocabulary: { most: 150, leastCount: 1, order: 'frequency' } },
    blocks: [
      embedding({ maskZero: false }),
      { block: 'Attention', params: { units: 5 } },
      { block: 'Conv1D', params: { filters: 4 } },
      { block: 'GlobalMaxPooling1D' },
      dense,
    ],
  },
];
const [integers, , , , stems, subwords] = cases.map(({ name }) => name);

describe(`export for TensorFlow.js of runs on texts, on ${trainingEngine}`, () => {
  let app: TextApp;
  /** By the names of the cases: what the app exported, and what a program that knows nothing of Unfold makes of it. */
  const runs = new Map<string, { run: number; exported: Exported; plain: PlainAnswer | undefined }>();
  const folderOf = (name = '') => join(app.root, name);

  async function exported(run: number, name: string): Promise<Exported> {
    return app.job<Exported>((await app.ask('exports.create', { run, format: 'tfjs', out: folderOf(name) })).job);
  }
  const aboutIn = async (folder: string) => JSON.parse(await readFile(join(folder, 'unfold.json'), 'utf8'));

  beforeAll(async () => {
    app = await openTextApp();
    for (const { name, settings, blocks, engine = trainingEngine } of cases) {
      const { id: run } = await app.train(settings, blocks, { engine });
      runs.set(name, { run, exported: await exported(run, name), plain: undefined });
    }
    const names = [...runs.keys()];
    const answers = await askPlainAll(names.map(folderOf), texts, { helped: true });
    for (const [place, name] of names.entries()) Object.assign(runs.get(name) ?? {}, { plain: answers[place] });
  });
  afterAll(() => app.close());

  it.each(cases)('gives a program that knows nothing of Unfold the same answers to raw texts: $name', async ({ name, settings }) => {
    const of = runs.get(name);
    if (of?.plain === undefined) throw new Error(`${name} must have been exported and asked`);
    const { run, exported, plain } = of;
    expect(exported.examples).toBe(9);
    expect(exported.maxDifference).toBeLessThanOrEqual(1e-5);
    const tokenizer = settings.tokens === 'subwords' ? ['tokenizer.json'] : [];
    const all = ['README.txt', 'model.json', 'texts.mjs', ...tokenizer, 'unfold.json', 'weights-1-of-1.bin'];
    expect(exported.files.map((file) => file.path)).toEqual(all);

    expect(plain).toMatchObject({ examples: 9, differing: [] });
    expect(plain.worst).toBeLessThanOrEqual(1e-5);
    const batch = textBatcher(await readFitted(app.core.folders.run(run)))(texts);
    expect(plain.kinds).toEqual([batch.inputs.constructor.name]);
    expect(plain.inputs.flat()).toEqual([...batch.inputs]);
    const { labels } = await aboutIn(exported.out);
    const { predictions } = await app.ask('predictions.texts', { run, texts: [...texts] });
    const differences = predictions.flatMap(({ probabilities }, row) =>
      probabilities.map(({ label, probability }) =>
        Math.abs((plain.probabilities[row]?.[labels.indexOf(label)] ?? Number.NaN) - probability),
      ),
    );
    expect(differences).toHaveLength(3 * texts.length);
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-5);
    // The texts are told apart, so that one answer to all would not pass.
    expect(new Set(plain.probabilities.map(([first = 0]) => first.toFixed(4))).size).toBeGreaterThan(10);
  });

  it('says all that a text goes through, with the raw texts of held-out items as examples', async () => {
    const about = await aboutIn(folderOf(integers));
    expect(about).toMatchObject({
      format: 'unfold-model',
      preprocessing: { kind: 'texts', tokens: 'words', length: 8, padding: 'pre', lowercase: true },
      specialTokens: ['<padding>', '<unknown>'],
      labels: ['rainy', 'sunny', 'windy'],
      input: { shape: [null, 8], dtype: 'int32', least: 0, most: about.vocabulary.words.length + 1 },
      output: { shape: [null, 3] },
      run: { data: 'weather' },
    });
    const { items } = await app.ask('datasets.items', { dataset: app.dataset, split: 'test', limit: 100 });
    const held = await app.ask('datasets.texts', { dataset: app.dataset, indices: items.map(({ index }) => index) });
    expect(about.examples.map((example: { text: string }) => example.text)).toEqual(held.texts.map(({ text }) => text));
    expect(about.examples.map((example: { label: string }) => example.label)).toEqual(items.map((item) => about.labels[item.class]));
    const [{ text, codes }] = about.examples;
    const names = [...about.specialTokens, ...about.vocabulary.words];
    const words = text.toLowerCase().match(/[^\s!–]+/g);
    expect(codes.map((code: number) => names[code])).toEqual(words.map((word: string) => (names.includes(word) ? word : '<unknown>')));
  });

  it('says how rare words are, the stop words and the stemmer where they count', async () => {
    const { vocabulary } = await aboutIn(folderOf('TF-IDF'));
    const rare = vocabulary.textCounts.map((count: number) => Math.log((1 + vocabulary.texts) / (1 + count)) + 1);
    expect(vocabulary.inverseTextCounts).toEqual(rare);
    const about = await aboutIn(folderOf(stems));
    expect(about.stemmer).toEqual({ library: 'snowball-stemmers', algorithm: 'english' });
    expect(about.stopWords).toContain('the');
    expect(about.vocabulary.words).toContain('happili');
    expect(about.vocabulary.words).not.toContain('the');
  });

  it('is refused by texts.mjs where a library is missing that it needs, by that name', async () => {
    await expect(askPlain(folderOf(stems), texts)).rejects.toThrow(/npm install snowball-stemmers/);
    await expect(askPlain(folderOf(subwords), texts)).rejects.toThrow(/npm install @huggingface\/tokenizers/);
  });

  it('is refused by the name of a GRU that resets after its product, and writes nothing', async () => {
    const blocks = [embedding(), { block: 'GRU', params: { units: 3, resetAfter: true } }, dense];
    const run = await app.train({ length: 4 }, blocks, { engine: 'portable' });
    await expect(exported(run.id, 'reset after')).rejects.toMatchObject({
      code: 'export-reset-after',
      message: expect.stringContaining('n2'),
    });
    expect(await readdir(app.root)).not.toContain('reset after');
  });

  it('makes texts up of words of the vocabulary where the dataset was erased', async () => {
    await app.ask('datasets.remove', { dataset: app.dataset });
    await app.ask('system.emptyBin', {});
    const { out, examples } = await exported(runs.get('TF-IDF')?.run ?? 0, 'erased');
    expect(examples).toBe(10);
    const about = await aboutIn(out);
    expect(about.examples.every((example: { label: string | null }) => example.label === null)).toBe(true);
    expect(about.examples.flatMap((example: { codes: number[] }) => example.codes)).not.toContain(1);
    expect(new Set(about.examples.map((example: { text: string }) => example.text)).size).toBe(10);
    expect((await askPlain(out, texts)).worst).toBeLessThanOrEqual(1e-5);
    expect((await readdir(app.root)).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
