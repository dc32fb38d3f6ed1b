import { describe, expect, it } from 'vitest';
import { type TextPreprocessing, textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { Preparation } from '#renderer/features/data/texts/preparation.svelte.ts';

const holding = (change: Partial<TextPreprocessing> = {}) => textPreprocessing.parse({ kind: 'texts', language: 'en', ...change });
const preparation = (change: Partial<TextPreprocessing> = {}) => new Preparation(() => holding(change));

describe('settings that texts are to be prepared by', () => {
  it('are those that hold until one is changed, and again when it is changed back', () => {
    const settings = preparation();
    expect(settings.problem).toBe('Nothing was changed');
    settings.set({ length: 30 });
    expect(settings.problem).toBeUndefined();
    expect(settings.settings).toEqual({ ...holding(), length: 30 });
    settings.set({ length: 64 });
    expect(settings.changed).toBe(false);
  });

  it('follow those that hold once they were applied', () => {
    let now = holding();
    const settings = new Preparation(() => now);
    settings.setVocabulary({ most: 500 });
    now = holding({ vocabulary: { most: 500, leastCount: 1, order: 'frequency' } });
    expect(settings.changed).toBe(false);
    now = { ...now, length: 9 };
    settings.reset();
    expect(settings.settings.length).toBe(9);
  });

  it('let go of stop words and stems where tokens are no words', () => {
    const settings = preparation({ stopWords: true, stemming: true });
    settings.set({ tokens: 'characters' });
    expect(settings.settings).toMatchObject({ stopWords: false, stemming: false });
    expect(settings.problem).toBeUndefined();
    expect(settings.noStopWords).toBe('This needs words as tokens');
  });

  it('let go of TF-IDF for subwords, which have none', () => {
    const settings = preparation({ encoding: 'tf-idf' });
    settings.set({ tokens: 'subwords' });
    expect(settings.settings.encoding).toBe('bag-of-words');
    expect(settings.problem).toBeUndefined();
  });

  it('say for each language what there is', () => {
    const settings = preparation();
    expect(settings.noStemming).toBeUndefined();
    settings.set({ language: 'uk' });
    expect(settings.noStopWords).toBeUndefined();
    expect(settings.noStemming).toBe('There is no stemmer for this language');
    settings.set({ language: 'und' });
    expect(settings.noStopWords).toBe('Choose the language of the texts first');
  });

  it('warn of the negations that stop words drop, before they are applied', () => {
    const settings = preparation({ language: 'de' });
    expect(settings.dropped).toEqual([]);
    settings.set({ stopWords: true });
    expect(settings.dropped).toContain('nicht');
    settings.set({ stopWords: false });
    expect(settings.dropped).toEqual([]);
  });

  it('cannot be applied where they do not go together', () => {
    const settings = preparation({ startEnd: true });
    settings.set({ length: 2 });
    expect(settings.problem).toBe('Start and end tokens need a length of 3 or more');
  });

  it('offer for answers at each step only what has steps, with the reason', () => {
    const tags = preparation({ answers: 'tags' });
    expect(tags.onlyWords).toContain('each with its tag');
    expect(tags.noBags).toContain('no steps to answer at');
    expect(tags.noStartEnd).toBe('Start and end have no tag');
    const next = preparation({ answers: 'next' });
    expect([next.onlyWords, next.noStartEnd]).toEqual([undefined, undefined]);
    expect(next.noStopWords).toBe('What is written on needs every word as it stands');
    const whole = preparation();
    expect([whole.onlyWords, whole.noBags, whole.noStartEnd]).toEqual([undefined, undefined, undefined]);
  });

  it('know that a bag has no steps', () => {
    const settings = preparation();
    expect(settings.steps).toBe(true);
    settings.set({ encoding: 'bag-of-words' });
    expect(settings.steps).toBe(false);
  });
});
