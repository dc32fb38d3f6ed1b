import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { grammar, obeysGrammar } from '#main/samples/grammar.ts';
import { partsOfSpeech } from '#main/samples/parts-of-speech.ts';
import { wordLanguages } from '#main/samples/word-languages.ts';
import { writeTexts } from '#main/samples/write-texts.ts';
import { type Said, unfold } from '#test/helpers/terminal.ts';

/** Tagging, the next letter, generation and the language of a word in the terminal; in each group a test stands on those before. */
let base: string;
let workspace: string;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'unfold-cli-steps-'));
  workspace = join(base, 'workspace');
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const json = (...words: string[]): Promise<Said> => unfold([...words, '--json', '--workspace', workspace]).ended;
const said = async <T>(...words: string[]): Promise<T> => {
  const { code, json: answer, err } = await json(...words);
  expect(code, err).toBe(0);
  return answer as T; // what the command prints
};
/** Settings of `unfold train` that are quick, on the first template for such data. */
const train = (data: string, epochs: string, batch: string, rate: string): Promise<{ run: number; state: string }> =>
  said('train', data, '--epochs', epochs, '--batch-size', batch, '--learning-rate', rate, '--seed', '7');

describe('tagged words in the terminal', () => {
  let run: string;

  it('are imported from a file with a word a line, and learned', async () => {
    const file = await writeTexts(partsOfSpeech, base);
    const imported = await said<{ items: number; classes: { name: string }[] }>('import', 'text', file, '--name', 'tagged');
    expect(imported.items).toBe(1200);
    expect(imported.classes.map(({ name }) => name).toSorted()).toEqual([...partsOfSpeech.classes]);
    const trained = await train('tagged', '8', '32', '0.005');
    expect(trained.state).toBe('finished');
    run = String(trained.run);
  });

  it('are judged word by word, beside what a word alone tells', async () => {
    const { accuracy, macroF1, steps, items, baselines, perplexity } = await said<Evaluation>('evaluate', run);
    expect(accuracy).toBeGreaterThan(0.97);
    expect(macroF1).toBeGreaterThan(0.95);
    expect(steps).toBeGreaterThan(4 * items);
    expect(baselines.find(({ name }) => name === 'word-tag')?.accuracy).toBeLessThan(0.9);
    expect(perplexity).toBeNull();
  });

  it('are answered in a sentence that is given', async () => {
    const { predictions } = await said<{ predictions: { tokens: { token: string; tag: string }[]; cut: number }[] }>(
      'predict',
      run,
      '--text',
      'We light the light light.',
    );
    expect(predictions.map(({ tokens }) => tokens.map(({ token, tag }) => `${token} ${tag}`))).toEqual([
      ['We PRON', 'light VERB', 'the DET', 'light ADJ', 'light NOUN', '. PUNCT'],
    ]);
  });
});

describe('what comes next, in the terminal', () => {
  let run: string;
  const generated = (...options: string[]): Promise<{ text: string; added: string }> => said('generate', run, ...options);

  it('is learned from the lines of a long text', async () => {
    const file = await writeTexts(grammar, base);
    const imported = await said<{ items: number; vocabulary: number }>('import', 'text', file, '--name', 'lines');
    expect(imported.items).toBe(1500);
    // Letters, the space and the full stop.
    expect(imported.vocabulary).toBeLessThan(29);
    const trained = await train('lines', '10', '64', '0.015');
    expect(trained.state).toBe('finished');
    run = String(trained.run);
  });

  it('is judged by its perplexity, beside what the last two letters tell', async () => {
    const { perplexity, loss, accuracy, macroF1, confusion, baselines } = await said<Evaluation>('evaluate', run);
    const trigrams = baselines.find(({ name }) => name === '3-grams');
    expect(perplexity).toBeLessThan(1.55);
    // Nobody knows which of the words comes; a network that reads what it has to say from behind would come to 1.
    expect(perplexity).toBeGreaterThan(1.3);
    expect(perplexity).toBeCloseTo(Math.exp(loss), 10);
    expect(trigrams?.perplexity).toBeGreaterThan(1.6);
    expect(accuracy).toBeGreaterThan(trigrams?.accuracy ?? 1);
    expect([macroF1, confusion]).toEqual([null, []]);
  });

  it('is the letter that the words before ask for', async () => {
    const letter = async (seedText: string) => (await generated('--seed-text', seedText, '--length', '1', '--temperature', '0')).added;
    expect([await letter('these quiet cat'), await letter('this quiet cat'), await letter('two boys see')]).toEqual(['s', ' ', ' ']);
  });

  it('makes sentences that obey the grammar, the same ones for a seed', async () => {
    const options = ['--seed-text', 'two ', '--length', '1000', '--temperature', '0.5', '--seed'];
    const { text, added } = await generated(...options, '3');
    expect(text).toBe(`two ${added}`);
    const lines = text.split('\n').slice(0, -1);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.filter(obeysGrammar).length / lines.length).toBeGreaterThanOrEqual(0.95);
    expect(new Set(lines).size).toBeGreaterThan(lines.length / 2);
    const short = ['--seed-text', 'two ', '--length', '100', '--temperature', '0.5', '--seed'];
    expect(text.startsWith((await generated(...short, '3')).text)).toBe(true);
    expect(text.startsWith((await generated(...short, '4')).text)).toBe(false);
  });
});

it('the language of a word is told by its letters', async () => {
  const file = await writeTexts(wordLanguages, base);
  await said('import', 'text', file, '--tokens', 'characters', '--name', 'words');
  const { run } = await train('words', '6', '32', '0.01');
  expect((await said<Evaluation>('evaluate', String(run))).accuracy).toBeGreaterThan(0.95);
  const words = ['järvillinen', 'verschlung', 'giocchezione', 'yamatsuki'];
  const { predictions } = await said<{ predictions: { label: string }[] }>(
    'predict',
    String(run),
    ...words.flatMap((word) => ['--text', word]),
  );
  expect(predictions.map(({ label }) => label)).toEqual(['Finnish', 'German', 'Italian', 'Japanese']);
});
