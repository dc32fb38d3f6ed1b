import { spaceMark } from './pieces.ts';

/** Codes that are no token of a text, as they are called in a list of what may come. */
const specials: Readonly<Record<string, string>> = {
  '<padding>': 'padding',
  '<unknown>': 'an unknown token',
  '<start>': 'start of the text',
  '<end>': 'end of the text',
};

const spaces: Readonly<Record<string, string>> = { ' ': '␣ space', '\n': '↵ line break', '\r': '↵ line break', '\t': '⇥ tab' };

/** Nothing of such a token would be seen: other spaces, control and format characters. */
const unseen = /^[\p{Z}\p{C}]$/u;

/** A token as people read it in a list: no bare space or line break, no special token as it is called inside. */
export function tokenWords(token: string): string {
  const known = specials[token] ?? spaces[token];
  if (known !== undefined) return known;
  if (unseen.test(token)) return `U+${token.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}`;
  return token.replaceAll(spaceMark, '␣');
}

/** Whether it is a token of texts, and not one that stands there only for the network. */
export const isOfText = (token: string): boolean => token !== '' && specials[token] === undefined;

/** Whether anybody could write it or read it there: padding and start only the network gets. */
export const mayCome = (token: string): boolean => token !== '<padding>' && token !== '<start>';
