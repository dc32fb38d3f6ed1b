import { describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import { fittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { draws } from '#app/runs/random.ts';
import { codesOf, fitted, textSettings } from '#test/helpers/texts.ts';

describe('fitting', () => {
  it('puts the most frequent word first, of equals the first seen', () => {
    expect(fitted(['b a c', 'c d b', 'c']).words).toEqual(['c', 'b', 'a', 'd']);
    expect(fitted(['b a c', 'c d b', 'c'], { vocabulary: { order: 'appearance' } }).words).toEqual(['b', 'a', 'c', 'd']);
  });

  it('keeps the most frequent only, whatever their order', () => {
    const texts = ['x y z', 'z y', 'z'];
    expect(fitted(texts, { vocabulary: { most: 2 } }).words).toEqual(['z', 'y']);
    expect(fitted(texts, { vocabulary: { most: 2, order: 'appearance' } }).words).toEqual(['y', 'z']);
    expect(fitted(texts, { vocabulary: { leastCount: 3 } }).words).toEqual(['z']);
  });

  it('counts words, texts that have them, texts and tokens', () => {
    const fit = fitted(['good good movie', 'good', '']);
    expect(fit).toMatchObject({ words: ['good', 'movie'], counts: [3, 1], textCounts: [2, 1], texts: 3, tokens: 4, uncertain: 0 });
  });

  it('says how many tokens a text has, stop words left out', () => {
    const fitter = createFitter(textSettings({ language: 'en', stopWords: true }));
    expect([fitter.add('The movie was good'), fitter.add('')]).toEqual([2, 0]);
  });

  it.each([
    ['words, lower case', {}, true],
    ['words as they are', { lowercase: false }, true],
    ['words without accents', { accents: 'strip' as const, unicode: 'NFKC' as const }, true],
    ['words without stop words', { language: 'en' as const, stopWords: true }, false],
    ['characters', { tokens: 'characters' as const }, false],
  ])('finds the same in ASCII as in a text: %s', (_, settings, quick) => {
    expect(createFitter(textSettings(settings)).addAscii(new TextEncoder().encode('a b'))).toBe(quick ? 2 : null);
    const random = draws(9);
    const pieces = [
      "don't",
      'U.S.',
      '3,14',
      'a_b',
      '__',
      '_',
      'NOT',
      ' ',
      '\t\n',
      'x:y',
      '...',
      "'q'",
      '7.5.',
      'the',
      '\0',
      'Café',
      'ß',
      '日本',
      '\ufeff',
      '😀',
    ];
    const [ofTexts, ofBytes] = [createFitter(textSettings(settings)), createFitter(textSettings(settings))];
    for (let round = 0; round < 400; round += 1) {
      // The last five are not ASCII, and come in every fourth text.
      const some = round % 4 === 0 ? pieces.length : pieces.length - 5;
      const text = Array.from({ length: random.integer(12) }, () => pieces[random.integer(some)] ?? '').join(round % 3 === 0 ? ' ' : '');
      const bytes = new TextEncoder().encode(text);
      expect(ofBytes.addAscii(bytes) ?? ofBytes.add(text)).toBe(ofTexts.add(text));
      expect([...ofBytes.ids()], JSON.stringify(text)).toEqual([...ofTexts.ids()]);
    }
    expect(ofBytes.finish()).toEqual(ofTexts.finish());
  });

  it('numbers characters as code points', () => {
    const fit = fitted(['aé😀a'], { tokens: 'characters' });
    expect(fit.words).toEqual(['a', 'é', '😀']);
    expect(codesOf(fit, '😀az')).toEqual([4, 2, 1]);
  });

  it('refuses texts without a token, naming how many', () => {
    expect(() => fitted(['', ' . ', '!?'])).toThrow('occur 1 times or more; got none in 3 texts');
    expect(() => fitted(['a b'], { vocabulary: { leastCount: 2 } })).toThrow('2 times or more');
  });

  it('fits a vocabulary of one', () => {
    const fit = fitted(['aa aa', 'aa']);
    expect(fit.words).toEqual(['aa']);
    expect(codesOf(fit, 'aa bb aa')).toEqual([2, 1, 2]);
  });

  it('takes __proto__, constructor, NUL and half a surrogate pair like any other', () => {
    const fit = fitted(['__proto__ constructor toString', 'a\0b', '\ud800', '__proto__'], { lowercase: false });
    expect(fit.words).toEqual(['__proto__', 'constructor', 'toString', 'a', 'b']);
    expect(codesOf(fit, 'hasOwnProperty __proto__')).toEqual([1, 2]);
    expect(fittedText.parse(JSON.parse(JSON.stringify(fit)))).toEqual(fit);
  });

  it('takes a text of 100,000 tokens', () => {
    const text = Array.from({ length: 100_000 }, (_, place) => `w${place % 5000}`).join(' ');
    const fit = fitted([text]);
    expect(fit).toMatchObject({ tokens: 100_000 });
    expect(fit.words).toHaveLength(5000);
    expect(createCoder(fit).codes(text)).toHaveLength(100_000);
  });

  it('counts a word of a million letters as unknown', () => {
    const fit = fitted([`good ${'x'.repeat(1_000_000)} good`]);
    expect(fit).toMatchObject({ words: ['good'], tokens: 3 });
    expect(codesOf(fit, `good ${'x'.repeat(1_000_000)}`)).toEqual([2, 1]);
  });

  it('takes given tokens as they are, one code each, punctuation and stop words too', () => {
    const fitter = createFitter(textSettings({ language: 'en', stopWords: true }));
    expect(fitter.addTokens(['The', 'New York', '.', ''])).toBe(4);
    const fit = fitter.finish();
    expect(fit.words).toEqual(['new york', '.']);
    expect([...createCoder(fit).codesOf(['the', 'New York', '?', '', '.'])]).toEqual([1, 2, 1, 1, 3]);
  });
});

describe('numbers of tokens on the way', () => {
  const texts = ['The running movie', 'good movie', '', `never ${'x'.repeat(300)} runs`, 'bad bad good'];

  it.each([{}, { language: 'en', stemming: true, stopWords: true }, { vocabulary: { most: 2 } }, { tokens: 'characters', startEnd: true }])(
    'become, with %j, the codes that the coder gives',
    (settings) => {
      const fitter = createFitter(textSettings(settings));
      const kept = texts.map((text) => {
        fitter.add(text);
        return fitter.ids().slice();
      });
      const fit = fitter.finish();
      const recode = fitter.recode(fit);
      for (const [place, ids] of kept.entries()) {
        recode?.(ids);
        expect([...ids]).toEqual(codesOf(fit, texts[place] ?? ''));
      }
    },
  );

  it.each([
    {},
    { language: 'en', stemming: true, stopWords: true },
    { vocabulary: { most: 3, order: 'appearance' } },
    { vocabulary: { leastCount: 2 } },
    { tokens: 'characters', encoding: 'tf-idf' },
  ])('fit, with %j, to some of the texts as if no other had been seen', (settings) => {
    const fitter = createFitter(textSettings(settings));
    const kept = texts.map((text) => {
      fitter.add(text);
      return fitter.ids().slice();
    });
    const chosen = [4, 1, 3, 2];
    expect(fitter.recount()).toBe(true);
    for (const place of chosen) fitter.addIds(kept[place] ?? new Int32Array());
    const fit = fitter.finish();
    expect(fit).toEqual(
      fitted(
        chosen.map((place) => texts[place] ?? ''),
        settings,
      ),
    );
    const recode = fitter.recode(fit);
    for (const [place, ids] of kept.entries()) {
      recode?.(ids);
      expect([...ids]).toEqual(codesOf(fit, texts[place] ?? ''));
    }
  });

  it('are one for each token given, a stop word unknown', () => {
    const fitter = createFitter(textSettings({ language: 'en', stopWords: true }));
    fitter.addTokens(['The', 'movie', '']);
    const ids = fitter.ids().slice();
    fitter.recode(fitter.finish())?.(ids);
    expect([...ids]).toEqual([1, 2, 1]);
  });

  it('do not tell of subwords, nor where tokens had to be forgotten', () => {
    const subwords = createFitter(textSettings({ tokens: 'subwords' }));
    subwords.add('low lower');
    expect(subwords.recount()).toBe(false);
    expect(subwords.recode(subwords.finish())).toBeNull();
    const forgetful = createFitter(textSettings(), { terms: 10, characters: 1000 });
    for (let text = 0; text < 40; text += 1) forgetful.add(`often w${text}`);
    expect(forgetful.recount()).toBe(false);
    expect(forgetful.recode(forgetful.finish())).toBeNull();
  });
});

describe('fitting in bounded memory', () => {
  const bounds = { terms: 1000, characters: 2 ** 25 };

  it('forgets rare words and keeps the frequent ones, and says by how much a count may be short', () => {
    const fitter = createFitter(textSettings(), bounds);
    const { integer } = draws(9);
    const counts = new Map<string, number>();
    for (let text = 0; text < 2000; text += 1) {
      const words = Array.from({ length: 20 }, (_, place) => (place % 2 === 0 ? `common${integer(50)}` : `rare${integer(1e6)}`));
      for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
      fitter.add(words.join(' '));
    }
    const fit = fitter.finish();
    expect(counts.size).toBeGreaterThan(15_000);
    expect(fit.words.length).toBeLessThanOrEqual(1001);
    expect(fit.words.slice(0, 50).every((word) => word.startsWith('common'))).toBe(true);
    expect(fit.uncertain).toBeGreaterThan(0);
    for (const [place, word] of fit.words.entries()) {
      const [counted = 0, real = 0] = [fit.counts[place], counts.get(word)];
      if (counted > real || counted < real - fit.uncertain) expect(counted, word).toBe(real);
    }
    expect(fit.tokens).toBe(40_000);
  });

  it('counts exactly below the bound', () => {
    const fitter = createFitter(textSettings(), bounds);
    for (let text = 0; text < 1000; text += 1) fitter.add(`w${text} w${text % 10}`);
    expect(fitter.finish()).toMatchObject({ uncertain: 0, texts: 1000, tokens: 2000 });
  });

  it('forgets by characters too, stems and all', () => {
    const fitter = createFitter(textSettings({ language: 'en', stemming: true }), { terms: 1e6, characters: 10_000 });
    for (let text = 0; text < 500; text += 1) fitter.add(`running ${'abcdefghij'.repeat(10)}q${text}`);
    const fit = fitter.finish();
    expect(fit.words[0]).toBe('run');
    expect(fit.words.length).toBeLessThan(150);
    expect(fit.counts[0]).toBe(500);
  });
});
