import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { type ColumnsPreprocessing, codedFeatures, featureNames, fitColumns } from '#app/data/columns/fitted.ts';
import { usableRows } from '#app/data/columns/usable-rows.ts';
import type { SplitSettings } from '#app/data/images.ts';
import { mostClasses } from '#app/data/most-classes.ts';
import { type Interval, usualInterval } from '#app/data/series/interval.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { partsOfSeries, seriesOf, startsOfParts, trainingRows } from '#app/data/series/samples.ts';
import { seasonOf } from '#app/data/series/season.ts';
import type { Stretch } from '#app/data/series/time-split.ts';
import type { TableFacts } from '#app/data/tables/facts.ts';
import { cutRows, drawRows, type RowParts } from '#app/data/tables/parts.ts';
import { appError } from '#app/errors.ts';
import { keepPartsFile } from '#main/datasets/columns/parts-file.ts';
import { readColumn, writeFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import type { OnProgress } from '../reader-calls.ts';

/** What is to be fitted: the columns in a dataset's folder, into a folder below it. */
export interface TablePreparation {
  folder: string;
  prepared: string;
  /** What the rows are, for the error of a disk that is full. */
  what: string;
  settings: ColumnsPreprocessing;
  split: SplitSettings;
}

/** What was found; the rest lies in the folder. */
export interface PreparedTable {
  facts: Omit<TableFacts, 'mended'>;
  classes: Dataset['classes'];
  parts: Dataset['parts'];
  /** SHA-256 of the parts. */
  hash: string;
}

/** What is trained on, and what the rows of the training part are where items are windows. */
interface Items {
  parts: RowParts;
  fittedTo: Int32Array;
  leftOut: number;
  season: number | null;
  series: TableFacts['series'];
}

/**
 * Parts the rows or windows, fits to the training part, and writes what was fitted and the parts. Throws series-too-short,
 * rows-too-few, labels-too-many, target-constant, column-without-numbers, dataset-damaged, disk-full, write-failed.
 */
export async function prepareTable(
  { folder, prepared, what, settings, split }: TablePreparation,
  onProgress: OnProgress,
): Promise<PreparedTable> {
  const table = await openTable(folder);
  const series = await stretchesOf(table, settings);
  const usable = await usableRows(settings, (name) => readColumn(table, name), series, table.rows, onProgress);
  const labels = settings.answers === 'class' ? await classCells(table, settings) : null;
  const items =
    settings.kind === 'series'
      ? await windowsOf(table, settings, split, { series, usable })
      : rowsOf(usable, labels?.codes ?? null, settings, split);
  const fitted = await fitColumns(settings, (name) => readColumn(table, name), items.fittedTo, items.season);
  const out = join(folder, prepared);
  await mkdir(out, { recursive: true });
  await writeFittedColumns(out, fitted, what);
  const bytes = await keepPartsFile(out, table.rows, items.parts, what);
  const ahead = settings.kind === 'series' ? settings.window : 0;
  const coded = codedFeatures(fitted);
  return {
    facts: {
      prepared,
      rows: table.rows,
      columns: [...table.columns],
      features: featureNames(fitted).length,
      ...(coded.length > 0 && { codes: coded }),
      leftOut: items.leftOut,
      series: items.series,
    },
    classes: labels === null ? [] : counted(labels.names, items.parts, (item) => labels.codes[item + ahead] ?? 0),
    parts: { train: items.parts.train.length, validation: items.parts.validation.length, test: items.parts.test.length },
    hash: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** Rows of each series; a table is one stretch. */
async function stretchesOf(table: StoredTable, settings: ColumnsPreprocessing): Promise<Stretch[]> {
  const keys = settings.kind === 'series' && settings.key !== null ? (await readColumn(table, settings.key)).values : null;
  return seriesOf(keys, table.rows);
}

/** The class of every row, −1 where it is missing, and what the classes are called. Throws labels-too-many. */
async function classCells(table: StoredTable, { targets }: ColumnsPreprocessing): Promise<{ codes: Int32Array; names: string[] }> {
  const [column = ''] = targets;
  const { values, categories } = await readColumn(table, column);
  if (categories !== null && categories.length > mostClasses)
    throw appError('labels-too-many', { column, got: mostClasses, most: mostClasses });
  return {
    codes: new Int32Array(values.map((value) => (Number.isNaN(value) ? -1 : value))),
    names: [...(categories ?? ['false', 'true'])],
  };
}

/** Throws rows-too-few, target-constant. */
function rowsOf(usable: Uint8Array, classes: Int32Array | null, { targets }: ColumnsPreprocessing, split: SplitSettings): Items {
  const rows = placesOf(usable);
  const present = [split.train, split.validation, split.test].filter((share) => share > 0).length;
  if (rows.length < present) throw appError('rows-too-few', { needs: present, got: rows.length });
  if (classes !== null && rows.every((row) => classes[row] === classes[rows[0] ?? 0]))
    throw appError('target-constant', { column: targets[0] ?? '' });
  const parts = split.inOrder ? cutRows(rows, split) : drawRows(rows, classes, split);
  return { parts, fittedTo: parts.train, leftOut: usable.length - rows.length, season: null, series: null };
}

async function windowsOf(
  table: StoredTable,
  settings: SeriesPreprocessing,
  split: SplitSettings,
  { series, usable }: { series: Stretch[]; usable: Uint8Array },
): Promise<Items> {
  const cut = partsOfSeries(series, split, settings);
  const parts = startsOfParts(cut, usable, settings);
  if (parts.train.length === 0) throw appError('windows-none', { window: settings.window, horizon: settings.horizon });
  const longest = cut.series.reduce((most, each) => (each.to - each.from > most.to - most.from ? each : most));
  const season = await seasonAt(table, settings, longest.parts.train);
  return {
    parts,
    fittedTo: trainingRows(cut),
    leftOut: usable.reduce((count, each) => count + (each === 1 ? 0 : 1), 0),
    season,
    series: {
      count: series.length,
      tooShort: cut.tooShort,
      interval: await intervalAt(table, settings, longest),
      season,
    },
  };
}

/** Steps after which the first target repeats itself in a stretch. */
async function seasonAt(table: StoredTable, { answers, targets }: SeriesPreprocessing, { from, to }: Stretch): Promise<number | null> {
  return answers === 'numbers' ? seasonOf(await table.numbers(targets[0] ?? '', from, to)) : null;
}

async function intervalAt(table: StoredTable, { time }: SeriesPreprocessing, { from, to }: Stretch): Promise<Interval | null> {
  return time === null ? null : usualInterval(await table.numbers(time, from, to));
}

/** Where 1 stands, in order. */
function placesOf(marks: Uint8Array): Int32Array<ArrayBuffer> {
  const places = new Int32Array(marks.length);
  let count = 0;
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] !== 1) continue;
    places[count] = at;
    count += 1;
  }
  return places.slice(0, count);
}

function counted(names: readonly string[], parts: RowParts, classOf: (item: number) => number): Dataset['classes'] {
  const classes = names.map((name) => ({ name, items: 0, train: 0, validation: 0, test: 0 }));
  for (const part of ['train', 'validation', 'test'] as const) {
    for (const item of parts[part]) {
      const own = classes[classOf(item)];
      if (own === undefined) continue;
      own.items += 1;
      own[part] += 1;
    }
  }
  return classes;
}
