import { z } from 'zod';
import { dataKind } from '../data/preprocessing.ts';
import { measure } from '../runs/measure.ts';
import { channel } from './channel.ts';
import { id, timestamp, title } from './ids.ts';
import { started } from './jobs.ts';

/** A project as the home view and the switcher show it. */
export const project = z.object({
  id,
  name: title,
  createdAt: timestamp,
  openedAt: timestamp,
  deletedAt: timestamp.nullable(),
  datasets: z.int().nonnegative(),
  /** Those of them that can be trained on: imported as a whole, and prepared. */
  readyDatasets: z.int().nonnegative(),
  models: z.int().nonnegative(),
  runs: z.int().nonnegative(),
  running: z.int().nonnegative(),
  /** What its finished runs reached at best on the validation part; where some are judged by accuracy and some by error, as the newest is. */
  best: z.object({ measure, figure: z.number() }).nullable(),
  /** Dataset whose first items picture the project. */
  cover: id.nullable(),
  /** What that dataset holds. */
  coverKind: dataKind.nullable(),
  /** Name of the sample it came from. */
  sample: z.string().nullable(),
});
export type Project = z.infer<typeof project>;

/** Data that Unfold makes itself, seeded: what a first visitor trains on. */
export const sample = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  kind: dataKind,
  items: z.int(),
  classes: z.array(z.string()),
});
export type Sample = z.infer<typeof sample>;

export const projects = {
  list: channel(z.object({ deleted: z.boolean().default(false) }), z.object({ projects: z.array(project) })),
  get: channel(z.object({ project: id }), project, ['not-found']),
  create: channel(z.object({ name: title }), project),
  rename: channel(z.object({ project: id, name: title }), project, ['not-found']),
  /** Notes that the project was opened, for the order of "recent". */
  open: channel(z.object({ project: id }), project, ['not-found']),
  /** Moves it to the Bin; `restore` brings it back, `erase` ends it and its files. */
  remove: channel(z.object({ project: id }), project, ['not-found']),
  restore: channel(z.object({ project: id }), project, ['not-found']),
  erase: channel(z.object({ project: id }), z.object({}), ['not-found']),
  samples: channel(z.object({}), z.object({ samples: z.array(sample) })),
  /** Makes a project with the sample's data and a model that suits it; the job's result is {project, dataset, model}. */
  createFromSample: channel(z.object({ sample: z.string() }), started, ['not-found', 'disk-full']),
};
