import { bagMaker } from './bags.ts';
import { createCoder } from './coder.ts';
import { joinWords } from './decode.ts';
import type { FittedText } from './fitted.ts';
import { type NormaliseStep, normaliseSteps } from './normalise.ts';
import { padded, tokenPlaces } from './pad.ts';
import { hasSteps, type TextPreprocessing } from './preprocessing.ts';
import { stemmer } from './stemming.ts';
import { nextPairs, noAnswer } from './step-answers.ts';
import { codeNames } from './step-names.ts';
import { stopWordRule } from './terms.ts';
import { tfIdfWeigher } from './tf-idf.ts';
import { tokenStrings, tokensOf } from './tokens.ts';

/** What a stage made of the text: a text, its tokens, its codes, or words with a number each. */
export type StageValue = string | string[] | number[] | { word: string; value: number }[];

/** One stage of a text's way to the network. */
export interface ExplainedStage {
  stage:
    | 'text'
    | NormaliseStep['stage']
    | 'tokens'
    | 'tags'
    | 'stop-words'
    | 'stems'
    | 'known'
    | 'codes'
    | 'padded'
    | 'answers'
    | 'bag-of-words'
    | 'tf-idf';
  title: string;
  value: StageValue;
}

const normaliseTitles: Record<NormaliseStep['stage'], string> = {
  unicode: 'Characters made alike',
  lowercase: 'In lower case',
  accents: 'Without accents',
};

const tokenTitles: Record<TextPreprocessing['tokens'], string> = { words: 'Words', characters: 'Characters', subwords: 'Subwords' };

/** Every stage of one text, before → after, as the settings have it: what the coder does, made visible. */
export function explainText(fitted: FittedText, text: string): ExplainedStage[] {
  const { settings } = fitted;
  const stages: ExplainedStage[] = [{ stage: 'text', title: 'The text', value: text }];
  let value = text;
  for (const { stage, apply } of normaliseSteps(settings)) {
    value = apply(value);
    if (stage !== 'unicode' || settings.unicode !== 'none') stages.push({ stage, title: normaliseTitles[stage], value });
  }
  const codes = [...createCoder(fitted).codes(text)];
  const names = codeNames(fitted);
  const known = codes.map((code) => names[code] ?? '');
  stages.push(...(settings.tokens === 'subwords' ? [] : wordStages(settings, text)));
  stages.push({ stage: 'known', title: settings.tokens === 'subwords' ? tokenTitles.subwords : 'In the vocabulary', value: known });
  stages.push({ stage: 'codes', title: 'Codes', value: codes });
  return [...stages, ...inputStages(fitted, Int32Array.from(codes))];
}

/** The same of a sentence whose words have tags: they are taken as they are given, and each keeps its tag. */
export function explainTagged(fitted: FittedText, words: readonly string[], tags: readonly string[]): ExplainedStage[] {
  const { settings } = fitted;
  const codes = createCoder(fitted).codesOf(words).slice();
  const names = codeNames(fitted);
  const places = tokenPlaces(words.length, settings);
  return [
    { stage: 'text', title: 'The text', value: joinWords(words) },
    { stage: 'tokens', title: tokenTitles.words, value: [...words] },
    { stage: 'tags', title: 'Tags', value: [...tags] },
    { stage: 'known', title: 'In the vocabulary', value: Array.from(codes, (code) => names[code] ?? '') },
    { stage: 'codes', title: 'Codes', value: [...codes] },
    ...inputStages(fitted, codes),
    { stage: 'answers', title: 'To be answered at each step', value: Array.from(places, (place) => tags[place - 1] ?? '') },
  ];
}

/** Tokens, and what is left of them. */
function wordStages(settings: TextPreprocessing, text: string): ExplainedStage[] {
  const tokens = tokenStrings(tokensOf(settings), text);
  const stages: ExplainedStage[] = [{ stage: 'tokens', title: tokenTitles[settings.tokens], value: tokens }];
  const isStopWord = stopWordRule(settings);
  const left = settings.stopWords ? tokens.filter((token) => !isStopWord(token)) : tokens;
  if (settings.stopWords) stages.push({ stage: 'stop-words', title: 'Without stop words', value: left });
  if (settings.stemming) stages.push({ stage: 'stems', title: 'Stems', value: left.map(stemmer(settings.language)) });
  return stages;
}

/** What the network gets, and what follows at each step. */
function nextStages(fitted: FittedText, codes: Int32Array): ExplainedStage[] {
  const { settings } = fitted;
  const names = codeNames(fitted);
  const pairs = nextPairs(settings);
  const [steps, following] = [new Int32Array(settings.length), new Int32Array(settings.length)];
  pairs.input(codes, steps, 0);
  pairs.answers(codes, following, 0);
  return [
    { stage: 'padded', title: `${settings.length} timesteps`, value: [...steps] },
    {
      stage: 'answers',
      title: 'To be answered at each step',
      value: Array.from(following, (code) => (code === noAnswer ? '' : (names[code] ?? ''))),
    },
  ];
}

/** What the network gets. */
function inputStages(fitted: FittedText, codes: Int32Array): ExplainedStage[] {
  const { encoding, length } = fitted.settings;
  if (hasSteps(fitted.settings)) {
    return fitted.settings.answers === 'next'
      ? nextStages(fitted, codes)
      : [{ stage: 'padded', title: `${length} timesteps`, value: [...padded(codes, fitted.settings)] }];
  }
  const row = bagMaker(fitted)(codes);
  const named = () => Array.from(row.columns, (column, at) => ({ word: fitted.words[column] ?? '', value: row.values[at] ?? 0 }));
  const counts: ExplainedStage = { stage: 'bag-of-words', title: 'How often each word comes', value: named() };
  if (encoding === 'bag-of-words') return [counts];
  tfIdfWeigher(fitted)(row);
  return [counts, { stage: 'tf-idf', title: 'Weighed by how rare each word is', value: named() }];
}
