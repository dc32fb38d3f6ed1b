import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { type ClassCount, countClasses } from '#app/data/class-count.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { featureFacts } from '#app/data/tables/facts.ts';
import { AppError } from '#app/errors.ts';
import { fittedColumnsName, readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { withPartsOf } from '#main/training/run-parts.ts';
import { workerData } from '#main/training/worker-data.ts';

type Context = Pick<ServiceContext, 'store' | 'folders'>;

/**
 * A table or series as a run has learned from it: columns, what is asked for and classes, whatever the data have been prepared as since.
 * Other data as they are. Throws dataset-damaged where what was fitted for the run cannot be read.
 */
export async function learnedDataset(context: Context, run: number, dataset: Dataset): Promise<Dataset> {
  const folder = context.folders.run(run);
  if (dataset.table === null || !existsSync(join(folder, fittedColumnsName))) return dataset;
  const fitted = await readFittedColumns(folder);
  if (JSON.stringify(fitted.settings) === JSON.stringify(dataset.preprocessing)) return dataset;
  const { codes: _codes, parts: _parts, heads: _heads, ...table } = dataset.table;
  const learned: Dataset = { ...dataset, preprocessing: fitted.settings, classes: [], table: { ...table, ...featureFacts(fitted) } };
  const classesOf = (own: FittedColumns) =>
    own.settings.answers === 'class' ? learnedClasses(context, run, { ...learned, preprocessing: own.settings }, own.answers) : [];
  const heads: NonNullable<NonNullable<Dataset['table']>['heads']> = [];
  for (const { name, answers, targets } of fittedHeads(fitted))
    heads.push({ answers, targets, classes: await classesOf(headView(fitted, name)) });
  if (heads.length > 0) return { ...learned, table: { ...table, ...featureFacts(fitted), heads } };
  return { ...learned, classes: await classesOf(fitted) };
}

/** The classes with how many items of each were in the run's parts; none of each where the data are gone. */
async function learnedClasses(context: Context, run: number, dataset: Dataset, names: readonly string[]): Promise<ClassCount[]> {
  try {
    const data = await withPartsOf(context.folders, run, await workerData(context, dataset));
    return countClasses(names, data, (item) => data.labels[item] ?? -1);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
  }
}
