import { describe, expect, it } from 'vitest';
import { bagMaker, spreadRow } from '#app/data/texts/bags.ts';
import { inverseTextCounts, tfIdfWeigher } from '#app/data/texts/tf-idf.ts';
import { codesOf, fitted } from '#test/helpers/texts.ts';

const texts = ['good good movie', 'bad movie', 'movie'];
const order = { vocabulary: { order: 'appearance' } };

/** One text as numbers for good, movie, bad. */
function row(text: string, settings: Record<string, unknown>, weighed: boolean): number[] {
  const fit = fitted(texts, { ...order, ...settings });
  const sparse = bagMaker(fit)(Int32Array.from(codesOf(fit, text)));
  const into = new Float64Array(fit.words.length + 2).fill(7);
  spreadRow(weighed ? tfIdfWeigher(fit)(sparse) : sparse, fit.words.length, into, 1);
  expect([into[0], into.at(-1)]).toEqual([7, 7]);
  return [...into.subarray(1, -1)];
}

describe('a bag of words', () => {
  it('has how often each word comes, unknown words nowhere', () => {
    expect(row('bad good unseen bad', {}, false)).toEqual([1, 0, 2]);
    expect(row('unseen', {}, false)).toEqual([0, 0, 0]);
    expect(row('', {}, false)).toEqual([0, 0, 0]);
  });

  it('has its columns in rising order, and forgets the text before', () => {
    const fit = fitted(texts, order);
    const bag = bagMaker(fit);
    expect([...bag(Int32Array.of(4, 2, 4)).columns]).toEqual([0, 2]);
    expect(bag(Int32Array.of(3, 4, 3))).toEqual({ columns: Int32Array.of(1, 2), values: Float64Array.of(2, 1) });
  });

  it('counts no start and no end token', () => {
    const fit = fitted(texts, { ...order, startEnd: true });
    expect([...bagMaker(fit)(Int32Array.of(2, 4, 3, 0, 1)).columns]).toEqual([0]);
  });
});

describe('TF-IDF', () => {
  const rare = Math.log(4 / 2) + 1;
  const common = Math.log(4 / 4) + 1;

  it('is count × (ln((1 + n) / (1 + df)) + 1), of length 1', () => {
    const norm = Math.hypot(2 * rare, common);
    const [good, movie, bad] = row('good good movie', {}, true);
    expect(good).toBeCloseTo((2 * rare) / norm, 12);
    expect(movie).toBeCloseTo(common / norm, 12);
    expect(bad).toBe(0);
  });

  it('without smoothing, norm and with the logarithm of counts is as its options say', () => {
    const settings = { tfIdf: { smooth: false, sublinear: true, norm: 'none' } };
    expect(row('good good movie', settings, true)[0]).toBeCloseTo((1 + Math.log(2)) * (Math.log(3) + 1), 12);
  });

  it('adds up to 1 with norm l1', () => {
    const numbers = row('good bad movie', { tfIdf: { norm: 'l1' } }, true);
    expect(numbers.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });

  it('of a text without a known word is all zeros', () => {
    expect(row('unseen', {}, true)).toEqual([0, 0, 0]);
  });

  it('has no infinite weight for a word that no text has', () => {
    const fit = fitted(texts, { tfIdf: { smooth: false } });
    expect([...inverseTextCounts({ ...fit, textCounts: [0, 1, 3] })].every(Number.isFinite)).toBe(true);
  });
});
