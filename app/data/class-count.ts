import { z } from 'zod';

const count = z.int().nonnegative();

/** A class, and how many items of it there are, in all and in each part. */
export const classCount = z.object({ name: z.string(), items: count, train: count, validation: count, test: count });
export type ClassCount = z.infer<typeof classCount>;
