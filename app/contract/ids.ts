import { z } from 'zod';

/** Every object has a whole number in its workspace that is never used twice. */
export const id = z.int().positive();

/** Milliseconds since 1970, UTC. */
export const timestamp = z.int().nonnegative();

/** What a person calls a thing: one line, 1 to 120 characters, any script. */
export const title = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !/\p{Cc}/u.test(text), 'must be one line of text');

/** A window into a long list. */
export const page = z.object({ offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(1000).default(200) });
