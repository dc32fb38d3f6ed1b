import { createCoder } from './coder.ts';
import type { FittedText } from './fitted.ts';
import { tokensOfRow } from './given-tokens.ts';
import { tokenPlaces } from './pad.ts';
import { specialTokens } from './special-tokens.ts';
import { nextPairs } from './step-answers.ts';

/** What stands at the steps of a dataset's texts, and what may be answered there, in words. */
export interface StepNames {
  /** Of each answer: the classes, or the codes where the next token is answered. */
  answers: readonly string[];
  /** What stands at each of a text's steps, [length]; empty where there is padding. */
  tokens(text: string): string[];
}

export function stepNames(fitted: FittedText, classes: readonly string[]): StepNames {
  const { settings } = fitted;
  if (settings.answers === 'tags') {
    return {
      answers: classes,
      tokens(text) {
        const words = tokensOfRow(text);
        return Array.from(tokenPlaces(words.length, settings), (place) => words[place - 1] ?? '');
      },
    };
  }
  const names = codeNames(fitted);
  const coder = createCoder(fitted);
  const { input } = nextPairs(settings);
  return {
    answers: names,
    tokens(text) {
      const steps = new Int32Array(settings.length);
      input(coder.codes(text), steps, 0);
      return Array.from(steps, (code) => (code === 0 ? '' : (names[code] ?? '')));
    },
  };
}

/** What each code stands for. */
export const codeNames = ({ settings, words }: Pick<FittedText, 'settings' | 'words'>): string[] => [...specialTokens(settings), ...words];
