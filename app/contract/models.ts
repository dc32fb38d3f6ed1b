import { z } from 'zod';
import { graph } from '../graph/graph.ts';
import { channel } from './channel.ts';
import { id, timestamp, title } from './ids.ts';

/** A model of a project; `version` counts the versions that runs or the user have fixed, `graph` is the draft being edited. */
export const model = z.object({
  id,
  project: id,
  name: title,
  /** Template it began from. */
  template: z.string().nullable(),
  versions: z.int().nonnegative(),
  graph,
  updatedAt: timestamp,
  createdAt: timestamp,
  deletedAt: timestamp.nullable(),
});
export type Model = z.infer<typeof model>;

export const modelVersion = z.object({
  id,
  model: id,
  number: z.int().positive(),
  graph,
  note: z.string(),
  runs: z.int().nonnegative(),
  createdAt: timestamp,
});
export type ModelVersion = z.infer<typeof modelVersion>;

/** One undoable edit: its name as the Undo entry says it, and the graph on its other side: before it to undo, after it to redo. */
export const edit = z.object({ label: z.string().max(400), graph });

export const models = {
  list: channel(z.object({ project: id.optional() }), z.object({ models: z.array(model) })),
  get: channel(z.object({ model: id }), model, ['not-found']),
  templates: channel(
    z.object({}),
    z.object({ templates: z.array(z.object({ name: z.string(), title: z.string(), description: z.string() })) }),
  ),
  /** A template's graph, sized for the dataset's items and classes (for the usual ones of its kind, and 10 classes, without one). */
  template: channel(z.object({ name: z.string(), dataset: id.optional() }), graph, ['template-unknown', 'not-found']),
  create: channel(
    z.object({ project: id, name: title.optional(), template: z.string().optional(), dataset: id.optional(), graph: graph.optional() }),
    model,
    ['template-unknown', 'not-found'],
  ),
  /** Autosave: keeps the draft and its undo history (newest last, 200 at most). */
  save: channel(
    z.object({ model: id, graph, history: z.object({ undo: z.array(edit).max(200), redo: z.array(edit).max(200) }).optional() }),
    model,
    ['not-found', 'disk-full'],
  ),
  history: channel(z.object({ model: id }), z.object({ undo: z.array(edit), redo: z.array(edit) }), ['not-found']),
  versions: channel(z.object({ model: id }), z.object({ versions: z.array(modelVersion) }), ['not-found']),
  /** Fixes the draft as a version; the same graph twice is the same version. */
  saveVersion: channel(z.object({ model: id, note: z.string().max(2000).default('') }), modelVersion, ['not-found']),
  rename: channel(z.object({ model: id, name: title }), model, ['not-found']),
  duplicate: channel(z.object({ model: id }), model, ['not-found']),
  remove: channel(z.object({ model: id }), model, ['not-found']),
  restore: channel(z.object({ model: id }), model, ['not-found']),
};
