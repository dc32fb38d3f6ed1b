import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArrangeRules, isArranged, type Mended, planSeries, type RowPlan } from '#app/data/series/arrange.ts';
import { arrangedColumn, arrangedTimes } from '#app/data/series/arranged-rows.ts';
import { type RowPlaces, rowsBySeries, type SeriesRows, seriesTogether } from '#app/data/series/series-rows.ts';
import { isFreeText } from '#app/data/tables/table-columns.ts';
import type { StoredTable } from '#main/datasets/columns/stored-table.ts';
import { rowsPerBlock } from '#main/datasets/columns/table-files.ts';
import { type ReadRows, type WrittenColumn, writtenTable } from '#main/datasets/columns/write-table.ts';
import type { Shard } from '#main/store/datasets.ts';
import type { OnProgress } from '../reader-calls.ts';
import type { SkippedRow } from '../texts/source.ts';
import { SpilledColumns } from './spilled-columns.ts';

/** A table in a dataset's folder whose rows are moments of one or several series. */
export interface Arrangement {
  folder: string;
  /** Folder below it that gets the table in order, where it is not. */
  into: string;
  what: string;
  time: string | null;
  key: string | null;
  rules: ArrangeRules;
}

/** Files of the table in order; null: it was in order. And what was mended. */
export interface ArrangedTable {
  shards: Shard[] | null;
  mended: Mended;
  skipped: SkippedRow[];
}

/** Says that so many cells more are done. */
type Told = (cells?: number) => void;

/** File of the columns that are on their way. */
const spilledName = 'columns.spilled';
/** Rows that are gone through at once. */
const rowsAtOnce = 2 ** 16;

/**
 * Brings the rows of each series together and in the order of time, each time once and gaps filled. Rows without a time or a key
 * are told. Nothing but times and keys is read where all is in order, else a column at a time; where it fails, the folder that the table
 * was to go to is removed. Throws gaps-too-long, dataset-damaged, disk-full, write-failed.
 */
export async function arrangeTable(table: StoredTable, arrangement: Arrangement, onProgress: OnProgress): Promise<ArrangedTable> {
  const { own, skipped } = await ownRows(table, arrangement, () => onProgress(0, 1));
  if (own === null) return { shards: null, mended: { outOfOrder: 0, doubles: 0, filled: 0 }, skipped };
  const into = join(arrangement.folder, arrangement.into);
  try {
    await mkdir(into, { recursive: true });
    return { ...(await writeInOrder(table, own, { ...arrangement, into }, onProgress)), skipped };
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw error;
  }
}

/** Rows of each series, and those that belong nowhere; null where all are as they are to be. */
async function ownRows(
  table: StoredTable,
  { time, key, rules }: Arrangement,
  still: () => void,
): Promise<{ own: SeriesRows | null; skipped: SkippedRow[] }> {
  const times = time === null ? null : await table.cells(time);
  still();
  const places: RowPlaces = { times, keys: key === null ? null : await table.cells(key) };
  still();
  const skipped = await rowsWithout(table, places, { time, key });
  still();
  if (skipped.length === 0 && isInOrder(places, table.rows, rules)) return { own: null, skipped };
  still();
  const own = rowsBySeries(places, table.rows);
  still();
  return { own, skipped };
}

function isInOrder({ times, keys }: RowPlaces, rows: number, rules: ArrangeRules): boolean {
  const series = seriesTogether(keys, rows);
  return series !== null && (times === null || series.every(({ from, to }) => isArranged(times.subarray(from, to), rules)));
}

/** Rows that lack a time or a key; the lines that these stand at are read a block at a time. */
async function rowsWithout(
  table: StoredTable,
  { times, keys }: RowPlaces,
  { time, key }: Pick<Arrangement, 'time' | 'key'>,
): Promise<SkippedRow[]> {
  const skipped: SkippedRow[] = [];
  for (let from = 0; from < table.rows; from += rowsAtOnce) {
    const to = Math.min(table.rows, from + rowsAtOnce);
    let lines: Float64Array | null = null;
    for (let row = from; row < to; row += 1) {
      const column = times !== null && Number.isNaN(times[row]) ? time : keys !== null && Number.isNaN(keys[row]) ? key : null;
      if (column === null) continue;
      lines ??= await table.lines(from, to);
      skipped.push({ place: lines[row - from] ?? 0, column, reason: `${column} is missing: nobody knows where the row belongs` });
    }
  }
  return skipped;
}

async function writeInOrder(
  table: StoredTable,
  own: SeriesRows,
  { into, what, time, rules }: Arrangement,
  onProgress: OnProgress,
): Promise<Pick<ArrangedTable, 'shards' | 'mended'>> {
  const kept = table.columns.filter(({ type }) => !isFreeText(type));
  // Each is kept, then written; the lines of the file are one more.
  const cells = 2 * (kept.length + 1) * own.rows.length;
  let done = 0;
  const told: Told = (more = 0) => {
    done += more;
    onProgress(done, cells);
  };
  const spilled = await SpilledColumns.create(join(into, spilledName), { what, rowsPerBlock: rowsPerBlock(table.columns.length) });
  try {
    const { plans, mended, times } = await planned(table, own, spilled, { time, rules }, told);
    const keep = (values: Float64Array, averaged: boolean) => spilled.keep(arrangedPieces(plans, values, averaged), told);
    const { rows, read: lines } = await keep(await table.lines(), false);
    const columns: WrittenColumn[] = [];
    for (const column of table.columns) {
      const { name, type } = column;
      const cells = name === time || isFreeText(type) ? null : await keep(await table.cells(name), type === 'number' || type === 'date');
      columns.push({ column, read: name === time ? times : (cells?.read ?? null) });
    }
    const shards: Shard[] = [];
    for await (const shard of writtenTable(into, { rows, lines, columns }, what)) {
      shards.push(shard);
      told(shard.items * (kept.length + 1));
    }
    return { shards, mended };
  } finally {
    await spilled.close();
  }
}

/** What the rows of each series become, and the times that these have. */
async function planned(
  table: StoredTable,
  own: SeriesRows,
  spilled: SpilledColumns,
  { time, rules }: Pick<Arrangement, 'time' | 'rules'>,
  told: Told,
): Promise<{ plans: RowPlan[]; mended: Mended; times: ReadRows | null }> {
  const mended: Mended = { outOfOrder: 0, doubles: 0, filled: 0 };
  const plans: RowPlan[] = [];
  const series = own.ends.map((end, place) => own.rows.subarray(own.ends[place - 1] ?? 0, end));
  if (time === null) return { plans: series.map((rows) => ({ rows, begins: null, repeats: null })), mended, times: null };
  const all = await table.cells(time);
  function* times(): Generator<Float64Array> {
    const piece = new Float64Array(rowsAtOnce);
    for (const rows of series) {
      const ownTimes = new Float64Array(rows.length);
      for (let place = 0; place < rows.length; place += 1) ownTimes[place] = all[rows[place] ?? 0] ?? Number.NaN;
      const each = planSeries(ownTimes, rows, rules, told);
      plans.push(each.plan);
      for (const name of ['outOfOrder', 'doubles', 'filled'] as const) mended[name] += each.mended[name];
      yield* arrangedTimes(each, piece);
    }
  }
  const { read } = await spilled.keep(times(), told);
  return { plans, mended, times: read };
}

function* arrangedPieces(plans: readonly RowPlan[], values: Float64Array, averaged: boolean): Generator<Float64Array> {
  const piece = new Float64Array(rowsAtOnce);
  for (const plan of plans) yield* arrangedColumn(plan, values, { averaged, piece });
}
