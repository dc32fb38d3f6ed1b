import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { edit as schema } from '#app/contract/models.ts';
import { graph } from '#app/graph/graph.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';
import type { NewRow } from './tables.ts';

export type Edit = z.infer<typeof schema>;
export interface History {
  undo: Edit[];
  redo: Edit[];
}
type Stack = keyof History;

/** The edits of a model, newest last. */
export async function historyOf(db: Database, model: number): Promise<History> {
  return { undo: await stackOf(db, model, 'undo'), redo: await stackOf(db, model, 'redo') };
}

/** Keeps the edits of a model. An autosave differs from the one before by an edit or two, so only those rows are written. */
export async function saveHistory(db: Database, model: number, history: History): Promise<void> {
  await saveStack(db, model, 'undo', history.undo);
  await saveStack(db, model, 'redo', history.redo);
}

async function stackOf(db: Database, model: number, stack: Stack): Promise<Edit[]> {
  const rows = await db
    .selectFrom('modelHistory')
    .select(['label', 'graph', 'place'])
    .where('model', '=', model)
    .where('stack', '=', stack)
    .orderBy('place')
    .execute();
  return rows.map((row) => ({ label: row.label, graph: readJson(graph, row.graph, `Model ${model}, ${stack} ${row.place}`) }));
}

async function saveStack(db: Database, model: number, stack: Stack, edits: Edit[]): Promise<void> {
  const stored = await db
    .selectFrom('modelHistory')
    .select(['place', 'hash'])
    .where('model', '=', model)
    .where('stack', '=', stack)
    .orderBy('place')
    .execute();
  const wanted = edits.map((each) => rowOf(model, stack, each));
  const { first, count } = overlap(
    stored.map((row) => row.hash),
    wanted.map((row) => row.hash),
  );
  const from = stored[first]?.place ?? 0;
  await db
    .deleteFrom('modelHistory')
    .where('model', '=', model)
    .where('stack', '=', stack)
    .where((where) => where.or([where('place', '<', from), where('place', '>=', from + count)]))
    .execute();
  for (const [place, row] of wanted.entries()) {
    if (place >= count)
      await db
        .insertInto('modelHistory')
        .values({ ...row, place: from + place })
        .execute();
  }
}

/** Where in `stored` the beginning of `wanted` lies, and how much of it: the oldest fall off, the newest are added or taken back. */
function overlap(stored: string[], wanted: string[]): { first: number; count: number } {
  const first = Math.max(0, stored.indexOf(wanted[0] ?? ''));
  let count = 0;
  while (first + count < stored.length && count < wanted.length && stored[first + count] === wanted[count]) count++;
  return { first, count };
}

function rowOf(model: number, stack: Stack, edit: Edit): Omit<NewRow<'modelHistory'>, 'place'> {
  const texts = { label: edit.label, graph: JSON.stringify(edit.graph) };
  return { model, stack, ...texts, hash: createHash('sha256').update(JSON.stringify(texts)).digest('hex') };
}
