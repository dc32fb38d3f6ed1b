import { scanCharacters } from './characters.ts';
import { normaliser } from './normalise.ts';
import { markSpaces, scanPieces } from './pieces.ts';
import type { TextPreprocessing } from './preprocessing.ts';
import { type Scan, wordScanner } from './words.ts';

/** The first half of the way of a text: what it is before tokens are looked for, and where they are. */
export interface Tokens {
  prepare(text: string): string;
  scan: Scan;
}

/** What finds the tokens of the settings; of subwords, the pieces that they are parts of. */
export function tokensOf(settings: TextPreprocessing): Tokens {
  const normalise = normaliser(settings);
  switch (settings.tokens) {
    case 'words':
      return { prepare: normalise, scan: wordScanner(settings.language) };
    case 'characters':
      return { prepare: normalise, scan: scanCharacters };
    case 'subwords':
      return { prepare: (text) => markSpaces(normalise(text)), scan: scanPieces };
  }
}

/** Tokens as strings, for what is looked at; what is counted or coded needs none. */
export function tokenStrings({ prepare, scan }: Tokens, text: string): string[] {
  const tokens: string[] = [];
  scan(prepare(text), (prepared, start, end) => tokens.push(prepared.slice(start, end)));
  return tokens;
}
