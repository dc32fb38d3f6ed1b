import { describe, expect, it } from 'vitest';
import { explainText } from '#app/data/texts/explain.ts';
import type { FittedText } from '#app/data/texts/fitted.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { changedTexts, tokenCodes, wordValues } from '#renderer/features/use/token-codes.ts';

type Settings = Partial<Omit<FittedText['settings'], 'kind'>>;
const words = ['movie', 'was', 'good', 'not'];
/** What the core says of a text with four known words: movie 2, was 3, good 4, not 5 (with start and end two more). */
const stagesOf = (text: string, settings: Settings = {}) =>
  explainText(
    {
      kind: 'fitted-text',
      version: 1,
      settings: textPreprocessing.parse({ kind: 'texts', length: 6, ...settings }),
      words,
      counts: words.map(() => 1),
      textCounts: words.map(() => 1),
      texts: 2,
      tokens: 4,
      uncertain: 0,
      merges: [],
    },
    text,
  );
const seen = (text: string, settings: Settings = {}) => tokenCodes(stagesOf(text, settings));

describe('tokens beside their codes', () => {
  it('are as the network gets them, unknown ones under their own name', () => {
    expect(seen('Movie was TRULY good')).toEqual({
      tokens: [
        { token: 'movie', code: 2, known: true, kept: true },
        { token: 'was', code: 3, known: true, kept: true },
        { token: 'truly', code: 1, known: false, kept: true },
        { token: 'good', code: 4, known: true, kept: true },
      ],
      length: 6,
      before: 2,
      after: 0,
      framed: false,
    });
  });
  it.each([
    ['pre', 'not movie was good movie was good', [false, true, true, true, true, true, true]],
    ['post', 'not movie was good movie was good', [true, true, true, true, true, true, false]],
  ] as const)('say what is cut off %s', (truncation, text, kept) => {
    expect(seen(text, { truncation })?.tokens.map((token) => token.kept)).toEqual(kept);
  });
  it('know the start and the end token around them', () => {
    const framed = seen('good movie', { startEnd: true, padding: 'post' });
    expect(framed).toMatchObject({ framed: true, before: 0, after: 2 });
    expect(framed?.tokens.map(({ kept }) => kept)).toEqual([true, true]);
    expect(seen('not movie was good not', { startEnd: true })?.tokens.map(({ kept }) => kept)).toEqual([false, true, true, true, true]);
  });
  it('are none of an empty text: all of it is padding', () => {
    expect(seen('!')).toEqual({ tokens: [], length: 6, before: 6, after: 0, framed: false });
  });
  it('leave stop words out, with the unknown still under its name', () => {
    const tokens = seen('the film was good', { stopWords: true, language: 'en' })?.tokens;
    expect(tokens?.map(({ token }) => token)).toEqual(['film', 'good']);
  });
  it('fill no timesteps where words are counted, but have numbers, the greatest first', () => {
    const stages = stagesOf('good good movie', { encoding: 'bag-of-words' });
    expect(tokenCodes(stages)?.length).toBeNull();
    expect(wordValues(stages)?.values).toEqual([
      { word: 'good', value: 2 },
      { word: 'movie', value: 1 },
    ]);
    expect(wordValues(stagesOf('good'))).toBeNull();
  });
});

it('only stages that changed the text are told', () => {
  expect(changedTexts(stagesOf('Good'))).toEqual([{ title: 'In lower case', text: 'good' }]);
  expect(changedTexts(stagesOf('good'))).toEqual([]);
});
