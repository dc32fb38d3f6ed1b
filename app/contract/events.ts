import { z } from 'zod';
import { id, timestamp } from './ids.ts';
import { job } from './jobs.ts';
import { gradientLook, run, stepMetrics } from './runs.ts';

const at = { seq: z.int().positive(), at: timestamp };

/**
 * What the core tells its clients, numbered without gaps a workspace. Objects travel whole, so that a client needs no
 * second question; `run` leaves the epochs' list whole too (it is short).
 */
export const event = z.discriminatedUnion('type', [
  z.object({ ...at, type: z.literal('job'), job }),
  z.object({ ...at, type: z.literal('run'), run }),
  z.object({ ...at, type: z.literal('steps'), run: id, steps: stepMetrics }),
  z.object({ ...at, type: z.literal('gradients'), run: id, looks: z.array(gradientLook) }),
  /** Something in these lists changed: ask again. */
  z.object({
    ...at,
    type: z.literal('changed'),
    what: z.enum(['projects', 'datasets', 'models', 'runs', 'evaluations', 'exports', 'settings', 'engines']),
    project: id.nullable(),
    id: id.nullable(),
  }),
]);
export type Event = z.infer<typeof event>;
/** An event before the workspace has numbered it. */
export type News = Event extends infer E ? (E extends Event ? Omit<E, 'seq' | 'at'> : never) : never;
