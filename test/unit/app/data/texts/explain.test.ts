import { describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import { explainText } from '#app/data/texts/explain.ts';
import { padded } from '#app/data/texts/pad.ts';
import { fitted } from '#test/helpers/texts.ts';

const valuesOf = (...given: Parameters<typeof explainText>) =>
  Object.fromEntries(explainText(...given).map(({ stage, value }) => [stage, value]));

describe('a text explained', () => {
  const fit = fitted(['The running movies', 'movie été'], {
    language: 'en',
    stopWords: true,
    stemming: true,
    accents: 'strip',
    length: 4,
    vocabulary: { order: 'appearance' },
  });

  it('shows every stage of the settings, before and after', () => {
    expect(valuesOf(fit, 'The Movie RUNS in ÉTÉ!')).toEqual({
      text: 'The Movie RUNS in ÉTÉ!',
      unicode: 'The Movie RUNS in ÉTÉ!',
      lowercase: 'the movie runs in été!',
      accents: 'the movie runs in ete!',
      tokens: ['the', 'movie', 'runs', 'in', 'ete'],
      'stop-words': ['movie', 'runs', 'ete'],
      stems: ['movi', 'run', 'ete'],
      known: ['movi', 'run', 'ete'],
      codes: [3, 2, 4],
      padded: [0, 3, 2, 4],
    });
  });

  it('shows no stage that the settings do not have', () => {
    const plain = fitted(['Good'], { unicode: 'none', lowercase: false });
    expect(explainText(plain, 'Good, bad').map(({ stage }) => stage)).toEqual(['text', 'tokens', 'known', 'codes', 'padded']);
    expect(valuesOf(plain, 'Good, bad').known).toEqual(['Good', '<unknown>']);
  });

  it('shows subwords, and no words', () => {
    const subwords = fitted(['lower low'], { tokens: 'subwords', length: 3 });
    const values = valuesOf(subwords, 'low');
    expect(values.known).toEqual(['▁low']);
    expect(values).not.toHaveProperty('tokens');
  });

  it('shows counts and weights by word', () => {
    const weighed = fitted(['good movie', 'movie'], { encoding: 'tf-idf' });
    const values = valuesOf(weighed, 'movie movie good');
    expect(values['bag-of-words']).toEqual([
      { word: 'movie', value: 2 },
      { word: 'good', value: 1 },
    ]);
    expect(values['tf-idf']).not.toEqual(values['bag-of-words']);
    expect(values).not.toHaveProperty('padded');
  });

  it('ends in what the coder gives', () => {
    for (const text of ['', 'The the the', 'movies \ud800 __proto__', 'Running '.repeat(10)]) {
      const codes = createCoder(fit).codes(text);
      expect(valuesOf(fit, text).padded).toEqual([...padded(codes, fit.settings)]);
    }
  });
});
