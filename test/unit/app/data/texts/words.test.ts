import { describe, expect, it } from 'vitest';
import { language } from '#app/data/texts/languages.ts';
import { isPlain } from '#app/data/texts/word-classes.ts';
import { wordScanner } from '#app/data/texts/words.ts';
import { draws } from '#app/runs/random.ts';

const wordsOf = (text: string, of: Parameters<typeof wordScanner>[0] = 'en') => {
  const words: string[] = [];
  wordScanner(of)(text, (whole, start, end) => words.push(whole.slice(start, end)));
  return words;
};

const english = new Intl.Segmenter('en', { granularity: 'word' });
const segmented = (text: string, segmenter = english) =>
  [...segmenter.segment(text)].filter((each) => each.isWordLike).map((each) => each.segment);

describe('words', () => {
  it.each([
    ["I can't, don't.", ['I', "can't", "don't"]],
    ['3.14 is 1,000 not 1, 2', ['3.14', 'is', '1,000', 'not', '1', '2']],
    ['e.g. a.b snake_case x@y.org', ['e.g', 'a.b', 'snake_case', 'x', 'y.org']],
    ['l’été… “très” bon—oui', ['l’été', 'très', 'bon', 'oui']],
    ['  \t\n ', []],
    ['', []],
    ['Привет, мир!', ['Привет', 'мир']],
    ['日本語を話します', segmented('日本語を話します')],
  ])('of %j are %j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  it('of every script go through Intl.Segmenter, Thai and Japanese with its dictionary', () => {
    expect(wordsOf('ภาษาไทย').length).toBeGreaterThan(1);
    expect(wordsOf('日本語を話します').length).toBeGreaterThan(2);
  });

  it('are those of Intl.Segmenter on 20,000 texts made of every kind of character', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const usual = [..."aB19_.':,; -\n’·éßжΩ"];
    const rare = [
      ...usual,
      ...'\u0301\u00ad\u200d漢字かカไท\u05d0ש😀ب\u00a0ª‘“—…\t٣½²🇩🇪한글¸\u3000\u0e33',
      '\ud800',
      '\udc00',
      '\0',
      '\r\n',
    ];
    const { integer } = draws(5);
    for (let round = 0; round < 20_000; round += 1) {
      const from = [ascii, usual, rare][round % 3] ?? usual;
      const text = Array.from({ length: 1 + integer(14) }, () => from[integer(from.length)]).join('');
      if (wordsOf(text).join('|') !== segmented(text).join('|')) expect(wordsOf(text), JSON.stringify(text)).toEqual(segmented(text));
    }
  });

  it('are those of Intl.Segmenter around every character that the fast way takes', () => {
    for (let code = 0; code < 0x20ad; code += 1) {
      const character = String.fromCharCode(code);
      if (!isPlain.test(character)) continue;
      for (const text of [`a${character}b`, `1${character}2`, `a${character}1`, character, `a${character}`, `${character}b`]) {
        if (wordsOf(text).join('|') !== segmented(text).join('|')) expect(wordsOf(text), JSON.stringify(text)).toEqual(segmented(text));
      }
    }
  });

  it.each(language.options)('are the same rules in %s', (of) => {
    const segmenter = new Intl.Segmenter(of, { granularity: 'word' });
    for (const text of ["a:b l'eau 1:2 x.y 1.5 a_b c-d ä·b", 'ne’er “so” (q) 1;2 3,4'])
      expect(wordsOf(text, of)).toEqual(segmented(text, segmenter));
  });
});
