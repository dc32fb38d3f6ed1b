import type { Stretch } from './time-split.ts';

/** What tells where the rows of a table belong; null: they stand in the order of time, or are all of one series. NaN: it is missing. */
export interface RowPlaces {
  times: Float64Array | null;
  keys: Float64Array | null;
}

/** Rows of the series of a table. */
export interface SeriesRows {
  /** Those of each series behind each other, as they stand in the table; rows without a time or a key are left out. */
  rows: Int32Array;
  /** Behind which of these each series ends. */
  ends: number[];
}

/** The stretches of rows of one key each, where no key comes back after another; null where one does. */
export function seriesTogether(keys: Float64Array | null, rows: number): Stretch[] | null {
  const found: Stretch[] = [];
  const seen = new Set<number>();
  for (let from = 0, to = 0; from < rows; from = to) {
    to = keys === null ? rows : from + 1;
    while (to < rows && Object.is(keys?.[to], keys?.[from])) to += 1;
    const key = keys?.[from] ?? 0;
    if (seen.has(key)) return null;
    seen.add(key);
    found.push({ from, to });
  }
  return found;
}

/** The rows of each series of a table of so many `rows`, in the order of the keys. */
export function rowsBySeries(places: RowPlaces, rows: number): SeriesRows {
  const counts = new Map<number, number>();
  for (let row = 0; row < rows; row += 1) {
    const key = keyOf(places, row);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const next = new Map<number, number>();
  const ends: number[] = [];
  for (const [key, count] of [...counts].sort(([one], [other]) => one - other)) {
    next.set(key, ends.at(-1) ?? 0);
    ends.push((ends.at(-1) ?? 0) + count);
  }
  const own = new Int32Array(ends.at(-1) ?? 0);
  for (let row = 0; row < rows; row += 1) {
    const key = keyOf(places, row);
    if (key === null) continue;
    const at = next.get(key) ?? 0;
    own[at] = row;
    next.set(key, at + 1);
  }
  return { rows: own, ends };
}

/** The key of a row's series; null where nobody knows where it belongs. */
function keyOf({ times, keys }: RowPlaces, row: number): number | null {
  if (times !== null && Number.isNaN(times[row])) return null;
  if (keys === null) return 0;
  const key = keys[row] ?? Number.NaN;
  return Number.isNaN(key) ? null : key;
}
