import { describe, expect, it } from 'vitest';
import { stemmedLanguages, stemmer } from '#app/data/texts/stemming.ts';
import { codesOf, fitted } from '#test/helpers/texts.ts';

describe('stemming', () => {
  it.each([
    ['en', 'Running', 'run'],
    ['de', 'Häuser', 'haus'],
    ['fr', 'continuellement', 'continuel'],
    ['ru', 'важными', 'важн'],
    ['und', 'Running', 'Running'],
    ['fi', '11.99', '11.99'],
  ] as const)('in %s makes %s %s', (of, word, stem) => {
    expect(stemmer(of)(word)).toBe(stem);
  });

  it('leaves every hostile word some stem', () => {
    for (const of of stemmedLanguages) {
      for (const word of ['__proto__', 'constructor', '\0', 'ь', 'a'.repeat(10_000), '😀'])
        expect(stemmer(of)(word).length, of).toBeGreaterThan(0);
    }
  });

  it('gives words of one stem one code, and counts them in a text once', () => {
    const fit = fitted(['run running runs', 'film'], { language: 'en', stemming: true });
    expect(fit.words).toEqual(['run', 'film']);
    expect([fit.counts, fit.textCounts]).toEqual([
      [3, 1],
      [1, 1],
    ]);
    expect(codesOf(fit, 'Runs films')).toEqual([2, 3]);
  });
});
