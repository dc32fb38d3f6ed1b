import type { StepMetrics } from '#app/contract/runs.ts';
import { bytesOf } from './bytes-of.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

/** Adds a batch of consecutive steps as one row; `steps.step` must rise by one. A batch that begins at the same step is replaced. */
export async function insertSteps(db: Database, run: number, steps: StepMetrics): Promise<void> {
  const first = steps.step[0];
  if (first === undefined) return;
  const last = first + steps.step.length - 1;
  if (steps.step.at(-1) !== last)
    throw new Error(`Steps of a batch must follow one another; got ${first} to ${steps.step.at(-1)} in ${steps.step.length}`);
  const batch = { count: steps.step.length, loss: bytesOf(steps.loss), figure: bytesOf(steps.figure) };
  await db
    .insertInto('runSteps')
    .values({ run, first, ...batch })
    .onConflict((conflict) => conflict.columns(['run', 'first']).doUpdateSet(batch))
    .execute();
}

/** The steps of a run after `after`, in order. */
export async function stepsAfter(db: Database, run: number, after: number): Promise<StepMetrics> {
  const start = await db
    .selectFrom('runSteps')
    .select('first')
    .where('run', '=', run)
    .where('first', '<=', after)
    .orderBy('first', 'desc')
    .limit(1)
    .executeTakeFirst();
  const rows = await db
    .selectFrom('runSteps')
    .selectAll()
    .where('run', '=', run)
    .where('first', '>=', start?.first ?? 0)
    .orderBy('first')
    .execute();
  const joined = join(rows);
  const from = joined.step.findIndex((step) => step > after);
  const at = from === -1 ? joined.step.length : from;
  return { step: joined.step.slice(at), loss: joined.loss.slice(at), figure: joined.figure.slice(at) };
}

/** Forgets the steps after `last`: a resumed run computes them again. */
export async function cutSteps(db: Database, run: number, last: number): Promise<void> {
  const straddling = await db
    .selectFrom('runSteps')
    .selectAll()
    .where('run', '=', run)
    .where('first', '<=', last)
    .orderBy('first', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db.deleteFrom('runSteps').where('run', '=', run).where('first', '>', last).execute();
  if (!straddling || straddling.first + straddling.count - 1 <= last) return;
  const kept = join([straddling]);
  const count = last - straddling.first + 1;
  await insertSteps(db, run, { step: kept.step.slice(0, count), loss: kept.loss.slice(0, count), figure: kept.figure.slice(0, count) });
}

function join(rows: Row<'runSteps'>[]): StepMetrics {
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  const joined = { step: new Float64Array(total), loss: new Float32Array(total), figure: new Float32Array(total) };
  let at = 0;
  for (const row of rows) {
    for (let place = 0; place < row.count; place++) joined.step[at + place] = row.first + place;
    joined.loss.set(floatsOf(row.loss, row.count), at);
    joined.figure.set(floatsOf(row.figure, row.count), at);
    at += row.count;
  }
  return joined;
}

/** A blob may stand at an odd address, where floats cannot be read in place. */
function floatsOf(blob: Uint8Array, count: number): Float32Array {
  if (blob.length !== count * 4) throw new Error(`A batch of ${count} steps must have ${count * 4} bytes; got ${blob.length}`);
  return new Float32Array(blob.slice().buffer);
}
