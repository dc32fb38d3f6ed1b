import { z } from 'zod';
import { channel } from './channel.ts';
import { id, timestamp } from './ids.ts';

export const jobKind = z.enum(['import', 'engine', 'train', 'evaluate', 'predict', 'export', 'sample']);
export const jobState = z.enum(['queued', 'running', 'done', 'cancelled', 'failed']);

export const errorData = z.object({ code: z.string(), message: z.string(), remedy: z.string(), detail: z.string().optional() });

/** Anything that takes longer than a moment. `total` is null until it is known; where it is 1, `done` is a share, of which there is no `rate`; that is items a second, `secondsLeft` what it means. */
export const job = z.object({
  id,
  kind: jobKind,
  title: z.string(),
  state: jobState,
  done: z.number().nonnegative(),
  total: z.number().nonnegative().nullable(),
  rate: z.number().nonnegative().nullable(),
  secondsLeft: z.number().nonnegative().nullable(),
  message: z.string(),
  project: id.nullable(),
  /** What the job works on or has made: a dataset for an import, a run for training … */
  subject: id.nullable(),
  /** What it gave back, when done; each kind's service says which shape. */
  result: z.unknown().nullable(),
  error: errorData.nullable(),
  createdAt: timestamp,
  endedAt: timestamp.nullable(),
});
export type Job = z.infer<typeof job>;

/** The answer to a call that starts a job. */
export const started = z.object({ job: id });

export const jobs = {
  list: channel(z.object({}), z.object({ jobs: z.array(job) })),
  get: channel(z.object({ job: id }), job, ['not-found']),
  cancel: channel(z.object({ job: id }), job, ['not-found']),
};
