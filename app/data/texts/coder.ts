import { subwordCodes } from './bpe/subwords.ts';
import { CodeList } from './code-list.ts';
import type { FittedText } from './fitted.ts';
import { normaliser } from './normalise.ts';
import { specialTokens, unknownCode } from './special-tokens.ts';
import { counterBounds, dropped, longestToken } from './term-counter.ts';
import { termRule } from './terms.ts';
import { grown, TokenTable } from './token-table.ts';
import { tokensOf } from './tokens.ts';

/** Turns texts into codes. What it returns is its own memory, and good until it is asked again: copy what is to be kept. */
export interface Coder {
  /** The codes of a text's tokens, every one, without start, end and padding. */
  codes(text: string): Int32Array;
  /** Tells each of these codes with its stretch [start, end) of the text as it was prepared, which is returned. */
  each(text: string, told: (code: number, start: number, end: number) => void): string;
  /** One code for each token given: unknown for a stop word too, so that tags stay beside their words. */
  codesOf(tokens: readonly string[]): Int32Array;
}

type CodeOf = (text: string, start: number, end: number) => number;

/** Makes the coder of what was fitted. */
export function createCoder(fitted: FittedText): Coder {
  const { settings } = fitted;
  const { prepare, scan } = tokensOf(settings);
  const normalise = normaliser(settings);
  const list = new CodeList();
  const codeOf = wordCodes(fitted);
  const one = (text: string, start: number, end: number) => {
    const code = codeOf(text, start, end);
    if (code !== dropped) list.push(code);
  };
  const piece = settings.tokens === 'subwords' ? subwordCodes(fitted) : null;
  const several = (text: string, start: number, end: number) => {
    for (const code of piece?.(text, start, end) ?? []) list.push(code);
  };
  return {
    codes: (text) => {
      list.length = 0;
      scan(prepare(text), piece === null ? one : several);
      return list.view();
    },
    each: (text, told) => {
      const prepared = prepare(text);
      scan(prepared, (_, start, end) => {
        if (piece !== null) return tellParts(fitted, prepared, { start, end }, piece(prepared, start, end), told);
        const code = codeOf(prepared, start, end);
        if (code !== dropped) told(code, start, end);
      });
      return prepared;
    },
    codesOf: (tokens) => {
      list.length = 0;
      for (const token of tokens) {
        const normalised = normalise(token);
        const code = codeOf(normalised, 0, normalised.length);
        list.push(code === dropped ? unknownCode : code);
      }
      return list.view();
    },
  };
}

/** Tells the subwords of a piece one behind the other; one that is unknown is a single character. */
function tellParts(
  { settings, words }: FittedText,
  prepared: string,
  { start, end }: { start: number; end: number },
  codes: readonly number[],
  told: (code: number, start: number, end: number) => void,
): void {
  const first = specialTokens(settings).length;
  let at = start;
  for (const code of codes) {
    const length = words[code - first]?.length ?? String.fromCodePoint(prepared.codePointAt(at) ?? 0).length;
    const next = Math.min(end, at + length);
    told(code, at, next);
    at = next;
  }
}

/** Looks tokens up in the vocabulary; where tokens are not their own terms, each distinct one is stemmed once. */
function wordCodes({ settings, words }: FittedText): CodeOf {
  const first = specialTokens(settings).length;
  const known = new TokenTable();
  for (const word of words) known.intern(word);
  const lookUp: CodeOf = (text, start, end) => {
    const place = known.find(text, start, end);
    return place < 0 ? unknownCode : first + place;
  };
  const termOf = termRule(settings);
  if (termOf === null) return lookUp;

  let seen = new TokenTable();
  let codes = new Int32Array(1024);
  return (text, start, end) => {
    if (end - start > longestToken) return unknownCode;
    const before = seen.find(text, start, end);
    if (before >= 0) return codes[before] ?? unknownCode;
    if (seen.size >= counterBounds.terms || seen.characters >= counterBounds.characters) seen = new TokenTable();
    const term = termOf(text.slice(start, end));
    const code = term === null ? dropped : lookUp(term, 0, term.length);
    const place = seen.intern(text, start, end);
    if (place >= codes.length) codes = grown(codes, 2 * place);
    codes[place] = code;
    return code;
  };
}
