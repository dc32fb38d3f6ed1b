import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArrangeRules, arranged, type Mended } from '#app/data/series/arrange.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import { readColumn } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { type WrittenColumn, writtenTable } from '#main/datasets/columns/write-table.ts';
import type { Shard } from '#main/store/datasets.ts';
import type { SkippedRow } from '../texts/source.ts';

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

/** Rows of one series and which they are, in the order of the file. */
interface Own {
  rows: Int32Array;
  key: number;
}

/**
 * Brings the rows of each series together and in the order of time, each time once and gaps filled. Rows without a time or a key
 * are told. Throws gaps-too-long, dataset-damaged, disk-full, write-failed.
 */
export async function arrangeTable({ folder, into, what, time, key, rules }: Arrangement): Promise<ArrangedTable> {
  const table = await openTable(folder);
  const times = time === null ? Float64Array.from({ length: table.rows }, (_, row) => row) : await table.numbers(time);
  const keys = key === null ? null : (await readColumn(table, key)).values;
  const skipped = await rowsWithout(table, times, keys, { time, key });
  const found = ownRows(times, keys, table.rows);
  const lines = await table.lines();
  const kept = table.columns.filter(({ type }) => type !== 'text');
  const values = await Promise.all(kept.map(async ({ name }) => (await readColumn(table, name)).values));
  const mended: Mended = { outOfOrder: 0, doubles: 0, filled: 0 };
  const parts = found.map(({ rows }) => {
    const own = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? Number.NaN);
    const result = arranged({ times: own(times), columns: [lines, ...values].map(own) }, time === null ? asTheyStand : rules);
    for (const name of ['outOfOrder', 'doubles', 'filled'] as const) mended[name] += result.mended[name];
    return result.series;
  });
  const together = keys === null || seriesOf(keys, table.rows).length === found.length;
  const whole = mended.outOfOrder + mended.doubles + mended.filled === 0;
  if (together && whole && skipped.length === 0) return { shards: null, mended, skipped };
  await mkdir(join(folder, into), { recursive: true });
  const joined = (column: number) => joinedOf(parts.map((part) => part.columns[column] ?? new Float64Array()));
  const columns = table.columns.map((column): WrittenColumn => {
    const place = kept.indexOf(column);
    const isTime = column.name === time;
    if (place < 0) return { column, values: null };
    return { column, values: isTime ? joinedOf(parts.map((part) => part.times)) : joined(place + 1) };
  });
  const shards: Shard[] = [];
  for await (const shard of writtenTable(join(folder, into), joined(0), columns, what)) shards.push(shard);
  return { shards, mended, skipped };
}

/** Without times there is nothing to be mended. */
const asTheyStand: ArrangeRules = { doubles: 'first', gaps: 'leave' };

async function rowsWithout(
  table: StoredTable,
  times: Float64Array,
  keys: Float64Array | null,
  { time, key }: Pick<Arrangement, 'time' | 'key'>,
): Promise<SkippedRow[]> {
  const skipped: SkippedRow[] = [];
  for (let row = 0; row < table.rows; row += 1) {
    const column = Number.isNaN(times[row]) ? time : keys !== null && Number.isNaN(keys[row]) ? key : null;
    if (column !== null)
      skipped.push({ place: await table.lineOf(row), column, reason: `${column} is missing: nobody knows where the row belongs` });
  }
  return skipped;
}

/** Rows that have a time and a key, of each series in turn. */
function ownRows(times: Float64Array, keys: Float64Array | null, rows: number): Own[] {
  const counts = new Map<number, number>();
  const keyOf = (row: number) => (keys === null ? 0 : (keys[row] ?? Number.NaN));
  const counted = (row: number) => !Number.isNaN(times[row]) && !Number.isNaN(keyOf(row));
  for (let row = 0; row < rows; row += 1) if (counted(row)) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  const own = new Map(
    [...counts].sort(([one], [other]) => one - other).map(([key, count]) => [key, { rows: new Int32Array(count), filled: 0 }]),
  );
  for (let row = 0; row < rows; row += 1) {
    const of = counted(row) ? own.get(keyOf(row)) : undefined;
    if (of === undefined) continue;
    of.rows[of.filled] = row;
    of.filled += 1;
  }
  return [...own].map(([key, { rows: found }]) => ({ rows: found, key }));
}

function joinedOf(parts: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
