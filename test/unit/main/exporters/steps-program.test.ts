import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import snowball from 'snowball-stemmers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenizerJson } from '#app/data/texts/bpe/tokenizer-json.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import { type FittedText, textShape } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { codeNames } from '#app/data/texts/step-names.ts';
import { writtenText } from '#app/data/texts/written.ts';
import { hash32 } from '#app/runs/random.ts';
import { textAsker } from '#main/datasets/texts/asked-texts.ts';
import { aboutTexts } from '#main/exporters/tfjs/texts-file.ts';
import { textsProgram } from '#main/exporters/tfjs/texts-program.ts';
import { generateTask } from '#main/inference/generate-task.ts';
import { predictTagsTask } from '#main/inference/predict-tags-task.ts';
import type { TaskContext } from '#main/inference/tasks.ts';
import type { GenerateTask, PredictTagsTask } from '#main/training/protocol.ts';
import { drawnTexts, hostileTexts } from '#test/helpers/hostile-texts.ts';

type Row = Int32Array | Float32Array;
type Ask = (row: Row) => Promise<Float32Array>;
interface Coder {
  input(text: string): Row;
  shape: number[];
}
interface Program {
  textCoder(about: unknown, helpers?: { stem?: (word: string) => string; encode?: (text: string) => number[] }): Coder;
  tagsOf(about: unknown, coder: Coder, text: string, probabilities: Float32Array): unknown[];
  nextOf(about: unknown, coder: Coder, text: string, probabilities: Float32Array): { token: string; probability: number }[];
  writtenOn(about: unknown, coder: Coder, ask: Ask, text: string, how?: Partial<How>): Promise<string>;
}
type How = { length: number; temperature: number; topK: number; seed: number };

const all = [...hostileTexts, ...drawnTexts(80), 'We light the light light.', '(a b) «c», "d" don’t 3,14 e.g. warm'];

function fittedTo(settings: Record<string, unknown>): FittedText {
  const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', length: 12, ...settings }));
  for (const text of all.filter((_, place) => place % 2 === 0)) fitter.add(text);
  return fitter.finish();
}

/** Probabilities [timesteps, labels] that every number of the input and its place decide, some of them alike, in place of a network. */
function answerTo(row: ArrayLike<number>, timesteps: number, labels: number): Float32Array {
  const key = hash32(...Array.from(row));
  const answer = Float32Array.from({ length: timesteps * labels }, (_, place) => 1 + (hash32(key, place) % 50));
  for (let step = 0; step < timesteps; step += 1) {
    const own = answer.subarray(step * labels, (step + 1) * labels);
    const sum = own.reduce((total, each) => total + each);
    own.forEach((value, place) => {
      own[place] = value / sum;
    });
  }
  return answer;
}

/** A worker's surroundings in which the network answers so. */
const contextOf = (fitted: FittedText, labels: number) =>
  ({
    shelf: {
      get: async () => ({
        fitted,
        step: {
          async evaluate({ inputs, shape: [items] }: { inputs: Row; shape: number[] }) {
            const size = textShape(fitted).reduce((product, each) => product * each, 1);
            const { length } = fitted.settings;
            const probabilities = new Float32Array((items ?? 0) * length * labels);
            for (let item = 0; item < (items ?? 0); item += 1)
              probabilities.set(answerTo(inputs.subarray(item * size, (item + 1) * size), length, labels), item * length * labels);
            return { outputs: probabilities };
          },
        },
      }),
    },
    signal: new AbortController().signal,
    progress: () => undefined,
  }) as unknown as TaskContext; // the tasks look at nothing else

describe('texts.mjs where steps have answers', () => {
  let folder: string;
  let tagger: Program;
  let writer: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-steps-mjs-'));
    const programOf = async (answers: 'tags' | 'next'): Promise<Program> => {
      const path = join(folder, `${answers}.mjs`);
      writeFileSync(path, textsProgram(answers));
      return import(/* @vite-ignore */ pathToFileURL(path).href);
    };
    tagger = await programOf('tags');
    writer = await programOf('next');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** As a reader gets it: through JSON. */
  const aboutOf = (fitted: FittedText, labels: readonly string[]) =>
    JSON.parse(JSON.stringify(aboutTexts({ kind: 'texts', fitted, examples: [], madeUp: true }, labels)));
  const helpersFor = (fitted: FittedText) => {
    if (fitted.settings.stemming) {
      const stemmer = snowball.newStemmer('english');
      return { stem: (word: string) => stemmer.stem(word) };
    }
    if (fitted.settings.tokens !== 'subwords') return {};
    const tokenizer = new Tokenizer(JSON.parse(JSON.stringify(tokenizerJson(fitted))), {});
    return { encode: (text: string) => tokenizer.encode(text, { add_special_tokens: false }).ids };
  };
  const expectSameInputs = (fitted: FittedText, coder: Coder) => {
    const ask = textAsker(fitted);
    for (const text of all) {
      const { inputs, shape } = ask([text]);
      const made = coder.input(text);
      expect(made.constructor).toBe(inputs.constructor);
      expect({ text, input: [...made] }).toEqual({ text, input: [...inputs] });
      expect(coder.shape).toEqual(shape.slice(1));
    }
  };

  const tags = ['NOUN', 'VERB', 'PUNCT'];
  it.each([
    {},
    { padding: 'post', truncation: 'post' },
    { lowercase: false, unicode: 'NFKC', accents: 'strip', encoding: 'one-hot' },
    { language: 'en', stopWords: true, stemming: true },
    { language: 'fr', stopWords: true, vocabulary: { most: 20 } },
    { language: 'sv', truncation: 'post' },
  ])('gives each word of a sentence the tag that the app gives it: %j', async (settings) => {
    const fitted = fittedTo({ answers: 'tags', ...settings });
    const about = aboutOf(fitted, tags);
    const coder = tagger.textCoder(about, helpersFor(fitted));
    expectSameInputs(fitted, coder);
    const task = { kind: 'predict-tags', model: { classes: tags }, texts: all } as unknown as PredictTagsTask; // the rest is the shelf's
    const { answers } = await predictTagsTask(task, contextOf(fitted, tags.length));
    for (const [place, text] of all.entries()) {
      const expected = answers[place]?.tokens.map(({ token, tag, probability }) => ({ token, tag: tags[tag], probability }));
      const own = answerTo(coder.input(text), fitted.settings.length, tags.length);
      expect(tagger.tagsOf(about, coder, text, own)).toEqual(expected);
    }
    expect(answers.flatMap(({ tokens }) => tokens).length).toBeGreaterThan(200);
  });

  const ways: Partial<How>[] = [
    {},
    { temperature: 0.6, topK: 5, seed: 3 },
    { temperature: 0 },
    { temperature: 3, topK: 1000, seed: 2 ** 31 - 1 },
  ];
  it.each([
    { tokens: 'characters', lowercase: false },
    { tokens: 'characters', startEnd: true, padding: 'post' },
    { tokens: 'characters', encoding: 'one-hot', startEnd: true, vocabulary: { most: 30 } },
    { tokens: 'words', padding: 'post' },
    { tokens: 'words', startEnd: true, language: 'en', stemming: true, stopWords: true },
    { tokens: 'subwords', vocabulary: { most: 90 } },
  ])('writes what the app writes with the same seed, and says the same of what comes next: %j', async (settings) => {
    const fitted = fittedTo({ answers: 'next', ...settings });
    const labels = codeNames(fitted);
    const about = aboutOf(fitted, labels);
    expect(about.output.shape).toEqual([null, 12, labels.length]);
    const coder = writer.textCoder(about, helpersFor(fitted));
    expectSameInputs(fitted, coder);
    const ask: Ask = async (row) => answerTo(row, fitted.settings.length, labels.length);
    const textOf = writtenText(fitted);
    const added = new Set<string>();
    for (const text of ['warm ', 'We light the light light.', '(東京 «naïve», '])
      for (const way of ways) {
        const { length, seed, ...sampling } = { length: 30, temperature: 1, topK: 0, seed: 7, ...way };
        const begun = [...createCoder(fitted).codes(text)];
        const task = { kind: 'generate', codes: begun, length, sampling, seed } as unknown as GenerateTask; // the model is the shelf's
        const { codes } = await generateTask(task, contextOf(fitted, labels.length));
        const written = await writer.writtenOn(about, coder, ask, text, { length: 30, ...way });
        expect(written).toBe(textOf(codes).slice(textOf(begun).length));
        added.add(written);
        const { next } = await generateTask({ ...task, length: 0 }, contextOf(fitted, labels.length));
        const told = writer.nextOf(about, coder, text, await ask(coder.input(text)));
        expect(told.map(({ probability }) => probability)).toEqual([...next].sort((one, other) => other - one));
        for (const { token, probability } of told) expect(next[labels.indexOf(token)]).toBe(probability);
      }
    expect(added.size).toBeGreaterThan(8);
  });

  it('begins a text from nothing where texts have a start, and says why it cannot where they have none', async () => {
    const nothing = async (settings: Record<string, unknown>) => {
      const fitted = fittedTo({ answers: 'next', tokens: 'characters', ...settings });
      const labels = codeNames(fitted);
      const about = aboutOf(fitted, labels);
      const ask: Ask = async (row) => answerTo(row, fitted.settings.length, labels.length);
      return writer.writtenOn(about, writer.textCoder(about), ask, '', { length: 3 });
    };
    expect((await nothing({ startEnd: true })).length).toBeGreaterThanOrEqual(3);
    await expect(nothing({})).rejects.toThrow(/must have a token to go on from; got none/);
  });
});
