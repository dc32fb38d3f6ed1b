import { describe, expect, it } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { endCode, startCode } from '#app/data/texts/special-tokens.ts';
import { nextPairs, noAnswer, promptInto, tagsInto } from '#app/data/texts/step-answers.ts';

type Settings = Parameters<typeof nextPairs>[0];
const settings = (change: Partial<Settings> = {}): Settings => ({
  length: 5,
  padding: 'post',
  truncation: 'post',
  startEnd: false,
  ...change,
});
const codes = (...values: number[]) => Int32Array.from(values);

describe('what follows at each step', () => {
  const pairs = (given: Int32Array, change: Partial<Settings> = {}) => {
    const all = settings(change);
    const [input, answers] = [new Int32Array(all.length), new Int32Array(all.length)];
    nextPairs(all).input(given, input, 0);
    nextPairs(all).answers(given, answers, 0);
    return { input: [...input], answers: [...answers] };
  };

  it('is the text moved by one; its last token is an answer alone', () => {
    expect(pairs(codes(7, 8, 9, 10, 11, 12))).toEqual({ input: [7, 8, 9, 10, 11], answers: [8, 9, 10, 11, 12] });
  });
  it.each([
    ['post', { input: [7, 8, 9, 0, 0], answers: [8, 9, noAnswer, noAnswer, noAnswer] }],
    ['pre', { input: [0, 0, 0, 7, 8], answers: [noAnswer, noAnswer, noAnswer, 8, 9] }],
  ] as const)('counts no step of padding (%s)', (padding, wanted) => {
    expect(pairs(codes(7, 8, 9), { padding })).toEqual(wanted);
  });
  it('begins with what follows the start and ends with the end', () => {
    expect(pairs(codes(7, 8), { startEnd: true })).toEqual({
      input: [startCode, 7, 8, endCode, 0],
      answers: [7, 8, endCode, noAnswer, noAnswer],
    });
    expect(pairs(codes(7, 8), { startEnd: true, padding: 'pre' })).toEqual({
      input: [0, 0, startCode, 7, 8],
      answers: [noAnswer, noAnswer, 7, 8, endCode],
    });
  });
  it.each([
    ['post', [7, 8, 9, 10, 11], [8, 9, 10, 11, 12]],
    ['pre', [9, 10, 11, 12, 13], [10, 11, 12, 13, 14]],
  ] as const)('of a text that is too long is what is left of it (%s)', (truncation, input, answers) => {
    expect(pairs(codes(7, 8, 9, 10, 11, 12, 13, 14), { truncation })).toEqual({ input, answers });
  });
  it('of a text of one token is nothing', () => {
    expect(pairs(codes(7)).answers).toEqual(Array(5).fill(noAnswer));
    expect(pairs(codes()).answers).toEqual(Array(5).fill(noAnswer));
  });
});

describe('tags', () => {
  const tags = (given: Int32Array, change: Partial<Settings> = {}) => {
    const into = new Int32Array(7).fill(99);
    tagsInto(given, settings(change), into, 1);
    return [...into];
  };

  it('stand where their words stand, and touch nothing else', () => {
    expect(tags(codes(0, 2, 1))).toEqual([99, 0, 2, 1, noAnswer, noAnswer, 99]);
    expect(tags(codes(0, 2, 1), { padding: 'pre' })).toEqual([99, noAnswer, noAnswer, 0, 2, 1, 99]);
  });
  it('are cut with their words', () => {
    expect(tags(codes(1, 2, 3, 4, 5, 6))).toEqual([99, 1, 2, 3, 4, 5, 99]);
    expect(tags(codes(1, 2, 3, 4, 5, 6), { truncation: 'pre' })).toEqual([99, 2, 3, 4, 5, 6, 99]);
  });
});

describe('a text that is to be gone on with', () => {
  const prompt = (given: Int32Array, change: Partial<Settings> = {}) => {
    const into = new Int32Array(5);
    return { step: promptInto(given, settings(change), into, 0), steps: [...into] };
  };

  it('is followed by the answer of its last token', () => {
    expect(prompt(codes(7, 8))).toEqual({ step: 1, steps: [7, 8, 0, 0, 0] });
    expect(prompt(codes(7, 8), { padding: 'pre' })).toEqual({ step: 4, steps: [0, 0, 0, 7, 8] });
  });
  it('keeps its last tokens, however long texts are cut', () => {
    expect(prompt(codes(1, 2, 3, 4, 5, 6, 7))).toEqual({ step: 4, steps: [3, 4, 5, 6, 7] });
  });
  it('may be the start alone, where there is one', () => {
    expect(prompt(codes(), { startEnd: true })).toEqual({ step: 0, steps: [startCode, 0, 0, 0, 0] });
    expect(prompt(codes()).step).toBe(-1);
  });
  it('is what was learned from: the input of a text up to there', () => {
    const [input, into] = [new Int32Array(5), new Int32Array(5)];
    nextPairs(settings({ startEnd: true })).input(codes(7, 8, 9), input, 0);
    const step = promptInto(codes(7, 8), settings({ startEnd: true }), into, 0);
    expect([...into].slice(0, step + 1)).toEqual([...input].slice(0, step + 1));
  });
});

describe('settings for answers at each step', () => {
  const problems = (change: object) =>
    textPreprocessing.safeParse({ kind: 'texts', ...change }).error?.issues.map(({ message }) => message) ?? [];

  it('need steps, words for tags, and no tokens without a tag', () => {
    expect(problems({ answers: 'next', encoding: 'tf-idf' })).toEqual(['an answer at each step needs the steps: integer or one-hot']);
    expect(problems({ answers: 'tags', tokens: 'characters' })).toEqual(['a tag for each word needs words as tokens']);
    expect(problems({ answers: 'tags', startEnd: true })).toEqual(['start and end tokens have no tag: leave them out']);
    expect(problems({ answers: 'next', encoding: 'one-hot', startEnd: true })).toEqual([]);
  });
});
