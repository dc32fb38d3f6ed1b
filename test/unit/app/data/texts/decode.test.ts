import { describe, expect, it } from 'vitest';
import { decoder, joinWords } from '#app/data/texts/decode.ts';
import { codesOf, fitted } from '#test/helpers/texts.ts';

describe('codes as a text', () => {
  it('are words with spaces, padding left out, an unknown code named', () => {
    const fit = fitted(['movie was good'], { vocabulary: { order: 'appearance' } });
    expect(decoder(fit)([0, 0, 2, 3, 1, 4, 999, -5])).toBe('movie was <unknown> good <unknown> <unknown>');
  });

  it('end at the end token', () => {
    const fit = fitted(['a b'], { tokens: 'characters', startEnd: true, vocabulary: { order: 'appearance' } });
    expect(decoder(fit)([0, 2, 4, 5, 6, 3, 4, 4])).toBe('a b');
  });

  it('are characters one after another', () => {
    const text = 'Zwei\nZeilen, 😀!';
    const fit = fitted([text], { tokens: 'characters', lowercase: false });
    expect(decoder(fit)(codesOf(fit, text))).toBe(text);
  });

  it.each([
    [['New', 'York', ',', 'I', 'love', '(', 'you', ')', '!'], 'New York, I love (you)!'],
    [['日', '本', '語', 'and', 'English'], '日本語 and English'],
    [[], ''],
    [["it's", '…'], "it's…"],
  ])('of the words %j are %j', (words, text) => {
    expect(joinWords(words)).toBe(text);
  });
});
