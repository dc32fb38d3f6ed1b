import { describe, expect, it } from 'vitest';
import { createFitter } from '#app/data/texts/fitter.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textsReadme } from '#main/exporters/tfjs/texts-readme.ts';

function readmeOf(settings: Record<string, unknown>, madeUp = false): string {
  const fitter = createFitter(textPreprocessing.parse({ kind: 'texts', ...settings }));
  for (const text of ['warm cold warm', 'the cold']) fitter.add(text);
  const examples = [{ text: 'warm', label: null, outputs: Float32Array.of(0.5, 0.5) }];
  return textsReadme({ kind: 'texts', fitted: fitter.finish(), examples, madeUp }, ['a', 'b']).replaceAll(/\s+/g, ' ');
}

describe('README.txt of texts', () => {
  it('says what goes in and what comes out', () => {
    expect(readmeOf({ length: 9 })).toContain('It takes whole numbers (int32), [batch, 9], and answers 2 probabilities');
    expect(readmeOf({ encoding: 'one-hot', length: 9 })).toContain('It takes numbers (float32), [batch, 9, 3]');
    expect(readmeOf({ encoding: 'tf-idf' })).toContain('It takes numbers (float32), [batch, 3]');
  });

  it('counts the codes as they are given', () => {
    expect(readmeOf({})).toContain(
      '0 is <padding>, 1 is <unknown>; then come the 3 words of "vocabulary" in unfold.json in their order, from 2 to 4.',
    );
    expect(readmeOf({ startEnd: true })).toContain(
      '2 is <start>, 3 is <end>; then come the 3 words of "vocabulary" in unfold.json in their order, from 4 to 6.',
    );
  });

  it('says at which end a text is cut and filled up', () => {
    expect(readmeOf({ length: 5 })).toMatch(/Of more than 5 codes, the last 5 stay: the beginning is cut off.*0 fills up before them/);
    expect(readmeOf({ length: 5, startEnd: true, truncation: 'post', padding: 'post' })).toMatch(
      /Of more than 3 codes, the first 3 stay: the end is cut off.*2 is put before the codes and 3 behind them.*0 fills up behind them, so that there are 5/,
    );
    expect(readmeOf({ encoding: 'bag-of-words' })).not.toContain('fills up');
  });

  it('has a rule for each step that is made, and for none that is not', () => {
    const everything = readmeOf({ language: 'en', unicode: 'NFKC', accents: 'strip', stopWords: true, stemming: true });
    for (const words of ['form NFKC', 'lower case, by Unicode', 'Accents go', 'Stop words go (English)', 'stemmer "english"', '{ stem }'])
      expect(everything).toContain(words);
    const least = readmeOf({ unicode: 'none', lowercase: false });
    for (const words of ['normalisation form', 'by Unicode’s rules for', 'Accents', 'Stop words', 'tem by Snowball', '{ stem }'])
      expect(least).not.toContain(words);
    expect(readmeOf({ language: 'tr', stemming: true })).not.toContain('{ stem }');
  });

  it('has the formula that the weights are made by', () => {
    expect(readmeOf({ encoding: 'tf-idf' })).toMatch(
      /ln\(\(1 \+ texts\)\/\(1 \+ textCounts\)\) \+ 1.*square root of the sum of their squares/,
    );
    expect(readmeOf({ encoding: 'tf-idf', tfIdf: { smooth: false, sublinear: true, norm: 'none' } })).toMatch(
      /1 \+ ln\(count\).*ln\(texts\/textCounts\) \+ 1\. ?$/,
    );
  });

  it('names the library that subwords need', () => {
    expect(readmeOf({ tokens: 'subwords' })).toMatch(/tokenizer\.json the subwords.*from '@huggingface\/tokenizers'.*\{ encode \}/);
  });

  it('says what is answered at each step, and how a page asks for it', () => {
    const tags = readmeOf({ answers: 'tags', length: 9 });
    expect(tags).toContain('answers [batch, 9, 2] probabilities: at the step of each word those of its tag, in the order of "labels"');
    expect(tags).toMatch(
      /import \{ tagsOf, textCoder \} from '.\/texts.mjs'.*tagsOf\(about, coder, text, await ask\(coder.input\(text\)\)\)/,
    );
    expect(tags).toMatch(/1\. The text is parted into words and punctuation marks.* 3\. Characters are made alike/);
    expect(tags).not.toContain('written on');
    expect(readmeOf({ answers: 'tags', language: 'en', stopWords: true })).toContain('Stop words get code 1 (English)');
  });

  it('says how a text is written on, where what comes next is answered', () => {
    const next = readmeOf({ answers: 'next', tokens: 'characters', startEnd: true, length: 9 });
    expect(next).toContain('answers [batch, 9, 2] probabilities: after each token those of what comes next');
    expect(next).toMatch(/import \{ nextOf, textCoder, writtenOn \}.*writtenOn\(about, coder, ask, text, \{ length: 200/);
    expect(next).toMatch(/2 is put before the codes\. .*Of more than 9 codes, the last 9 stay\..*answered at the step of the last code/);
    expect(next).toMatch(/those of 0, 1 and 2 are left out.*After 3 the text is at its end.*Codes become their characters again\./);
    const open = readmeOf({ answers: 'next', padding: 'post' });
    expect(open).toMatch(/0 fills up behind them.*those of 0 and 1 are left out.*Codes become their words again, with spaces/);
    expect(open).not.toContain('After 3');
    expect(readmeOf({})).not.toContain('written on');
  });

  it('says whose texts the examples are', () => {
    expect(readmeOf({})).toContain('texts as they were in the data');
    expect(readmeOf({ answers: 'next' })).toContain('beginnings of texts as they were in the data');
    expect(readmeOf({}, true)).toContain('made up of the vocabulary');
  });
});
