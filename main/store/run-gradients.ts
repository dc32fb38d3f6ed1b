import { z } from 'zod';
import { type GradientLook, gradientSize } from '#app/contract/runs.ts';
import { readJson } from './json.ts';
import type { Database } from './store.ts';

const sizesOf = z.array(gradientSize);

/** Adds looks at a run's gradients; a second one at the same step takes the place of the first. */
export async function insertGradients(db: Database, run: number, looks: readonly GradientLook[]): Promise<void> {
  await db
    .insertInto('runGradients')
    .values(looks.map(({ step, sizes }) => ({ run, step, sizes: JSON.stringify(sizes) })))
    .onConflict((conflict) => conflict.columns(['run', 'step']).doUpdateSet(({ ref }) => ({ sizes: ref('excluded.sizes') })))
    .execute();
}

/** Every look at a run's gradients, in order. */
export async function gradientsOf(db: Database, run: number): Promise<GradientLook[]> {
  const rows = await db.selectFrom('runGradients').select(['step', 'sizes']).where('run', '=', run).orderBy('step').execute();
  return rows.map(({ step, sizes }) => ({ step, sizes: readJson(sizesOf, sizes, `Run ${run}, gradients of step ${step}`) }));
}

/** Forgets what was seen after step `last`: a resumed run looks again. */
export async function cutGradients(db: Database, run: number, last: number): Promise<void> {
  await db.deleteFrom('runGradients').where('run', '=', run).where('step', '>', last).execute();
}
