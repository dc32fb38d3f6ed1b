import type { FittedText } from './fitted.ts';
import { spaceMark } from './pieces.ts';
import { endCode, paddingCode, specialTokens, startCode, unknownCode } from './special-tokens.ts';

/** Punctuation that stands at the word before it, and such that stands at the word after it. */
const closing = /^[.,;:!?…)\]}»”’%]+$/u;
const opening = /^[([{«„“‘¿¡]+$/u;

/** Scripts that are written without spaces. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Makes what turns codes into a text again: up to the end token, padding and start left out, a code from nowhere as unknown. */
export function decoder({ settings, words }: Pick<FittedText, 'settings' | 'words'>): (codes: Iterable<number>) => string {
  const special = specialTokens(settings);
  const tokenOf = (code: number) => words[code - special.length] ?? special[unknownCode] ?? '';
  return (codes) => {
    const tokens: string[] = [];
    for (const code of codes) {
      if (settings.startEnd && code === endCode) break;
      if (code !== paddingCode && !(settings.startEnd && code === startCode)) tokens.push(tokenOf(code));
    }
    if (settings.tokens === 'words') return joinWords(tokens);
    const joined = tokens.join('');
    if (settings.tokens === 'characters') return joined;
    const spaced = joined.replaceAll(spaceMark, ' ');
    return spaced.startsWith(' ') ? spaced.slice(1) : spaced;
  };
}

/** Words with spaces between them where their script has any. */
export function joinWords(words: readonly string[]): string {
  let text = '';
  let before = '';
  for (const word of words) {
    const together = text === '' || closing.test(word) || opening.test(before) || (unspaced.test(word) && unspaced.test(before));
    text += together ? word : ` ${word}`;
    before = word;
  }
  return text;
}
