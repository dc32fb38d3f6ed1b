import { describe, expect, it } from 'vitest';
import { piecesOf, points, scaleOf, type Weighed, weightiest } from '#renderer/ui/token-weights.ts';

const token = (text: string, word: string, weight: number | null, from = 0): Weighed => {
  const start = text.indexOf(word, from);
  return { token: word.toLowerCase(), start, end: start + word.length, known: true, weight };
};
const text = '“Not bad”, not bad!';
const tokens = [token(text, 'Not', 0.4), token(text, 'bad', -0.2), token(text, 'not', 0.1), token(text, 'bad', -0.2, 8)];

describe('pieces of a text', () => {
  it('are its tokens and what stands between, whole and in order', () => {
    const pieces = piecesOf(text, tokens);
    expect(pieces.map((piece) => piece.text)).toEqual(['“', 'Not', ' ', 'bad', '”, ', 'not', ' ', 'bad', '!']);
    expect(pieces.flatMap((piece) => piece.token?.weight ?? [])).toEqual([0.4, -0.2, 0.1, -0.2]);
  });

  it('are one where there is no token, none where there is no text', () => {
    expect([piecesOf('…!', []), piecesOf('', [])]).toEqual([[{ text: '…!', token: null }], []]);
  });

  it('are the weightiest tokens alone where there are too many to draw, and still the whole text', () => {
    const pieces = piecesOf(text, tokens, 2);
    expect(pieces.flatMap((piece) => piece.token?.weight ?? [])).toEqual([0.4, -0.2]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('leave out a token that has no room of its own', () => {
    const both = [
      { ...token('ﬁ', 'ﬁ', 0.1), token: 'f' },
      { token: 'i', start: 1, end: 1, known: true, weight: 0.2 },
    ];
    expect(piecesOf('ﬁ', both).map((piece) => piece.text)).toEqual(['ﬁ']);
  });
});

describe('weights', () => {
  it('are told weightiest first, the same once, and nothing that changes nothing', () => {
    const all = [...tokens, token(text, 'Not', null), token(text, 'bad', 0.0001)];
    expect(weightiest(all, 9).map(({ token: name, weight }) => [name, weight])).toEqual([
      ['not', 0.4],
      ['bad', -0.2],
      ['not', 0.1],
    ]);
    expect(weightiest(all, 1)).toHaveLength(1);
  });

  it('are measured by the strongest, and by a tenth where none is strong: noise is not drawn as a finding', () => {
    expect([scaleOf(tokens), scaleOf([token(text, 'bad', -0.003)]), scaleOf([])]).toEqual([0.4, 0.1, 0.1]);
  });

  it('are points of probability with a sign', () => {
    expect([0.851, -0.12, 0].map(points)).toEqual(['+85.1', '−12.0', '+0.0']);
  });
});
