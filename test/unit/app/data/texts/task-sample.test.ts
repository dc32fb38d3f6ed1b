import { describe, expect, it } from 'vitest';
import { explainTagged, explainText } from '#app/data/texts/explain.ts';
import { drawnSteps, oneHotRows, type SampleStep, sampleSteps, unpreparedSteps } from '#app/data/texts/task-sample.ts';
import { fitted, fittedReviews, textSettings } from '#test/helpers/texts.ts';

const step = (code: number): SampleStep => ({ code, token: code === 0 ? '' : `t${code}`, answer: null });
const brief = (steps: readonly SampleStep[], most: number) =>
  drawnSteps(steps, most).map((one) => (one.kind === 'step' ? one.at : `${one.kind} ${one.count}`));

describe('the timesteps of a prepared text', () => {
  it('are its codes with their tokens, padding without one', () => {
    const fit = fittedReviews({ padding: 'pre' });
    expect(sampleSteps(explainText(fit, 'Movie was good'), fit.settings)).toEqual([
      { code: 0, token: '', answer: null },
      { code: 2, token: 'movie', answer: null },
      { code: 3, token: 'was', answer: null },
      { code: 4, token: 'good', answer: null },
    ]);
  });

  it('have their tags, and padding has none', () => {
    const fit = fitted(['the cat'], { answers: 'tags', padding: 'post', length: 3 });
    const steps = sampleSteps(explainTagged(fit, ['The', 'cat'], ['DET', 'NOUN']), fit.settings);
    expect(steps.map(({ token, answer }) => [token, answer])).toEqual([
      ['the', 'DET'],
      ['cat', 'NOUN'],
      ['', null],
    ]);
  });

  it('are answered by what comes next, from the start token to the end token', () => {
    const fit = fitted(['ab'], { answers: 'next', tokens: 'characters', padding: 'post', startEnd: true, length: 4 });
    expect(sampleSteps(explainText(fit, 'ab'), fit.settings).map(({ token, answer }) => [token, answer])).toEqual([
      ['<start>', 'a'],
      ['a', 'b'],
      ['b', '<end>'],
      // Nothing follows the end; it stands here as what the text ends in.
      ['<end>', null],
    ]);
  });

  it('are none where counts are taken', () => {
    const fit = fitted(['good movie'], { encoding: 'bag-of-words' });
    expect(sampleSteps(explainText(fit, 'good'), fit.settings)).toEqual([]);
  });
});

describe('the timesteps of a text that is not prepared', () => {
  it('are its tokens, without codes', () => {
    expect(unpreparedSteps('Movie was NOT good', textSettings())).toEqual(
      ['movie', 'was', 'not', 'good'].map((token) => ({ code: null, token, answer: null })),
    );
  });

  it('are answered by what follows', () => {
    const settings = textSettings({ answers: 'next', tokens: 'characters', lowercase: false });
    expect(unpreparedSteps('Hi!', settings).map(({ token, answer }) => [token, answer])).toEqual([
      ['H', 'i'],
      ['i', '!'],
    ]);
    expect(unpreparedSteps('H', { ...settings, startEnd: true }).map(({ token, answer }) => [token, answer])).toEqual([
      ['<start>', 'H'],
      ['H', '<end>'],
    ]);
  });
});

describe('the steps that are drawn', () => {
  it.each([
    ['all of a short text', [5, 6, 7], [0, 1, 2]],
    ['padding before it as one', [0, 0, 0, 5, 6], ['padding 3', 3, 4]],
    ['padding after it as one', [5, 6, 0, 0], [0, 1, 'padding 2']],
    ['the first and the last of a long text', [5, 6, 7, 8, 9, 10], [0, 1, 'between 2', 4, 5]],
    ['padding alone', [0, 0], ['padding 2']],
    ['nothing', [], []],
  ])('are %s', (_name, codes, drawn) => {
    expect(brief(codes.map(step), 4)).toEqual(drawn);
  });
});

describe('one-hot rows', () => {
  // The course notes: "movie was good" is (3, 5), "movie was not good" (4, 5), a padded batch of three (3, 4, 5).
  const rowsOf = (text: string, length: number) => {
    const fit = fittedReviews({ encoding: 'one-hot', length });
    return oneHotRows(sampleSteps(explainText(fit, text), fit.settings), 5);
  };

  it('of "movie was good" are (3, 5)', () => {
    expect(rowsOf('Movie was good', 3)).toEqual([
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
    ]);
  });

  it('of "movie was not good" are (4, 5), its third word the last of the vocabulary', () => {
    const rows = rowsOf('Movie was not good', 4);
    expect([rows.length, rows[0]?.length]).toEqual([4, 5]);
    expect(rows[2]).toEqual([0, 0, 0, 0, 1]);
  });

  it('of a padded batch of three are (3, 4, 5), a row of zeros where there is no word', () => {
    const batch = ['Movie was good', 'Movie was bad', 'Movie was not good'].map((text) => rowsOf(text, 4));
    expect(batch.map((rows) => rows.length)).toEqual([4, 4, 4]);
    expect(batch[0]?.[3]).toEqual([0, 0, 0, 0, 0]);
  });
});
