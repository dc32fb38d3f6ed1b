import type { Job } from '#app/contract/jobs.ts';

/** A job as it is told, running unless `part` says otherwise. */
export const aJob = (id: number, part: Partial<Job> = {}): Job => ({
  id,
  kind: 'import',
  title: 'Import',
  state: 'running',
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
  message: '',
  project: null,
  subject: null,
  result: null,
  error: null,
  createdAt: 1,
  endedAt: null,
  ...part,
});
