import { describe, expect, it } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { validationAnswers } from '#renderer/features/compare/validation-answers.ts';
import { fakeDataset, fakeTexts } from '../../helpers/fake-data.ts';

const answering = (answers: 'tags' | 'next', change = {}) =>
  fakeTexts({
    parts: { train: 80, validation: 100, test: 10 },
    preprocessing: textPreprocessing.parse({ kind: 'texts', length: 24, answers, ...change }),
  });

describe('the answers of a validation part', () => {
  it('are its items, where each has one', () => {
    expect(validationAnswers(fakeDataset())).toEqual({ answers: 99, about: false });
    expect(validationAnswers(fakeTexts())).toEqual({ answers: 100, about: false });
  });

  it('are its words, where these have tags', () => {
    const classes = ['NOUN', 'VERB'].map((name) => ({ name, items: 900, train: 400, validation: 410, test: 50 }));
    expect(validationAnswers({ ...answering('tags'), classes })).toEqual({ answers: 820, about: false });
  });

  it('are about so many as texts of the mean length have, where the next token is learned', () => {
    // Seven tokens a text: six follow another one; with start and end eight do; five timesteps have five answers.
    expect(validationAnswers(answering('next'))).toEqual({ answers: 600, about: true });
    expect(validationAnswers(answering('next', { startEnd: true }))).toEqual({ answers: 800, about: true });
    expect(validationAnswers(answering('next', { length: 5 }))).toEqual({ answers: 500, about: true });
  });
});
