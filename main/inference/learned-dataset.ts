import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { type ClassCount, countClasses } from '#app/data/class-count.ts';
import { fittedHeads } from '#app/data/columns/fitted-heads.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { featureFacts } from '#app/data/tables/facts.ts';
import { headName } from '#app/data/tables/heads.ts';
import { headNames, ofHead } from '#app/data/tables/of-head.ts';
import { AppError } from '#app/errors.ts';
import { fittedColumnsName, readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { withPartsOf } from '#main/training/run-parts.ts';
import { workerData } from '#main/training/worker-data.ts';

type Context = Pick<ServiceContext, 'store' | 'folders'>;

/**
 * A table or series as a run has learned from it: its columns, what is asked for and the names of classes, whatever the data have been
 * prepared as since. Classes that the data have not now are counted as none. Other data as they are. Throws dataset-damaged where what was
 * fitted for the run cannot be read.
 */
export async function learnedDataset({ folders }: Pick<Context, 'folders'>, run: number, dataset: Dataset): Promise<Dataset> {
  const folder = folders.run(run);
  if (dataset.table === null || !existsSync(join(folder, fittedColumnsName))) return dataset;
  const fitted = await readFittedColumns(folder);
  if (JSON.stringify(fitted.settings) === JSON.stringify(dataset.preprocessing)) return dataset;
  const { codes: _codes, parts: _parts, heads: _heads, ...table } = dataset.table;
  const heads = fittedHeads(fitted).map(({ answers, targets, outputs: { from, width } }) => ({
    answers,
    targets,
    classes: answers === 'class' ? noneOf(fitted.answers.slice(from, from + width)) : [],
  }));
  return {
    ...dataset,
    preprocessing: fitted.settings,
    classes: fitted.settings.answers === 'class' ? noneOf(fitted.answers) : [],
    table: { ...table, ...featureFacts(fitted), ...(heads.length > 0 && { heads }) },
  };
}

const noneOf = (names: readonly string[]): ClassCount[] => names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));

/** The same with its classes counted in the run's own parts, as far as the data are still there. */
export async function countedDataset(context: Context, run: number, dataset: Dataset): Promise<Dataset> {
  const learned = await learnedDataset(context, run, dataset);
  if (learned === dataset || learned.table === null) return learned;
  const { table } = learned;
  if (table.heads === undefined) return { ...learned, classes: await countedClasses(context, run, learned) };
  const heads: typeof table.heads = [];
  for (const name of headNames(learned)) {
    const [own, head] = [ofHead(learned, name), table.heads.find((each) => headName(each) === name)];
    if (own !== undefined && head !== undefined) heads.push({ ...head, classes: await countedClasses(context, run, own) });
  }
  return { ...learned, table: { ...table, heads } };
}

async function countedClasses(context: Context, run: number, dataset: Dataset): Promise<ClassCount[]> {
  if (asColumns(dataset.preprocessing).answers !== 'class') return dataset.classes;
  try {
    const data = await withPartsOf(context.folders, run, await workerData(context, dataset));
    return countClasses(data.classes, data, (item) => data.labels[item] ?? -1);
  } catch (error) {
    if (error instanceof AppError) return dataset.classes;
    throw error;
  }
}
