import type { JudgedStep, JudgedText } from '#app/contract/evaluations.ts';
import type { Answers } from '#app/data/preprocessing.ts';
import { spaceMark } from '#app/data/texts/pieces.ts';
import type { TokenKind } from '#app/data/texts/preprocessing.ts';
import { isOfText } from '#app/data/texts/token-words.ts';

/** A stretch of a judged text, and the step that answered it; the first token of a text is answered by none. */
export interface StepPiece {
  /** A space where the text has one before it that belongs to no token. */
  space: '' | ' ';
  text: string;
  step: JudgedStep | null;
  /** It stands for what is no token of a text: its end, or a token that the vocabulary lacks. */
  special: boolean;
}

/** What stands for a code that is no token of a text. */
const signs: Readonly<Record<string, string>> = { '<end>': '¶', '<unknown>': '�' };

/** A judged text as it reads: its words, or from token to token what should have been answered. */
export function piecesOf({ steps }: Pick<JudgedText, 'steps'>, answers: Answers, tokens: TokenKind): StepPiece[] {
  const [first] = steps;
  const begin = answers === 'next' && first !== undefined && first.token !== '<start>' ? [{ token: first.token, step: null }] : [];
  const told = steps.map((step) => ({ token: answers === 'next' ? step.actual : step.token, step }));
  return [...begin, ...told].map(({ token, step }, place) => {
    const special = answers === 'next' && !isOfText(token);
    const word = special ? (signs[token] ?? '') : tokens === 'subwords' ? token.replaceAll(spaceMark, ' ') : token;
    return { space: tokens === 'words' && place > 0 ? ' ' : '', text: word, step, special };
  });
}

/** The first so many characters of a text in pieces, and whether there are more. */
export function beginOf(pieces: readonly StepPiece[], most: number): { shown: StepPiece[]; more: boolean } {
  let length = 0;
  const end = pieces.findIndex(({ space, text }) => {
    length += space.length + text.length;
    return length > most;
  });
  return end < 0 ? { shown: [...pieces], more: false } : { shown: pieces.slice(0, Math.max(1, end)), more: true };
}

export const isWrong = ({ actual, predicted }: JudgedStep): boolean => actual !== predicted;
