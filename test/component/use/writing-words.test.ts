import { describe, expect, it } from 'vitest';
import { beginningOf } from '#renderer/features/use/beginning-of.ts';
import { sameForAllSeeds, temperatureWords, wholeText } from '#renderer/features/use/sampling-words.ts';

describe('a written text', () => {
  it.each([
    ['the film', ' was good', 'the film was good'],
    ['the film ', ' was good', 'the film was good'],
    ['the film\n', ' was', 'the film\nwas'],
    ['the fi', 'lm', 'the film'],
    ['', 'a cat.\na dog.', 'a cat.\na dog.'],
  ])('stands behind %j with one space', (seedText, added, whole) => expect(wholeText(seedText, added)).toBe(whole));
});

describe('a temperature', () => {
  it('means something else at 0, below 1, at 1 and above', () => {
    const words = [0, 0.3, 0.8, 1, 1.2, 2].map(temperatureWords);
    expect(new Set(words).size).toBe(6);
    expect(words[0]).toMatch(/every seed writes the same/);
    expect(words[3]).toMatch(/as it has learned/);
  });

  it('of 0, or one token to draw from, leaves nothing to the seed', () => {
    expect(sameForAllSeeds({ temperature: 0, topK: 0 })).toMatch(/temperature 0/);
    expect(sameForAllSeeds({ temperature: 1, topK: 1 })).toMatch(/one token/);
    expect(sameForAllSeeds({ temperature: 0.1, topK: 2 })).toBeNull();
  });
});

describe('a beginning', () => {
  it.each([
    ['two birds find one bird.', 'two birds ', 'find one bird.'],
    ['a', 'a', ''],
    ['', '', ''],
  ])('of %j ends where a word does', (text, begin, rest) => expect(beginningOf(text)).toEqual({ begin, rest }));

  it('of a long text, or one word of it, stays short, and both parts are the whole', () => {
    for (const text of ['word '.repeat(900), 'x'.repeat(5000)]) {
      const { begin, rest } = beginningOf(text);
      expect(begin.length).toBeLessThanOrEqual(160);
      expect(begin + rest).toBe(text);
    }
  });
});
