import { z } from 'zod';

const count = z.int().nonnegative();

/** How long texts are, in tokens. */
export const lengthStatistics = z.object({
  texts: count,
  least: count,
  most: count,
  mean: z.number(),
  percentiles: z.array(z.object({ percent: z.number(), length: count })),
  /** The least length that takes 95 % of the texts whole. */
  suggested: z.int().positive(),
  histogram: z.array(z.object({ from: count, to: count, texts: count })),
});

/** Pretrained vectors that were read for the vocabulary. */
export const vectorFacts = z.object({
  /** Where they were read from; read again when the texts are prepared anew. */
  file: z.string(),
  dimension: z.int().positive(),
  /** Shares that have a vector: of the vocabulary's words, and of their occurrences in the training part. */
  words: z.number().min(0).max(1),
  occurrences: z.number().min(0).max(1),
  lines: count,
});

export type VectorFacts = z.infer<typeof vectorFacts>;

/** What fitting found in a dataset of texts: what a model for it must know, and what its owner should see. */
export const textFacts = z.object({
  /** Folder of the codes and of what was fitted, below the dataset's; another one each time it is prepared. */
  prepared: z.string().regex(/^prepared-\d+$/),
  /** Codes that a token may have: the vocabulary with padding and unknown. */
  codes: z.int().positive(),
  /** Shape of one text as the network gets it: [timesteps], [timesteps, features] or [features]. */
  shape: z.array(z.int().positive()).min(1).max(2),
  /** Tokens in the training part, and how many of all others the vocabulary lacks, as a share. */
  tokens: count,
  unknown: z.number().min(0).max(1),
  lengths: lengthStatistics,
  /** The most frequent tokens of the training part. */
  frequent: z.array(z.object({ token: z.string(), count })).max(100),
  /** Negations that the stop words drop: "not good" would become "good". */
  droppedNegations: z.array(z.string()).max(20),
  vectors: vectorFacts.nullable().default(null),
});
export type TextFacts = z.infer<typeof textFacts>;
