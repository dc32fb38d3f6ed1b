import { describe, expect, it } from 'vitest';
import { createCoder } from '#app/data/texts/coder.ts';
import { normaliser } from '#app/data/texts/normalise.ts';
import { placedTokens } from '#app/data/texts/placed-tokens.ts';
import { rawPlaces } from '#app/data/texts/raw-places.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { codesOf, fitted, textSettings } from '#test/helpers/texts.ts';

const marked = (text: string, settings: Record<string, unknown>, learned = [text]) =>
  placedTokens(fitted(learned, settings), text).map(({ token, start, end }) => [token, text.slice(start, end)]);

describe('tokens in the text as it was written', () => {
  it('stand where their words do, whatever normalising made of them', () => {
    expect(marked('Ein CAFÉ, İzmir & ΣΟΦΟΣ.', { accents: 'strip' })).toEqual([
      ['ein', 'Ein'],
      ['cafe', 'CAFÉ'],
      ['izmir', 'İzmir'],
      ['σοφοσ', 'ΣΟΦΟΣ'],
    ]);
    expect(marked('E\u0301te\u0301 ok', {})).toEqual([
      ['\u00e9t\u00e9', 'E\u0301te\u0301'],
      ['ok', 'ok'],
    ]);
  });

  it('leave stop words out, and are as they were before stemming', () => {
    expect(marked('The running of it RUNS', { language: 'en', stopWords: true, stemming: true })).toEqual([
      ['running', 'running'],
      ['runs', 'RUNS'],
    ]);
  });

  it('are characters of their own, also where two came of one: the second takes no room', () => {
    expect(marked('a👍ﬁ', { tokens: 'characters', unicode: 'NFKC' })).toEqual([
      ['a', 'a'],
      ['👍', '👍'],
      ['f', 'ﬁ'],
      ['i', ''],
    ]);
  });

  it('are subwords without the space before them', () => {
    const found = marked('low lowest Q low', { tokens: 'subwords', vocabulary: { most: 12 } }, ['low low lower lowest newest']);
    expect(found.map(([, raw]) => raw).join('')).toBe('lowlowestQlow');
    expect(found[0]).toEqual(['▁low', 'low']);
  });

  it('are known to be kept or cut as the padding does it', () => {
    const kept = (settings: Record<string, unknown>) => placedTokens(fitted(['a b c d'], settings), 'a b c d').map((token) => token.kept);
    expect(kept({ length: 3 })).toEqual([false, true, true, true]);
    expect(kept({ length: 4, startEnd: true, truncation: 'post' })).toEqual([true, true, false, false]);
    expect(kept({ length: 1, encoding: 'bag-of-words' })).toEqual([true, true, true, true]);
  });
});

const settings = [
  {},
  { unicode: 'NFKC', accents: 'strip' },
  { unicode: 'none', lowercase: false },
  { language: 'en', stopWords: true, stemming: true },
  { tokens: 'characters', unicode: 'NFKC', accents: 'strip' },
  { tokens: 'subwords', unicode: 'NFKC' },
];
/** Letters, marks, ligatures, jamo that join each other, halves of pairs, and whatever else there is. */
function strange(random: ReturnType<typeof drawn>, length: number): string {
  const some = [
    'the ',
    'Running',
    'é',
    '\u0301',
    'İ',
    'ﬁ',
    'ﾡ',
    'ￂ',
    'ᄀ',
    'ᅡ',
    'ﾊﾞ',
    '👨‍👩‍👧',
    '\ud800',
    ' ',
    '▁',
    '東京',
    'x_y',
    'Σ',
    '½',
    "don't",
  ] as const;
  const any = () => String.fromCodePoint(random.whole(1, 0x2_ffff));
  return Array.from({ length }, () => (random.whole(0, 3) === 0 ? any() : random.pick(some))).join('');
}

describe.each(settings)('any text with %j', (given) => {
  const random = drawn(11);
  const texts = Array.from({ length: 300 }, () => strange(random, random.whole(0, 20)));
  const fit = fitted(['the running movies don’t run', 'é 東京 x_y fi', ...texts.slice(0, 5)], { ...given, length: 5 });

  it('has one place for each unit of what it is normalised to', () => {
    const normalise = normaliser(textSettings(given));
    for (const text of texts) {
      const { starts, ends } = rawPlaces(text, normalise);
      expect([starts.length, ends.length]).toEqual(Array(2).fill(normalise(text).length));
      expect(starts.every((start, unit) => start < (ends[unit] ?? 0) && start >= (starts[unit - 1] ?? 0))).toBe(true);
    }
  });

  it('has one token for each code, in order, none over another', () => {
    for (const text of texts) {
      const tokens = placedTokens(fit, text);
      expect(tokens.map(({ code }) => code)).toEqual(codesOf(fit, text));
      let past = 0;
      for (const { start, end } of tokens) {
        expect(start).toBeGreaterThanOrEqual(past);
        expect(end).toBeGreaterThanOrEqual(start);
        past = end;
      }
      expect(past).toBeLessThanOrEqual(text.length);
    }
  });

  it('has tokens that the coder tells alike by themselves', () => {
    const coder = createCoder(fit);
    for (const text of texts.slice(0, 100)) {
      for (const { token, code } of placedTokens(fit, text)) {
        if (fit.settings.tokens !== 'subwords') expect([...coder.codesOf([token])], token).toEqual([code]);
      }
    }
  });
});
