import type { Job } from '#app/contract/jobs.ts';
import type { Project } from '#app/contract/projects.ts';

/** A project as the core tells it, with what a test cares about. */
export const fakeProject = (change: Partial<Project> = {}): Project => ({
  id: 1,
  name: 'Flowers',
  createdAt: 1,
  openedAt: 1,
  deletedAt: null,
  datasets: 1,
  models: 1,
  runs: 2,
  running: 0,
  best: 0.912,
  cover: null,
  sample: null,
  ...change,
});

/** A job that has just begun, with what a test cares about. */
export const fakeJob = (change: Partial<Job> = {}): Job => ({
  id: 1,
  kind: 'import',
  title: 'Importing Flowers',
  state: 'running',
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
  message: '',
  project: 1,
  subject: null,
  result: null,
  error: null,
  createdAt: 1,
  endedAt: null,
  ...change,
});
