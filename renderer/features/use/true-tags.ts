import type { TagPrediction } from '#app/contract/predictions.ts';
import type { TextStages } from '#app/contract/texts.ts';
import { textsOf, tokenCodes } from './token-codes.ts';

/** A word with the tag that it has in the data. */
export interface TaggedWord {
  word: string;
  tag: string;
}

/** Of a tagged sentence of the data the words that the network gets; null where its stages hold no tags. */
export function trueTags(stages: TextStages): TaggedWord[] | null {
  const tags = textsOf(stages, 'answers')?.filter((tag) => tag !== '');
  const words = textsOf(stages, 'tokens');
  const seen = tokenCodes(stages);
  if (tags === undefined || words === null || seen === null) return null;
  const kept = words.filter((_, place) => seen.tokens[place]?.kept);
  return kept.length === tags.length ? kept.map((word, place) => ({ word, tag: tags[place] ?? '' })) : null;
}

/** What each answered word should have been; null where the words of the data are parted in another way than typed ones. */
export function truthFor({ tokens }: Pick<TagPrediction, 'tokens'>, truth: readonly TaggedWord[]): string[] | null {
  const same = tokens.length === truth.length && tokens.every(({ token }, place) => token === truth[place]?.word);
  return same ? truth.map(({ tag }) => tag) : null;
}
