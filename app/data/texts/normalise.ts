import type { TextPreprocessing } from './preprocessing.ts';

export type NormaliseSettings = Pick<TextPreprocessing, 'unicode' | 'lowercase' | 'accents'>;

/** Accents of Latin, Greek and Cyrillic letters once they are characters of their own; vowel signs of other scripts are none. */
export const accentMarks = '[\u0300-\u036f]';
const marks = new RegExp(accentMarks, 'gu');

/** One step of normalising: what it is called in the interface, and what it does to a text. */
export interface NormaliseStep {
  stage: 'unicode' | 'lowercase' | 'accents';
  apply(text: string): string;
}

/** The steps that the settings ask for, in order. Half a surrogate pair becomes \ufffd first: no file and no engine could hold it. */
export function normaliseSteps({ unicode, lowercase, accents }: NormaliseSettings): NormaliseStep[] {
  const steps: NormaliseStep[] = [
    { stage: 'unicode', apply: (text) => (unicode === 'none' ? text.toWellFormed() : text.toWellFormed().normalize(unicode)) },
  ];
  if (lowercase) steps.push({ stage: 'lowercase', apply: lowerCase });
  if (accents === 'strip') steps.push({ stage: 'accents', apply: (text) => text.normalize('NFD').replace(marks, '').normalize('NFC') });
  return steps;
}

/** All steps in one. */
export function normaliser(settings: NormaliseSettings): (text: string) => string {
  const steps = normaliseSteps(settings);
  return (text) => steps.reduce((value, step) => step.apply(value), text);
}

/** Σ becomes σ at the end of a word too: character by character, as tokenizer files elsewhere do it. */
const lowerCase = (text: string) => (text.includes('Σ') ? text.replaceAll('Σ', 'σ') : text).toLowerCase();
