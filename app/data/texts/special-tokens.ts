import type { TextPreprocessing } from './preprocessing.ts';

/** Fills up texts that are too short. */
export const paddingCode = 0;
/** Stands for every token that the vocabulary lacks. */
export const unknownCode = 1;
/** Stands before each text, where the settings say so. */
export const startCode = 2;
/** Stands after each text, where the settings say so. */
export const endCode = 3;

/** Names of the codes below those of the vocabulary; no word, character or subword is ever called like them. */
export function specialTokens({ startEnd }: Pick<TextPreprocessing, 'startEnd'>): string[] {
  return startEnd ? ['<padding>', '<unknown>', '<start>', '<end>'] : ['<padding>', '<unknown>'];
}
