import { z } from 'zod';
import { language } from './languages.ts';

/** Most distinct tokens that a vocabulary may have. */
export const mostTokens = 1_000_000;

/** Most timesteps that a text may have. */
export const mostTimesteps = 100_000;

export const tokenKind = z.enum(['words', 'characters', 'subwords']);
export type TokenKind = z.infer<typeof tokenKind>;

/** What is learned of a text: its class, a tag for each token, or after each token the one that comes next. */
export const textAnswers = z.enum(['class', 'tags', 'next']);
export type TextAnswers = z.infer<typeof textAnswers>;

/** Which tokens get a code, and in which order codes are given. */
export const vocabularySettings = z.object({
  /** Only so many, the most frequent; padding, unknown, start and end come on top. */
  most: z.int().min(1).max(mostTokens).default(20_000),
  /** Only tokens that occur so often. */
  leastCount: z.int().min(1).max(mostTokens).default(1),
  /** frequency: the most frequent first; appearance: the first seen first, as the course notes number words. */
  order: z.enum(['frequency', 'appearance']).default('frequency'),
});
export type VocabularySettings = z.infer<typeof vocabularySettings>;

/** How counts become TF-IDF; the defaults are scikit-learn's. */
export const tfIdfSettings = z.object({
  /** ln((1 + n) / (1 + df)) + 1, as if one more text had every token; else ln(n / df) + 1. */
  smooth: z.boolean().default(true),
  /** 1 + ln(count) instead of the count. */
  sublinear: z.boolean().default(false),
  /** What each text's numbers are divided by. */
  norm: z.enum(['l2', 'l1', 'none']).default('l2'),
});
export type TfIdfSettings = z.infer<typeof tfIdfSettings>;

/** How a text becomes what the network gets; stored with data, models and exports. */
export const textPreprocessing = z
  .object({
    kind: z.literal('texts'),
    answers: textAnswers.default('class'),
    unicode: z.enum(['none', 'NFC', 'NFKC']).default('NFC'),
    lowercase: z.boolean().default(true),
    accents: z.enum(['keep', 'strip']).default('keep'),
    tokens: tokenKind.default('words'),
    language: language.default('und'),
    /** Leave the language's stop words out. */
    stopWords: z.boolean().default(false),
    /** Cut words to their stems (Snowball). */
    stemming: z.boolean().default(false),
    vocabulary: vocabularySettings.prefault({}),
    /** Put a start token before each text and an end token after it. */
    startEnd: z.boolean().default(false),
    encoding: z.enum(['integer', 'one-hot', 'bag-of-words', 'tf-idf']).default('integer'),
    tfIdf: tfIdfSettings.prefault({}),
    /** Timesteps: every text is cut or padded to so many tokens. */
    length: z.int().min(1).max(mostTimesteps).default(64),
    /** Where padding goes; before the text, as in Keras, a plain RNN still remembers the text at the last step. */
    padding: z.enum(['pre', 'post']).default('pre'),
    /** Which end of a text that is too long is cut off. */
    truncation: z.enum(['pre', 'post']).default('pre'),
  })
  .refine((text) => text.tokens === 'words' || !(text.stopWords || text.stemming), 'stop words and stemming need words as tokens')
  .refine((text) => text.tokens !== 'subwords' || text.encoding !== 'tf-idf', 'TF-IDF needs words or characters as tokens')
  .refine((text) => !text.startEnd || text.length > 2, 'start and end tokens need a length of 3 or more')
  .refine(
    (text) => text.answers === 'class' || text.encoding === 'integer' || text.encoding === 'one-hot',
    'an answer at each step needs the steps: integer or one-hot',
  )
  .refine((text) => text.answers !== 'tags' || text.tokens === 'words', 'a tag for each word needs words as tokens')
  .refine((text) => text.answers !== 'tags' || !text.startEnd, 'start and end tokens have no tag: leave them out');
export type TextPreprocessing = z.infer<typeof textPreprocessing>;

/** Whether each text becomes steps in time; else a bag, which knows no order. */
export const hasSteps = ({ encoding }: Pick<TextPreprocessing, 'encoding'>): boolean => encoding === 'integer' || encoding === 'one-hot';
