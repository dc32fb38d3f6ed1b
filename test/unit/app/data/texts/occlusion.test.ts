import { describe, expect, it } from 'vitest';
import { occluded, occlusions, weighedTokens } from '#app/data/texts/occlusion.ts';
import { placedTokens } from '#app/data/texts/placed-tokens.ts';
import { unknownCode } from '#app/data/texts/special-tokens.ts';
import { codesOf, fittedReviews } from '#test/helpers/texts.ts';

const text = 'Movie was zzz was good';
const hiddenOf = (settings: Record<string, unknown>, most?: number) => {
  const fit = fittedReviews({ length: 10, ...settings });
  return occlusions(placedTokens(fit, text), fit.settings.encoding, most);
};

describe('what is hidden of a text', () => {
  it.each(['integer', 'one-hot'])('is each known token by itself where the order counts: %s', (encoding) => {
    expect(hiddenOf({ encoding })).toEqual([0, 1, 3, 4].map((place) => ({ hidden: [place], weighed: [place] })));
  });

  it.each(['bag-of-words', 'tf-idf'])('is one of equal tokens in a bag, and holds for all of them: %s', (encoding) => {
    expect(hiddenOf({ encoding })).toEqual([
      { hidden: [0], weighed: [0] },
      { hidden: [1], weighed: [1, 3] },
      { hidden: [4], weighed: [4] },
    ]);
  });

  it('is only what reaches the network', () => {
    expect(hiddenOf({ length: 2 })).toEqual([3, 4].map((place) => ({ hidden: [place], weighed: [place] })));
    expect(hiddenOf({ length: 2, truncation: 'post' })).toEqual([0, 1].map((place) => ({ hidden: [place], weighed: [place] })));
  });

  it('is neighbours together where there are more than may be asked about, and none is left out', () => {
    expect(hiddenOf({}, 3).map(({ hidden }) => hidden)).toEqual([[0, 1], [2, 3], [4]]);
    expect(hiddenOf({ encoding: 'tf-idf' }, 2).map(({ hidden }) => hidden)).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(hiddenOf({}, 4)).toHaveLength(4);
  });

  it('becomes the unknown token, and nothing else changes', () => {
    const codes = Int32Array.from(codesOf(fittedReviews(), text));
    const before = [...codes];
    expect([...occluded(codes, [1, 4])]).toEqual(before.map((code, place) => ([1, 4].includes(place) ? unknownCode : code)));
    expect([...codes]).toEqual(before);
  });
});

describe('weighed tokens', () => {
  const weighed = (settings: Record<string, unknown>, weights: number[], most?: number) => {
    const fit = fittedReviews({ length: 10, ...settings });
    const tokens = placedTokens(fit, text);
    return weighedTokens(text, tokens, occlusions(tokens, fit.settings.encoding, most), weights);
  };

  it('have the weight of their occlusion, 0 where they are unknown, null where they are cut off', () => {
    expect(weighed({ length: 4 }, [0.1, -0.2, 0.5])).toEqual({
      together: 1,
      tokens: [
        { token: 'movie', start: 0, end: 5, known: true, weight: null },
        { token: 'was', start: 6, end: 9, known: true, weight: 0.1 },
        { token: 'zzz', start: 10, end: 13, known: false, weight: 0 },
        { token: 'was', start: 14, end: 17, known: true, weight: -0.2 },
        { token: 'good', start: 18, end: 22, known: true, weight: 0.5 },
      ],
    });
  });

  it('share a weight where they are the same to a bag', () => {
    expect(weighed({ encoding: 'tf-idf' }, [0.1, 0.2, 0.3]).tokens.map(({ weight }) => weight)).toEqual([0.1, 0.2, 0, 0.2, 0.3]);
  });

  it('are stretches as they are written where they were hidden together; what is cut off stands for itself', () => {
    const { together, tokens } = weighed({ length: 4 }, [0.4, -0.1], 2);
    expect(together).toBe(2);
    expect(tokens).toEqual([
      { token: 'movie', start: 0, end: 5, known: true, weight: null },
      { token: 'was zzz', start: 6, end: 13, known: true, weight: 0.4 },
      { token: 'was good', start: 14, end: 22, known: true, weight: -0.1 },
    ]);
  });

  it('are none where the text has none', () => {
    const fit = fittedReviews();
    expect(weighedTokens('…', placedTokens(fit, '…'), [], [])).toEqual({ together: 1, tokens: [] });
  });
});
