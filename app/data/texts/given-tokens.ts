import { joinWords } from './decode.ts';

/** Stands between tokens that a file gives one by one; none of them has it, since each stands on a line of its own. */
const between = '\n';

/** A sentence of tagged words as one row of text, to be kept. */
export const rowOfTokens = (tokens: readonly string[]): string => tokens.join(between);

/** The tokens of such a row. */
export const tokensOfRow = (row: string): string[] => row.split(between);

/** Such a row to be read by people: punctuation stands at its word. */
export const readableRow = (row: string): string => joinWords(tokensOfRow(row));
