import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TextPreprocessing } from '#app/data/texts/preprocessing.ts';
import { openTextApp, type TextApp } from '#test/helpers/text-app.ts';
import { type graphOf, trainingEngine } from '#test/helpers/training-workspace.ts';

type Blocks = Parameters<typeof graphOf>[0];
const embedding = { block: 'Embedding', params: { dimension: 8 } };
const gru = { block: 'GRU', params: { units: 12 } };
const dense = (units: number) => ({ block: 'Dense', params: { units } });

/** Each way to the network, with a network for it, and whether that has a length that texts are cut to. */
const ways: [encoding: TextPreprocessing['encoding'], blocks: Blocks, cuts: boolean][] = [
  ['integer', [embedding, gru, dense(3)], true],
  ['one-hot', [{ block: 'GlobalMaxPooling1D' }, dense(12), dense(3)], true],
  ['bag-of-words', [dense(12), dense(3)], false],
  ['tf-idf', [dense(12), dense(3)], false],
];
/** Words that every class has, and one that only "rainy" has. */
const text = 'The COLD and the row';

describe(`tokens that mattered, on ${trainingEngine}`, () => {
  let app: TextApp;
  beforeAll(async () => {
    app = await openTextApp(300);
  });
  afterAll(() => app.close());

  describe.each(ways)('%s', (encoding, blocks, cuts) => {
    let run: number;
    const weighed = (of: string, name?: string) =>
      app.ask('predictions.tokens', { run, text: of, ...(name === undefined ? {} : { class: name }) });
    const weightOfCold = async (of: string, name?: string) =>
      (await weighed(of, name)).tokens.find(({ token }) => token === 'cold')?.weight ?? Number.NaN;
    const probability = async (of: string, name: string) => {
      const { predictions } = await app.ask('predictions.texts', { run, texts: [of] });
      return predictions[0]?.probabilities.find(({ label }) => label === name)?.probability ?? Number.NaN;
    };

    beforeAll(async () => {
      run = (await app.train({ encoding, length: 8 }, blocks, { epochs: 20, engine: trainingEngine })).id;
    });

    it('are the words that the answer hinges on', async () => {
      const { label, probability: whole, tokens, together, epoch } = await weighed(text);
      expect({ label, together, epoch }).toEqual({ label: 'rainy', together: 1, epoch: 20 });
      expect(whole).toBeCloseTo(await probability(text, 'rainy'), 5);
      expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(text.split(' '));
      const cold = tokens.find(({ token }) => token === 'cold')?.weight;
      expect(cold).toBeGreaterThan(0.2);
      expect(cold).toBe(Math.max(...tokens.map(({ weight }) => weight ?? 0)));
    });

    it('weigh what the class loses when they are unknown', async () => {
      const lost = (await probability(text, 'rainy')) - (await probability(text.replace('COLD', 'zzzz'), 'rainy'));
      expect(await weightOfCold(text)).toBeCloseTo(lost, 5);
    });

    it('speak against a class, too; all classes together lose nothing', async () => {
      const [sunny = 0, rainy = 0, windy = 0] = await Promise.all(['sunny', 'rainy', 'windy'].map((name) => weightOfCold(text, name)));
      expect(Math.min(sunny, windy)).toBeLessThan(-0.1);
      expect(sunny + rainy + windy).toBeCloseTo(0, 5);
    });

    it('are nothing where the vocabulary has none of them', async () => {
      expect((await weighed('zzzz yyyy')).tokens).toEqual([
        { token: 'zzzz', start: 0, end: 4, known: false, weight: 0 },
        { token: 'yyyy', start: 5, end: 9, known: false, weight: 0 },
      ]);
      expect((await weighed('…')).tokens).toEqual([]);
    });

    it(cuts ? 'say what was cut off a text that is too long' : 'are all of a long text', async () => {
      const [first, ...others] = (await weighed(`cold ${'and '.repeat(8)}`)).tokens;
      expect(first?.weight === null).toBe(cuts);
      expect(others.map(({ weight }) => weight)).not.toContain(null);
    });
  });

  it('are stretches in a text of very many, and none is left out', async () => {
    const blocks = [embedding, { block: 'GlobalMaxPooling1D' }, dense(3)];
    const { id: run } = await app.train({ tokens: 'characters', length: 1200 }, blocks, { engine: trainingEngine });
    const long = 'cold and '.repeat(150);
    const { tokens, together } = await app.ask('predictions.tokens', { run, text: long });
    const kept = tokens.filter(({ weight }) => weight !== null);
    expect([together, kept.length, tokens.length - kept.length]).toEqual([3, 400, 150]);
    expect(kept.map(({ token }) => token).join('')).toBe(long.slice(150));
  });

  it('are asked of a class that the run knows', async () => {
    await expect(app.ask('predictions.tokens', { run: 1, text: 'cold', class: 'foggy' })).rejects.toMatchObject({
      code: 'class-unknown',
      message: expect.stringMatching(/\(\w+, \w+, \w+\); got "foggy"/),
    });
  });

  it('are given up by who asked, and the next question is answered', async () => {
    const gone = new AbortController();
    const asked = app.core.call('predictions.tokens', { run: 1, text }, { door: 'terminal', signal: gone.signal });
    setTimeout(() => gone.abort());
    expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await app.ask('predictions.texts', { run: 1, texts: [text] })).predictions).toHaveLength(1);
  });
});
