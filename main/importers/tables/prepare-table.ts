import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import { type ClassCount, countClasses } from '#app/data/class-count.ts';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { typesTaken } from '#app/data/columns/encoders/index.ts';
import { type ColumnsPreprocessing, fitColumns } from '#app/data/columns/fitted.ts';
import { usableRows } from '#app/data/columns/usable-rows.ts';
import type { SplitSettings } from '#app/data/images.ts';
import { mostClasses } from '#app/data/most-classes.ts';
import { type Interval, usualInterval } from '#app/data/series/interval.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { partsOfSeries, seriesOf, startsOfParts, trainingRows } from '#app/data/series/samples.ts';
import { rowsOfSeason, seasonOf } from '#app/data/series/season.ts';
import type { Stretch } from '#app/data/series/time-split.ts';
import { featureFacts, type TableFacts } from '#app/data/tables/facts.ts';
import { headName, type TableHead } from '#app/data/tables/heads.ts';
import { cutRows, drawRows, type RowParts } from '#app/data/tables/parts.ts';
import { appError } from '#app/errors.ts';
import { partOf, type Watch } from '#main/blocks.ts';
import { collectGarbage } from '#main/collect-garbage.ts';
import { keepPartsFile } from '#main/datasets/columns/parts-file.ts';
import { imageColumns, readColumn, writeFittedColumns } from '#main/datasets/columns/read-columns.ts';
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

/** Where stages begin, as shares of the progress. */
const stages = { parting: 0.4, fitting: 0.6 };

/**
 * Parts the rows or windows, fits to the training part, and writes what was fitted and the parts; a column at a time is held. Throws
 * series-too-short, rows-too-few, labels-too-many, target-constant, column-without-numbers, column-other, texts-not-kept,
 * vocabulary-empty, dataset-damaged, disk-full, write-failed.
 */
export async function prepareTable(
  { folder, prepared, what, settings, split }: TablePreparation,
  onProgress: OnProgress,
): Promise<PreparedTable> {
  const table = await openTable(folder);
  requireTypes(table, settings);
  const read = oneColumn(table, settings);
  const { items, classes, heads } = await partedItems(table, read, { settings, split }, partOf({ told: onProgress }, 0, stages.fitting));
  const told = partOf({ told: onProgress }, stages.fitting, 1);
  const fitted = await fitColumns(settings, toldReading(read, table.rows, settings, told), items.fittedTo, items.season);
  const out = join(folder, prepared);
  await mkdir(out, { recursive: true });
  await writeFittedColumns(out, fitted, what);
  const { sha256 } = await keepPartsFile(out, table.rows, items.parts, what);
  return {
    facts: {
      prepared,
      rows: table.rows,
      columns: [...table.columns],
      ...featureFacts(fitted),
      ...(heads !== undefined && { heads }),
      leftOut: items.leftOut,
      series: items.series,
    },
    classes,
    parts: { train: items.parts.train.length, validation: items.parts.validation.length, test: items.parts.test.length },
    hash: sha256,
  };
}

/** Throws column-other where a column goes in as what its type cannot be. */
function requireTypes({ columns }: StoredTable, { inputs }: ColumnsPreprocessing): void {
  for (const { column, encoder } of inputs) {
    const type = columns.find(({ name }) => name === column)?.type;
    const must = typesTaken(encoder.kind);
    if (type !== undefined && !must.includes(type)) throw appError('column-other', { column, must: must.join(' or '), got: type });
  }
}

/** Reads a column, which is good until the next: each is read into the same memory. */
type ReadOne = (name: string) => Promise<ColumnValues>;

function oneColumn(table: StoredTable, settings: ColumnsPreprocessing): ReadOne {
  const into = new Float64Array(table.rows);
  const images = imageColumns(settings);
  // What images show is not looked at while they are parted and fitted to.
  return (name) => readColumn(table, name, { into, images, pixels: false });
}

/** What was made of so many rows is freed before the next column: it lies outside of V8's heap, which sees no need to. */
const manyRows = 1_000_000;

/** Tells of each column that is fitted to. */
function toldReading(read: ReadOne, rows: number, { inputs, targets }: ColumnsPreprocessing, { told }: Watch): ReadOne {
  let count = 0;
  return (name) => {
    told?.(count, inputs.length + targets.length);
    count += 1;
    if (rows >= manyRows) collectGarbage();
    return read(name);
  };
}

/** The parts, and how many of each class are in them. */
async function partedItems(
  table: StoredTable,
  read: ReadOne,
  { settings, split }: Pick<TablePreparation, 'settings' | 'split'>,
  watch: Watch,
): Promise<{ items: Items; classes: ClassCount[]; heads?: TableFacts['heads'] }> {
  const series = await stretchesOf(table, read, settings);
  const looking = partOf(watch, 0, stages.parting / stages.fitting);
  const usable = await usableRows(settings, read, series, table.rows, looking.told);
  // Parts have all classes in proportion: of several columns of them those of the first.
  const ofClasses = (settings.kind === 'tables' ? (settings.heads ?? [settings]) : [settings]).find(({ answers }) => answers === 'class');
  const codes = ofClasses === undefined ? null : await table.codes(ofClasses.targets[0] ?? '');
  const still = () => looking.told?.(1, 1);
  const items =
    settings.kind === 'series'
      ? await windowsOf(table, read, { settings, split }, { series, usable }, still)
      : rowsOf(usable, codes, ofClasses?.targets ?? [], split, still);
  if (settings.kind === 'tables' && settings.heads !== undefined)
    return { items, classes: [], heads: await headClasses(table, settings.heads, items.parts) };
  if (codes === null) return { items, classes: [] };
  const ahead = settings.kind === 'series' ? settings.window : 0;
  return { items, classes: countClasses(classNames(table, settings.targets[0] ?? ''), items.parts, (item) => codes[item + ahead] ?? 0) };
}

/** The classes of each head that answers with one. Throws labels-too-many, target-constant. */
async function headClasses(table: StoredTable, heads: readonly TableHead[], parts: RowParts): Promise<TableFacts['heads']> {
  const found: NonNullable<TableFacts['heads']> = [];
  for (const head of heads) {
    const column = headName(head);
    const codes = head.answers === 'class' ? await table.codes(column) : null;
    const classes = codes === null ? [] : countClasses(classNames(table, column), parts, (item) => codes[item] ?? 0);
    if (codes !== null && classes.filter(({ items }) => items > 0).length < 2) throw appError('target-constant', { column });
    found.push({ ...head, classes });
  }
  return found;
}

/** Rows of each series; a table is one stretch. */
async function stretchesOf(table: StoredTable, read: ReadOne, settings: ColumnsPreprocessing): Promise<Stretch[]> {
  const keys = settings.kind === 'series' && settings.key !== null ? (await read(settings.key)).values : null;
  return seriesOf(keys, table.rows);
}

/** What the classes of a column are called. Throws labels-too-many. */
function classNames(table: StoredTable, column: string): string[] {
  const { categories } = table.columns.find(({ name }) => name === column) ?? { categories: null };
  if (categories !== null && categories.length > mostClasses)
    throw appError('labels-too-many', { column, got: mostClasses, most: mostClasses });
  return categories?.map(({ name }) => name) ?? ['false', 'true'];
}

/** Throws rows-too-few, target-constant. */
function rowsOf(
  usable: Uint8Array,
  classes: Int32Array | null,
  targets: readonly string[],
  split: SplitSettings,
  still: () => void,
): Items {
  const rows = placesOf(usable);
  const present = [split.train, split.validation, split.test].filter((share) => share > 0).length;
  if (rows.length < present) throw appError('rows-too-few', { needs: present, got: rows.length });
  if (classes !== null && rows.every((row) => classes[row] === classes[rows[0] ?? 0]))
    throw appError('target-constant', { column: targets[0] ?? '' });
  const parts = split.inOrder ? cutRows(rows, split) : drawRows(rows, classes, split, still);
  return { parts, fittedTo: parts.train, leftOut: usable.length - rows.length, season: null, series: null };
}

async function windowsOf(
  table: StoredTable,
  read: ReadOne,
  { settings, split }: { settings: SeriesPreprocessing; split: SplitSettings },
  { series, usable }: { series: Stretch[]; usable: Uint8Array },
  still: () => void,
): Promise<Items> {
  const cut = partsOfSeries(series, split, settings);
  const parts = startsOfParts(cut, usable, settings);
  still();
  if (parts.train.length === 0) throw appError('windows-none', { window: settings.window, horizon: settings.horizon });
  const longest = cut.series.reduce((most, each) => (each.to - each.from > most.to - most.from ? each : most));
  const season = await seasonAt(table, settings, longest.parts.train, still);
  still();
  return {
    parts,
    fittedTo: trainingRows(cut),
    leftOut: usable.length - onesIn(usable),
    season,
    series: {
      count: series.length,
      tooShort: cut.tooShort,
      interval: await intervalAt(read, settings, longest),
      season,
    },
  };
}

/** Steps after which the first target repeats itself in a stretch. */
async function seasonAt(
  table: StoredTable,
  { answers, targets }: SeriesPreprocessing,
  { from, to }: Stretch,
  still: () => void,
): Promise<number | null> {
  if (answers !== 'numbers') return null;
  return seasonOf(await table.numbers(targets[0] ?? '', Math.max(from, to - rowsOfSeason), to), still);
}

async function intervalAt(read: ReadOne, { time }: SeriesPreprocessing, { from, to }: Stretch): Promise<Interval | null> {
  return time === null ? null : usualInterval((await read(time)).values.subarray(from, to));
}

/** Where 1 stands, in order. */
function placesOf(marks: Uint8Array): Int32Array<ArrayBuffer> {
  const places = new Int32Array(onesIn(marks));
  let count = 0;
  for (let at = 0; at < marks.length; at += 1) {
    if (marks[at] !== 1) continue;
    places[count] = at;
    count += 1;
  }
  return places;
}

function onesIn(marks: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < marks.length; at += 1) if (marks[at] === 1) count += 1;
  return count;
}
