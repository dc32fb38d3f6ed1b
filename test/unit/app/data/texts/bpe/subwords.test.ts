import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, it } from 'vitest';
import { tokenizerJson } from '#app/data/texts/bpe/tokenizer-json.ts';
import { createCoder } from '#app/data/texts/coder.ts';
import { decoder } from '#app/data/texts/decode.ts';
import { fittedText } from '#app/data/texts/fitted.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { codesOf, fitted, textSettings } from '#test/helpers/texts.ts';

/** The classic example: low ×5, lower ×2, newest ×6, widest ×3. */
const classic = ['low '.repeat(5), 'lower '.repeat(2), 'newest '.repeat(6), 'widest '.repeat(3)].join('').trim();

describe('learning subwords', () => {
  it('merges the most frequent neighbours first', () => {
    const fit = fitted([classic], { tokens: 'subwords', vocabulary: { most: 15 } });
    // e comes 17 times, ▁ 16; ▁l, lo and ow all come 7 times, and the earlier letters go first.
    expect([...fit.words].slice(0, 2)).toEqual(['e', '▁']);
    expect(fit.merges).toEqual([
      ['e', 's'],
      ['es', 't'],
      ['▁', 'l'],
      ['o', 'w'],
    ]);
    expect(fit.words.slice(11)).toEqual(['es', 'est', '▁l', 'ow']);
  });

  it('learns whole words where there is room, and stops when nothing comes twice', () => {
    const fit = fitted([classic], { tokens: 'subwords' });
    expect(fit.words).toEqual(expect.arrayContaining(['▁low', '▁newest', '▁widest', '▁lower']));
    expect(codesOf(fit, 'newest')).toEqual([2 + fit.words.indexOf('▁newest')]);
  });

  it('counts subwords as the texts have them, each character once', () => {
    const fit = fitted([classic], { tokens: 'subwords' });
    const characters = fit.words.reduce((sum, word, place) => sum + word.length * (fit.counts[place] ?? 0), 0);
    expect(characters).toBe(classic.length + 1);
    const codes = codesOf(fit, classic);
    for (const [place, count] of fit.counts.entries()) expect(codes.filter((code) => code === place + 2)).toHaveLength(count);
  });

  it('gives the same merges each time and tells of its progress', () => {
    const told: [number, number][] = [];
    const [once, again] = [0, 1].map(() => {
      const fitter = createFitter(textSettings({ tokens: 'subwords', vocabulary: { most: 900 } }));
      for (let place = 0; place < 600; place += 1) fitter.add(`${(place * 7919).toString(36)}ing ${(place * 104_729).toString(36)}ed`);
      return fitter.finish((done, total) => told.push([done, total]));
    });
    expect(once).toEqual(again);
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.every(([done, total]) => done > 0 && done <= total && total === 900)).toBe(true);
  });

  it('leaves characters out that are too rare', () => {
    const fit = fitted(['aaaa bbbb c'], { tokens: 'subwords', vocabulary: { leastCount: 2 } });
    expect(fit.words).not.toContain('c');
    expect(codesOf(fit, 'c')).toEqual([2 + fit.words.indexOf('▁'), 1]);
  });

  it('learns from "aaaa", where pairs overlap', () => {
    const fit = fitted(['aaaa aaaa aaa aa a'], { tokens: 'subwords' });
    expect(fit.merges[0]).toEqual(['a', 'a']);
    expect(decoder(fit)(codesOf(fit, 'aaaaaaa aa'))).toBe('aaaaaaa aa');
  });
});

describe('subwords', () => {
  const texts = [
    classic,
    'Crème brûlée, 日本語 🎉🎉!',
    'two\nlines',
    'ΟΔΟΣ ΟΔΟΣ οδοσ',
    '  spaces  ',
    '<unknown> <padding> __proto__ constructor',
  ];

  it.each([{}, { accents: 'strip' }, { lowercase: false, unicode: 'none' }, { unicode: 'NFKC', vocabulary: { most: 30 } }])(
    'are those that Hugging Face’s tokenizer finds by the whole file, with %j',
    (settings) => {
      const fit = fitted(texts, { tokens: 'subwords', ...settings });
      const tokenizer = new Tokenizer(tokenizerJson(fit), {});
      for (const text of [...texts, 'widest ΟΔΟΣ 12.5 low—lower', 'xyz'.repeat(200)])
        expect(codesOf(fit, text), text).toEqual(tokenizer.encode(text).ids);
      expect(codesOf(fit, '')).toEqual([]);
    },
  );

  it('become the text again, spaces and line ends too', () => {
    const fit = fitted(texts, { tokens: 'subwords', lowercase: false });
    for (const text of texts) expect(decoder(fit)(codesOf(fit, text))).toBe(text);
  });

  it('never are a special token, even where a text spells one out', () => {
    const fit = fitted(texts, { tokens: 'subwords', lowercase: false });
    expect(codesOf(fit, '<padding><unknown>').every((code) => code > 1)).toBe(true);
  });

  it('have start and end in the file where the settings have them', () => {
    const fit = fitted(texts, { tokens: 'subwords', startEnd: true });
    const { ids } = new Tokenizer(tokenizerJson(fit), {}).encode('lower');
    expect(ids).toEqual([2, ...codesOf(fit, 'lower'), 3]);
  });

  it('come back from a file', () => {
    const fit = fitted(texts, { tokens: 'subwords' });
    const read = fittedText.parse(JSON.parse(JSON.stringify(fit)));
    expect(codesOf(read, 'newest lower')).toEqual(codesOf(fit, 'newest lower'));
  });

  it('are the same when more distinct pieces come than are kept', () => {
    const fit = fitted(texts, { tokens: 'subwords' });
    const coder = createCoder(fit);
    const before = [...coder.codes('lower newest')];
    for (let part = 0; part < 6; part += 1) coder.codes(Array.from({ length: 10_000 }, (_, place) => `${part * 10_000 + place}`).join(' '));
    expect([...coder.codes('lower newest')]).toEqual(before);
  });
});
