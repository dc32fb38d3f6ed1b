import { z } from 'zod';
import { oneHotWidth } from './one-hot.ts';
import { mostTokens, textPreprocessing } from './preprocessing.ts';
import { specialTokens } from './special-tokens.ts';
import { longestToken } from './term-counter.ts';

const count = z.int().nonnegative();
const token = z.string().min(1).max(longestToken);

/** What fitting to texts found: all that is needed to turn any text into the same codes again. Plain data, stored with the model. */
export const fittedText = z
  .object({
    kind: z.literal('fitted-text'),
    version: z.literal(1),
    settings: textPreprocessing,
    /** The vocabulary in the order of its codes, which follow those of the special tokens. */
    words: z.array(token).max(mostTokens),
    /** How often each word came. */
    counts: z.array(count).max(mostTokens),
    /** In how many texts each word came; empty for subwords. */
    textCounts: z.array(count).max(mostTokens),
    /** How many texts, and how many tokens in them all. */
    texts: count,
    tokens: count,
    /** By how much a count may be short, where rare tokens had to be forgotten on the way. */
    uncertain: count,
    /** Subwords only: which two make the next one, in the order learned. */
    merges: z.array(z.tuple([token, token])).max(mostTokens),
  })
  .refine(({ words }) => new Set(words).size === words.length, 'must have each word once')
  .refine(({ words, counts }) => counts.length === words.length, 'must have a count for each word')
  .refine(
    ({ words, textCounts, settings }) => textCounts.length === (settings.tokens === 'subwords' ? 0 : words.length),
    'must say in how many texts each word came',
  )
  .refine(({ textCounts, texts }) => textCounts.every((value) => value <= texts), 'must not have a word in more texts than there are')
  .refine(({ merges, words }) => {
    const known = new Set(words);
    return merges.every(([left, right]) => known.has(left) && known.has(right) && known.has(left + right));
  }, 'must merge subwords of the vocabulary only');
export type FittedText = z.infer<typeof fittedText>;

/** How many codes there are: special tokens and vocabulary; what an embedding has as its input dimension. */
export function codeCount({ settings, words }: Pick<FittedText, 'settings' | 'words'>): number {
  return specialTokens(settings).length + words.length;
}

/** Shape of one text as the network gets it: [timesteps], [timesteps, features] or [features]. */
export function textShape(fitted: Pick<FittedText, 'settings' | 'words'>): number[] {
  const { encoding, length } = fitted.settings;
  if (encoding === 'integer') return [length];
  if (encoding === 'one-hot') return [length, oneHotWidth(codeCount(fitted))];
  return [fitted.words.length];
}
