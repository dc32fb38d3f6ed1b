import { appError } from '../../errors.ts';
import { asciiReader } from './ascii.ts';
import { trainSubwords } from './bpe/train.ts';
import { CodeList } from './code-list.ts';
import type { FittedText } from './fitted.ts';
import { normaliser } from './normalise.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { specialTokens, unknownCode } from './special-tokens.ts';
import { counterBounds, dropped, TermCounter, untold } from './term-counter.ts';
import { termRule } from './terms.ts';
import { tokensOf } from './tokens.ts';
import { chooseVocabulary } from './vocabulary.ts';
import { scanPlainCodes } from './words.ts';

/** Takes texts one at a time and keeps counts only: memory is bounded by the distinct tokens, and these by `counterBounds`. */
export interface Fitter {
  /** Counts a text; says how many tokens it has (of subwords, how many pieces). */
  add(text: string): number;
  /** The same of a text as its UTF-8, which is quicker; null, and nothing done, where it is not ASCII alone. */
  addAscii(bytes: Uint8Array): number | null;
  /** Counts a text whose tokens are given, as in a table of tagged words: none is split further; a stop word gets no code of its own. */
  addTokens(tokens: readonly string[]): number;
  /**
   * Numbers of the tokens of the text added last, as far as one can tell before all are seen; `recode` makes them codes in the
   * end. Good until the next text. Whoever keeps them need not look for the tokens a second time.
   */
  ids(): Int32Array;
  /**
   * Starts anew with the texts that `addIds` counts, so that tokens can be looked for before it is known which texts are trained on.
   * False, and nothing done, where numbers do not tell enough: of subwords, and where tokens had to be forgotten.
   */
  recount(): boolean;
  /** Counts a text by what `ids` gave of it. */
  addIds(ids: Int32Array): void;
  /** The code of each number from `ids`; null where they do not tell: of subwords, and where tokens had to be forgotten. */
  recode(fitted: FittedText): Recode | null;
  /** What was found; `told` hears how many subwords are learned. Throws `vocabulary-empty` where nothing is left to code. */
  finish(told?: (done: number, total: number) => void): FittedText;
}

/** Puts a code in place of each number, and so makes codes of what `ids` gave. */
export type Recode = (ids: Int32Array) => void;

/** Starts fitting to texts, those of the training part only. */
export function createFitter(settings: TextPreprocessing, bounds = counterBounds): Fitter {
  const { prepare, scan } = tokensOf(settings);
  const normalise = normaliser(settings);
  const counter = new TermCounter(termRule(settings), bounds);
  const ids = new CodeList();
  const count = (text: string, start: number, end: number) => {
    const id = counter.count(text, start, end);
    if (id !== dropped) ids.push(id);
  };
  const asciiOf = settings.tokens === 'words' && counter.plain ? asciiReader(settings.lowercase) : () => null;
  const begin = () => {
    counter.begin();
    ids.length = 0;
    return counter.total;
  };
  const add = (text: string) => {
    const before = begin();
    scan(prepare(text), count);
    return counter.total - before;
  };
  const numbersHold = () => settings.tokens !== 'subwords' && counter.forgotten === 0;
  return {
    add,
    addAscii: (bytes) => {
      const codes = asciiOf(bytes);
      if (codes === null) return null;
      const before = begin();
      scanPlainCodes(codes, bytes.length, (start, end) => ids.push(counter.countCodes(codes, start, end)));
      return counter.total - before;
    },
    addTokens: (tokens) => {
      begin();
      for (const token of tokens) {
        const normalised = normalise(token);
        const id = counter.count(normalised, 0, normalised.length);
        ids.push(id === dropped ? untold : id);
      }
      return tokens.length;
    },
    ids: () => ids.view(),
    recount: () => {
      const holds = numbersHold();
      if (holds) counter.recount();
      return holds;
    },
    addIds: (list) => {
      counter.begin();
      for (const id of list) counter.countAgain(id);
    },
    recode: (fitted) => (numbersHold() ? recoder(counter, fitted) : null),
    finish: (told) => {
      const { vocabulary, tokens } = settings;
      const found = tokens === 'subwords' ? trainSubwords(counter, vocabulary, told) : chooseVocabulary(counter, vocabulary);
      const { texts } = counter;
      if (found.words.length === 0) throw appError('vocabulary-empty', { texts, leastCount: vocabulary.leastCount });
      return {
        kind: 'fitted-text',
        version: 1,
        settings,
        merges: [],
        ...found,
        texts,
        tokens: counter.total,
        uncertain: counter.forgotten,
      };
    },
  };
}

function recoder(counter: TermCounter, { settings, words }: FittedText): Recode {
  const first = specialTokens(settings).length;
  const codes = new Int32Array(counter.size).fill(unknownCode);
  for (const [place, word] of words.entries()) codes[counter.find(word)] = first + place;
  return (ids) => {
    for (let at = 0; at < ids.length; at += 1) ids[at] = codes[ids[at] ?? untold] ?? unknownCode;
  };
}
