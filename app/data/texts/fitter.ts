import { appError } from '../../errors.ts';
import { trainSubwords } from './bpe/train.ts';
import type { FittedText } from './fitted.ts';
import { normaliser } from './normalise.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { counterBounds, TermCounter } from './term-counter.ts';
import { termRule } from './terms.ts';
import { tokensOf } from './tokens.ts';
import { chooseVocabulary } from './vocabulary.ts';

/** Takes texts one at a time and keeps counts only: memory is bounded by the distinct tokens, and these by `counterBounds`. */
export interface Fitter {
  /** Counts a text; says how many tokens it has (of subwords, how many pieces). */
  add(text: string): number;
  /** Counts a text whose tokens are given, as in a table of tagged words: none is split further; a stop word gets no code of its own. */
  addTokens(tokens: readonly string[]): number;
  /** What was found; `told` hears how many subwords are learned. Throws `vocabulary-empty` where nothing is left to code. */
  finish(told?: (done: number, total: number) => void): FittedText;
}

/** Starts fitting to texts, those of the training part only. */
export function createFitter(settings: TextPreprocessing, bounds = counterBounds): Fitter {
  const { prepare, scan } = tokensOf(settings);
  const normalise = normaliser(settings);
  const counter = new TermCounter(termRule(settings), bounds);
  const count = (text: string, start: number, end: number) => counter.count(text, start, end);
  return {
    add: (text) => {
      const before = counter.total;
      counter.begin();
      scan(prepare(text), count);
      return counter.total - before;
    },
    addTokens: (tokens) => {
      counter.begin();
      for (const token of tokens) {
        const normalised = normalise(token);
        counter.count(normalised, 0, normalised.length);
      }
      return tokens.length;
    },
    finish: (told) => {
      const { vocabulary, tokens } = settings;
      const found = tokens === 'subwords' ? trainSubwords(counter, vocabulary, told) : chooseVocabulary(counter, vocabulary);
      if (found.words.length === 0)
        throw appError('vocabulary-empty', { texts: counter.texts, leastCount: settings.vocabulary.leastCount });
      return {
        kind: 'fitted-text',
        version: 1,
        settings,
        merges: [],
        ...found,
        texts: counter.texts,
        tokens: counter.total,
        uncertain: counter.forgotten,
      };
    },
  };
}
