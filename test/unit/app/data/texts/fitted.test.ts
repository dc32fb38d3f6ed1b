import { describe, expect, it } from 'vitest';
import { codeCount, fittedText, textShape } from '#app/data/texts/fitted.ts';
import { fitted, fittedReviews } from '#test/helpers/texts.ts';

const fit = fittedReviews();

describe('what was fitted', () => {
  it('comes back from a file as it went', () => {
    expect(fittedText.parse(JSON.parse(JSON.stringify(fit)))).toEqual(fit);
  });

  it.each([
    ['integer', [4]],
    ['one-hot', [4, 5]],
    ['bag-of-words', [5]],
    ['tf-idf', [5]],
  ])('says the shape of a text as %s: %j', (encoding, shape) => {
    expect(textShape(fittedReviews({ encoding }))).toEqual(shape);
  });

  it('counts codes with padding, unknown, start and end', () => {
    expect(codeCount(fit)).toBe(7);
    expect(codeCount(fittedReviews({ startEnd: true }))).toBe(9);
    expect(textShape(fittedReviews({ startEnd: true, encoding: 'one-hot' }))).toEqual([4, 7]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a word twice', { words: ['movie', 'was', 'good', 'bad', 'movie'] }],
    ['an empty word', { words: ['movie', 'was', 'good', 'bad', ''] }],
    ['a word of 10,000 letters', { words: ['movie', 'was', 'good', 'bad', 'x'.repeat(10_000)] }],
    ['a word that is a number', { words: ['movie', 'was', 'good', 'bad', 5] }],
    ['a count missing', { counts: [3, 3, 2, 1] }],
    ['a count below 0', { counts: [3, 3, 2, 1, -1] }],
    ['a count that is not whole', { counts: [3, 3, 2, 1, 0.5] }],
    ['text counts missing', { textCounts: [] }],
    ['a word in more texts than there are', { textCounts: [3, 3, 2, 1, 4] }],
    ['a merge of what the vocabulary lacks', { merges: [['mo', 'vie']] }],
    ['another version', { version: 2 }],
    ['a million and one words', { words: Array.from({ length: 1_000_001 }, (_, place) => `w${place}`) }],
  ])('is refused with %s', (_, changes) => {
    expect(fittedText.safeParse({ ...fit, ...changes }).success).toBe(false);
  });

  it('needs every merge’s subwords', () => {
    const subwords = fitted(['low low lower'], { tokens: 'subwords' });
    expect(fittedText.safeParse(subwords).success).toBe(true);
    const word = subwords.words.at(-1);
    const less = { ...subwords, words: subwords.words.slice(0, -1), counts: subwords.counts.slice(0, -1) };
    expect(subwords.merges.some(([left, right]) => left + right === word)).toBe(true);
    expect(fittedText.safeParse(less).success).toBe(false);
  });
});
