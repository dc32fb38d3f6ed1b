import { describe, expect, it } from 'vitest';
import { negationsDropped, stopWordLanguages, stopWordsOf } from '#app/data/texts/stop-words.ts';
import { stopWordRule } from '#app/data/texts/terms.ts';
import { codesOf, fitted, textSettings } from '#test/helpers/texts.ts';

describe('stop words', () => {
  it('are there for 18 languages and none for others', () => {
    expect(stopWordLanguages).toHaveLength(18);
    for (const each of stopWordLanguages) expect(stopWordsOf(each).size, each).toBeGreaterThan(50);
    expect(stopWordsOf('und').size).toBe(0);
  });

  it('are left out of a text in any case', () => {
    const fit = fitted(['The movie was good', 'THE plot'], { language: 'en', stopWords: true, lowercase: false });
    expect(fit.words).toEqual(['movie', 'good', 'plot']);
    expect(codesOf(fit, 'the good THE plot')).toEqual([3, 4]);
  });

  it('are found without their accents where texts lose theirs', () => {
    expect(stopWordRule(textSettings({ language: 'fr', stopWords: true, accents: 'strip' }))('meme')).toBe(true);
    expect(stopWordRule(textSettings({ language: 'fr', stopWords: true }))('meme')).toBe(false);
  });

  it('are said to drop negations where the list has some', () => {
    expect(negationsDropped('de')).toContain('nicht');
    expect(negationsDropped('fr')).toEqual(expect.arrayContaining(['ne', 'pas']));
    expect(negationsDropped('en')).toEqual(['never']);
    expect(negationsDropped('und')).toEqual([]);
  });
});
