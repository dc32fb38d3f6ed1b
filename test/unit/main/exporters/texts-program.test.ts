import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Tokenizer } from '@huggingface/tokenizers';
import snowball from 'snowball-stemmers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenizerJson } from '#app/data/texts/bpe/tokenizer-json.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textBatcher } from '#main/datasets/texts/text-batch.ts';
import { aboutTexts } from '#main/exporters/tfjs/texts-file.ts';
import { textsProgram } from '#main/exporters/tfjs/texts-program.ts';
import { drawnTexts, hostileTexts } from '#test/helpers/hostile-texts.ts';

interface Program {
  textCoder(
    about: unknown,
    helpers?: { stem?: (word: string) => string; encode?: (text: string) => number[] },
  ): { codes(text: string): number[]; input(text: string): Int32Array | Float32Array; shape: number[]; dtype: string };
  differing(about: unknown, coder: unknown): string[];
}

/** Half of all texts, so that the other half has words that are known and words that are not. */
const all = [...hostileTexts, ...drawnTexts(300)];
const learned = all.filter((_, place) => place % 2 === 0);

function fittedTo(settings: Record<string, unknown>): FittedText {
  const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', length: 12, ...settings }));
  for (const text of learned) fitter.add(text);
  return fitter.finish();
}

/** As a reader gets it: through JSON. */
const aboutOf = (fitted: FittedText, texts: readonly string[] = []) =>
  JSON.parse(
    JSON.stringify(
      aboutTexts(
        { kind: 'texts', fitted, madeUp: true, examples: texts.map((text) => ({ text, label: null, outputs: new Float32Array(2) })) },
        ['a', 'b'],
      ),
    ),
  );

describe('texts.mjs', () => {
  let folder: string;
  let program: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-texts-mjs-'));
    writeFileSync(join(folder, 'texts.mjs'), textsProgram('class'));
    program = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'texts.mjs')).href);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** What the program makes of every text, beside what the app makes of it. */
  const expectSame = (fitted: FittedText, helpers: Parameters<Program['textCoder']>[1] = {}) => {
    const coder = program.textCoder(aboutOf(fitted), helpers);
    const own = createCoder(fitted);
    const batchOf = textBatcher(fitted);
    for (const text of all) {
      expect({ text, codes: [...coder.codes(text)] }).toEqual({ text, codes: [...own.codes(text)] });
      const { inputs, shape } = batchOf([text]);
      const made = coder.input(text);
      expect(made.constructor).toBe(inputs.constructor);
      expect(Buffer.from(made.buffer).equals(Buffer.from(inputs.buffer)), JSON.stringify(text)).toBe(true);
      expect(coder.shape).toEqual(shape.slice(1));
    }
    expect(coder.dtype).toBe(fitted.settings.encoding === 'integer' ? 'int32' : 'float32');
  };

  it.each([
    {},
    { unicode: 'none', lowercase: false },
    { unicode: 'NFKC', accents: 'strip', padding: 'post', truncation: 'post' },
    { startEnd: true, truncation: 'post' },
    { startEnd: true, padding: 'post', language: 'sv' },
    { tokens: 'characters' },
    { tokens: 'characters', accents: 'strip', lowercase: false, startEnd: true },
    { tokens: 'characters', unicode: 'none', encoding: 'one-hot', vocabulary: { most: 9 } },
    { encoding: 'one-hot', vocabulary: { most: 20, leastCount: 2 } },
    { encoding: 'one-hot', startEnd: true, vocabulary: { order: 'appearance' } },
    { encoding: 'bag-of-words' },
    { encoding: 'tf-idf' },
    { encoding: 'tf-idf', tokens: 'characters', tfIdf: { sublinear: true, norm: 'l1', smooth: false } },
    { encoding: 'tf-idf', vocabulary: { most: 12 }, tfIdf: { sublinear: true, norm: 'none' } },
    { language: 'en', stopWords: true },
    { language: 'fr', stopWords: true, accents: 'strip', encoding: 'tf-idf' },
    { language: 'tr', stemming: true },
  ])('gives the network what the app gives it, to the bit: %j', (settings) => {
    expectSame(fittedTo(settings));
  });

  it.each([
    { language: 'en', stemming: true },
    { language: 'en', stemming: true, stopWords: true, lowercase: false },
    { language: 'de', stemming: true, encoding: 'bag-of-words' },
  ])('does so with the stemmer that it asks for: %j', (settings) => {
    const fitted = fittedTo(settings);
    expect(() => program.textCoder(aboutOf(fitted))).toThrow(/stems: npm install snowball-stemmers.*newStemmer\('(english|german)'\)/);
    const stemmer = snowball.newStemmer(aboutOf(fitted).stemmer.algorithm);
    expectSame(fitted, { stem: (word) => stemmer.stem(word) });
  });

  it.each([{}, { unicode: 'NFKC', accents: 'strip', encoding: 'bag-of-words' }, { lowercase: false, startEnd: true }])(
    'does so with the tokenizer of Hugging Face that it asks for: %j',
    (settings) => {
      const fitted = fittedTo({ tokens: 'subwords', vocabulary: { most: 90 }, ...settings });
      expect(() => program.textCoder(aboutOf(fitted))).toThrow(/subwords: npm install @huggingface\/tokenizers/);
      const tokenizer = new Tokenizer(JSON.parse(JSON.stringify(tokenizerJson(fitted))), {});
      expectSame(fitted, { encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids });
    },
  );

  it('tells which examples get other codes where words are found otherwise', () => {
    const fitted = fittedTo({});
    const about = aboutOf(fitted, ['warm cold', 'naïve']);
    expect(program.differing(about, program.textCoder(about))).toEqual([]);
    about.examples[1].codes = [1];
    expect(program.differing(about, program.textCoder(about))).toEqual(['naïve']);
  });
});
