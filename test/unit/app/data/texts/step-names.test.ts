import { expect, it } from 'vitest';
import { explainTagged, explainText } from '#app/data/texts/explain.ts';
import { createFitter } from '#app/data/texts/fitter.ts';
import { rowOfTokens } from '#app/data/texts/given-tokens.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { endCode, unknownCode } from '#app/data/texts/special-tokens.ts';
import { stepNames } from '#app/data/texts/step-names.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { writtenText } from '#app/data/texts/written.ts';

const tagged = () => {
  const fitter = createFitter({ ...suggestedTexts('tags', true), length: 6 });
  fitter.addTokens(['We', 'light', 'the', 'New York', '.']);
  return fitter.finish();
};
const next = (startEnd: boolean) => {
  const fitter = createFitter(textPreprocessing.parse({ ...suggestedTexts('next', startEnd), length: 6 }));
  fitter.add('abca');
  return fitter.finish();
};

it('words are named as they are written, at the step where they stand', () => {
  const names = stepNames(tagged(), ['PRON', 'VERB']);
  expect(names.answers).toEqual(['PRON', 'VERB']);
  expect(names.tokens(rowOfTokens(['We', 'Zyzzyva', 'New York']))).toEqual(['We', 'Zyzzyva', 'New York', '', '', '']);
});

it('of a text that is gone on with, steps are named by what the network gets', () => {
  const names = stepNames(next(true), []);
  expect(names.answers.slice(0, 5)).toEqual(['<padding>', '<unknown>', '<start>', '<end>', 'a']);
  expect(names.tokens('abz')).toEqual(['<start>', 'a', 'b', '<unknown>', '<end>', '']);
});

it('the stages of a tagged sentence keep each tag beside its word', () => {
  const stages = explainTagged(tagged(), ['We', 'Zyzzyva', 'New York'], ['PRON', 'VERB', 'NOUN']);
  const of = (stage: string) => stages.find((each) => each.stage === stage)?.value;
  expect(of('known')).toEqual(['we', '<unknown>', 'new york']);
  expect((of('codes') as number[])[1]).toBe(unknownCode);
  expect(of('answers')).toEqual(['PRON', 'VERB', 'NOUN', '', '', '']);
});

it('the stages of a text that is gone on with show what follows', () => {
  const stages = explainText(next(true), 'ab');
  const of = (stage: string) => stages.find((each) => each.stage === stage)?.value;
  expect(of('answers')).toEqual(['a', 'b', '<end>', '', '', '']);
  expect(of('padded')).toHaveLength(6);
});

it('what was written stands on lines of its own where texts come to an end', () => {
  const fitted = next(true);
  const [a, b] = [4 + fitted.words.indexOf('a'), 4 + fitted.words.indexOf('b')];
  expect(writtenText(fitted)([a, b, endCode, b, endCode])).toBe('ab\nb\n');
  const running = next(false);
  expect(writtenText(running)([2 + running.words.indexOf('c'), 2 + running.words.indexOf('a')])).toBe('ca');
});
