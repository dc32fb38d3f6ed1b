import { z } from 'zod';
import type { Epoch } from '#app/contract/runs.ts';
import { figureOf, type Measure, metricsOf } from '#app/runs/measure.ts';
import { readJsonOrNull } from './json.ts';
import type { Database } from './store.ts';
import type { Row } from './tables.ts';

/** Keeps an epoch's figures; the same epoch computed again replaces them. A figure that is not finite is refused, never stored as 0. */
export async function insertEpoch(db: Database, run: number, epoch: Epoch): Promise<void> {
  const figures = {
    trainLoss: epoch.train.loss,
    trainFigure: figureOf(epoch.train),
    validationLoss: epoch.validation?.loss ?? null,
    validationFigure: epoch.validation === null ? null : figureOf(epoch.validation),
    learningRate: epoch.learningRate,
    seconds: epoch.seconds,
    rate: epoch.rate,
  };
  for (const [name, value] of [
    ...Object.entries(figures),
    ...(epoch.validation?.heads ?? []).map((head, place) => [`head ${place + 1}`, head] as const),
  ]) {
    if (value !== null && !Number.isFinite(value))
      throw new Error(`Run ${run}, epoch ${epoch.epoch}: ${name} must be finite; got ${value}`);
  }
  const heads = epoch.validation?.heads;
  const kept = { ...figures, validationHeads: heads === undefined ? null : JSON.stringify(heads) };
  await db
    .insertInto('runEpochs')
    .values({ run, epoch: epoch.epoch, ...kept })
    .onConflict((conflict) => conflict.columns(['run', 'epoch']).doUpdateSet(kept))
    .execute();
}

/** The epochs of these runs, by run, in order. */
export async function epochsOf(db: Database, runs: number[]): Promise<Map<number, Epoch[]>> {
  const byRun = new Map<number, Epoch[]>(runs.map((run) => [run, []]));
  const rows = await db
    .selectFrom('runEpochs')
    .innerJoin('runs', 'runs.id', 'runEpochs.run')
    .selectAll('runEpochs')
    .select('runs.measure')
    .where('run', 'in', runs)
    .orderBy('run')
    .orderBy('epoch')
    .execute();
  for (const row of rows) byRun.get(row.run)?.push(toEpoch(row));
  return byRun;
}

/** Forgets the epochs after `last`: a resumed run computes them again. */
export async function cutEpochs(db: Database, run: number, last: number): Promise<void> {
  await db.deleteFrom('runEpochs').where('run', '=', run).where('epoch', '>', last).execute();
}

function toEpoch(row: Row<'runEpochs'> & { measure: Measure }): Epoch {
  const { epoch, learningRate, seconds, rate, measure, validationLoss, validationFigure } = row;
  const heads = readJsonOrNull(z.array(z.number()), row.validationHeads ?? null, `Run ${row.run}, epoch ${epoch}, heads`);
  return {
    epoch,
    train: metricsOf(measure, row.trainLoss, row.trainFigure),
    validation:
      validationLoss === null || validationFigure === null
        ? null
        : { ...metricsOf(measure, validationLoss, validationFigure), ...(heads !== null && { heads }) },
    learningRate,
    seconds,
    rate,
  };
}
