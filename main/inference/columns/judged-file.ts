import { classPlaces } from '#app/data/columns/class-places.ts';
import { cellName } from '#app/data/columns/column.ts';
import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { type LackingRows, lackingRows } from '#app/data/columns/usable-rows.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { seriesOf, startsOfParts } from '#app/data/series/samples.ts';
import type { Stretch } from '#app/data/series/time-split.ts';
import { appError } from '#app/errors.ts';
import { counted } from '#app/numbers.ts';
import type { Watch } from '#main/blocks.ts';
import { type ImageColumns, imageColumns, readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import { SkippedList } from '#main/store/skipped.ts';
import { indicesOf } from '#main/training/worker-data.ts';
import { missingReason } from './predict-file.ts';
import { keepRowsFile, type RowsFile } from './rows-file.ts';

/** Rows or windows of a file that can be judged: its rows lie in a folder, as a dataset's do. */
export interface JudgedFile {
  folder: string;
  /** Rows, or the rows that windows begin at, in order. */
  indices: Int32Array<ArrayBuffer>;
  /** The class of what begins at each row, by its place among the run's; 0 where there is none. */
  labels: Int32Array<ArrayBuffer>;
  /** The line of the file that each row stands at. */
  lines: Float64Array;
  /** Every row that is in no item, by itself or with others, and why. */
  skipped: SkippedList;
}

/** A file's rows as they were read. */
interface ReadRows {
  table: StoredTable;
  fitted: FittedColumns;
  series: Stretch[];
  lines: Float64Array;
  skipped: SkippedList;
}

/** Reads a file's rows into a folder and finds what of them can be judged. Rejects with rows-unusable, file-too-short, and as an import does. */
export async function readJudged(file: RowsFile, folder: string, mostListed: number, watch: Watch): Promise<JudgedFile> {
  const { fitted } = file.reading;
  const skipped = new SkippedList(mostListed);
  const kept = await keepRowsFile(file, folder, (some) => skipped.add(some), watch);
  const table = await openTable(kept);
  const { settings } = fitted;
  const keys = settings.kind === 'series' && settings.key !== null ? (await readColumn(table, settings.key)).values : null;
  const rows: ReadRows = { table, fitted, series: seriesOf(keys, table.rows), lines: await table.lines(), skipped };
  const classes = settings.answers === 'class' ? await classesIn(rows) : null;
  const usable = await usableIn(rows, classes);
  const indices = settings.kind === 'series' ? await windowsIn(rows, settings, usable) : indicesOf(usable, 1);
  if (indices.length === 0) throw nothingOf(file.file, rows);
  return { folder: kept, indices, labels: labelsOf(classes, indices, settings.kind === 'series' ? settings.window : 0), ...rows };
}

const classesIn = async ({ table, fitted: { settings, answers } }: ReadRows): Promise<Int32Array<ArrayBuffer>> =>
  classPlaces(await readColumn(table, settings.targets[0] ?? ''), answers);

/** 1 for each row that can be judged, or be part of a window; the others are listed. */
async function usableIn({ table, fitted, series, lines, skipped }: ReadRows, classes: Int32Array | null): Promise<Uint8Array> {
  const images = imageColumns(fitted.settings);
  const lack = await lackingRows(fitted.settings, (name) => readColumn(table, name, { images, pixels: false }), series, table.rows);
  const reasons = await reasonsOf(table, images, lack);
  const target = classes === null ? null : await readColumn(table, fitted.settings.targets[0] ?? '');
  const usable = new Uint8Array(table.rows);
  for (let row = 0; row < table.rows; row += 1) {
    const column = lack.lacking[row] ?? 0;
    if (column === 0 && classes?.[row] !== -1) usable[row] = 1;
    else {
      const reason = column > 0 ? reasons(column, row) : `"${target === null ? '' : cellName(target, row)}" is none of the model's classes`;
      skipped.add([{ path: placeName(lines[row] ?? 0), reason }]);
    }
  }
  return usable;
}

/** Why a column cannot be told of a row. */
async function reasonsOf(
  table: StoredTable,
  images: ImageColumns,
  { columns, lacking }: LackingRows,
): Promise<(column: number, row: number) => string> {
  const missing = new Uint8Array(table.rows);
  for (const [place, name] of columns.entries()) {
    if (!lacking.includes(place + 1)) continue;
    const { values } = await readColumn(table, name, { images, pixels: false });
    for (let row = 0; row < table.rows; row += 1) if (lacking[row] === place + 1 && Number.isNaN(values[row])) missing[row] = 1;
  }
  return (column, row) => {
    const name = columns[column - 1] ?? '';
    return missing[row] === 1 ? missingReason(name, images) : `"${name}" is told from rows before it, which are missing`;
  };
}

/** The rows that windows begin at; rows that could be used and are in none are listed. */
async function windowsIn(rows: ReadRows, settings: SeriesPreprocessing, usable: Uint8Array): Promise<Int32Array<ArrayBuffer>> {
  const { series } = rows;
  const whole = series.map(({ from, to }) => ({
    from,
    to,
    parts: { train: { from, to }, validation: { from: to, to }, test: { from: to, to } },
  }));
  const { train: starts } = startsOfParts({ series: whole }, usable, settings);
  await listBeside(rows, settings, usable, starts);
  return starts;
}

async function listBeside(
  { table, series, lines, skipped }: ReadRows,
  { window, horizon, stride, key }: SeriesPreprocessing,
  usable: Uint8Array,
  starts: Int32Array,
): Promise<void> {
  const needs = window + horizon;
  const inside = new Uint8Array(usable.length);
  let end = 0;
  for (const start of starts) {
    inside.fill(1, Math.max(start, end), start + needs);
    end = start + needs;
  }
  const keys = key === null ? null : await readColumn(table, key);
  const every = stride === 1 ? '' : `; one begins every ${counted(stride, 'row')}`;
  for (const { from, to } of series) {
    if (to - from < needs) {
      const path = keys === null ? 'the series' : `series "${cellName(keys, from)}"`;
      skipped.add([{ path, reason: `it must have ${counted(needs, 'row')} or more; got ${to - from}` }]);
      continue;
    }
    for (const stretch of stretchesOf(from, to, (row) => usable[row] === 1 && inside[row] === 0))
      skipped.add([
        {
          path: stretchName(lines, stretch),
          reason: `no window of ${needs} rows that can be used lies over ${stretch.to - stretch.from === 1 ? 'it' : 'them'}${every}`,
        },
      ]);
  }
}

/** Rows one after another of which something holds, as long as they go. */
function* stretchesOf(from: number, to: number, holds: (row: number) => boolean): Generator<Stretch> {
  for (let row = from; row < to; row += 1) {
    if (!holds(row)) continue;
    let end = row + 1;
    while (end < to && holds(end)) end += 1;
    yield { from: row, to: end };
    row = end;
  }
}

const stretchName = (lines: Float64Array, { from, to }: Stretch): string =>
  to - from === 1
    ? placeName(lines[from] ?? 0)
    : `${counted(to - from, 'row')} from ${placeName(lines[from] ?? 0)} to ${placeName(lines[to - 1] ?? 0)}`;

function labelsOf(classes: Int32Array | null, indices: Int32Array, window: number): Int32Array<ArrayBuffer> {
  const labels = new Int32Array((indices.at(-1) ?? -1) + 1);
  if (classes !== null) for (const item of indices) labels[item] = classes[item + window] ?? 0;
  return labels;
}

/** What to throw where there is nothing to be judged. */
function nothingOf(file: string, { table, fitted: { settings }, series, skipped }: ReadRows) {
  const longest = series.reduce((most, { from, to }) => Math.max(most, to - from), 0);
  if (settings.kind === 'series' && longest < settings.window + settings.horizon)
    return appError('file-too-short', { file, window: settings.window, horizon: settings.horizon, got: longest });
  const [first] = skipped.all();
  return appError('rows-unusable', { file, rows: table.rows, why: first === undefined ? 'it is empty' : `${first.path}: ${first.reason}` });
}
