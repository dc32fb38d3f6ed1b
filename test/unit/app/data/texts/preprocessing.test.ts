import { describe, expect, it } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { textSettings } from '#test/helpers/texts.ts';

describe('settings of texts', () => {
  it('are, where nothing is said, words in lower case as integers, 64 of them, padded before the text as in Keras', () => {
    expect(textSettings()).toMatchObject({
      unicode: 'NFC',
      lowercase: true,
      tokens: 'words',
      encoding: 'integer',
      length: 64,
      padding: 'pre',
      truncation: 'pre',
      stopWords: false,
      stemming: false,
      startEnd: false,
      vocabulary: { most: 20_000, leastCount: 1, order: 'frequency' },
    });
  });

  it('come back from JSON as they went', () => {
    const settings = textSettings({ tokens: 'subwords', startEnd: true });
    expect(textPreprocessing.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings);
  });

  it.each([
    ['no timesteps', { length: 0 }],
    ['more timesteps than 100,000', { length: 100_001 }],
    ['a vocabulary of none', { vocabulary: { most: 0 } }],
    ['a vocabulary without end', { vocabulary: { most: 1e9 } }],
    ['an unknown language', { language: 'xx' }],
    ['stop words of characters', { tokens: 'characters', stopWords: true }],
    ['stems of subwords', { tokens: 'subwords', stemming: true }],
    ['TF-IDF of subwords', { tokens: 'subwords', encoding: 'tf-idf' }],
    ['start and end with no room for a token', { startEnd: true, length: 2 }],
  ])('are refused with %s', (_, settings) => {
    expect(textPreprocessing.safeParse({ kind: 'texts', ...settings }).success).toBe(false);
  });
});
