import type { Scan } from './words.ts';

/** Stands for a space inside subwords, so that a piece says whether a word begins with it. */
export const spaceMark = '▁';

/** A word or a run of other characters, each with the space before it; together they are the whole text. */
export const piecePattern = '▁?[\\p{L}\\p{M}\\p{N}]+|▁?[^▁\\p{L}\\p{M}\\p{N}]+|▁';

/** A text with its spaces marked, and one before it. */
export const markSpaces = (text: string) => (text === '' ? '' : spaceMark + text.replaceAll(' ', spaceMark));

/** Finds the pieces of a text with marked spaces, within which subwords are learned and told. */
export const scanPieces: Scan = (text, found) => {
  for (const { index, 0: piece } of text.matchAll(new RegExp(piecePattern, 'gu'))) found(text, index, index + piece.length);
};
