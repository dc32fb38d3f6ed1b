import { describe, expect, it } from 'vitest';
import { beginOf, piecesOf } from '#renderer/features/compare/judged-steps.ts';

const step = (token: string, actual: string, predicted = actual) => ({ token, actual, predicted, truth: 0.5 });
const read = (pieces: ReturnType<typeof piecesOf>) => pieces.map(({ space, text }) => space + text).join('');

describe('a judged text as it reads', () => {
  it('is its words, where they have tags', () => {
    const steps = [step('we', 'PRON'), step('light', 'VERB', 'NOUN'), step('<end>', 'X')];
    const pieces = piecesOf({ steps }, 'tags', 'words');
    expect(read(pieces)).toBe('we light <end>');
    expect(pieces.map((piece) => piece.step)).toEqual(steps);
    // A word of the data that is called like a special token is a word.
    expect(pieces.every(({ special }) => !special)).toBe(true);
  });

  it('is what should have followed, step by step, where the next token is answered', () => {
    const steps = [step('<start>', 'a'), step('a', ' '), step(' ', '<unknown>'), step('<unknown>', '<end>')];
    const pieces = piecesOf({ steps }, 'next', 'characters');
    expect(read(pieces)).toBe('a �¶');
    expect(pieces.map(({ special }) => special)).toEqual([false, false, true, true]);
  });

  it('begins with the token that no step answers, where texts have no start', () => {
    const pieces = piecesOf({ steps: [step('the', 'film'), step('film', '.')] }, 'next', 'words');
    expect(read(pieces)).toBe('the film .');
    expect(pieces[0]?.step).toBeNull();
    expect(read(piecesOf({ steps: [step('▁un', 'fold'), step('fold', '▁it')] }, 'next', 'subwords'))).toBe(' unfold it');
  });

  it('is cut where it is long, at a token', () => {
    const pieces = piecesOf({ steps: ['aaaa', 'bbbb', 'cccc'].map((token) => step(token, 'X')) }, 'tags', 'words');
    expect(read(beginOf(pieces, 9).shown)).toBe('aaaa bbbb');
    expect([beginOf(pieces, 9).more, beginOf(pieces, 14).more, beginOf(pieces, 1).shown.length]).toEqual([true, false, 1]);
  });
});
