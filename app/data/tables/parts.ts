import { shuffle } from '../../runs/shuffle.ts';
import { partCounts, type SplitShares } from '../split.ts';

/** Rows of each part, by index, in order. */
export interface RowParts {
  train: Int32Array<ArrayBuffer>;
  validation: Int32Array<ArrayBuffer>;
  test: Int32Array<ArrayBuffer>;
}

/**
 * Draws rows, [rows] in order, into parts: each class by itself so that every part has all of them in proportion (`classes`: of every
 * row of the table), or all at once where it is null. The same rows and settings give the same parts. `told` is called many times a second.
 */
export function drawRows(rows: Int32Array, classes: Int32Array | null, shares: SplitShares, told: () => void = () => undefined): RowParts {
  const parts = new Uint8Array((rows.at(-1) ?? -1) + 1);
  const counts: [number, number, number] = [0, 0, 0];
  for (const [label, own] of byClass(rows, classes).entries()) {
    const [train, validation, test] = partCounts(own.length, shares);
    shuffle(own, shares.seed, label + 1, told);
    told();
    for (let place = train; place < own.length; place += 1) parts[own[place] ?? 0] = place < train + validation ? 1 : 2;
    for (const [part, count] of [train, validation, test].entries()) counts[part] = (counts[part] ?? 0) + count;
  }
  return rowsOfParts(rows, parts, counts);
}

/** The rows of each part, of which there are so many. */
function rowsOfParts(rows: Int32Array, parts: Uint8Array, counts: readonly [number, number, number]): RowParts {
  const [train, validation, test] = [new Int32Array(counts[0]), new Int32Array(counts[1]), new Int32Array(counts[2])];
  const all = [train, validation, test];
  const filled = all.map(() => 0);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const part = parts[row] ?? 0;
    const at = filled[part] ?? 0;
    const own = all[part];
    if (own !== undefined) own[at] = row;
    filled[part] = at + 1;
  }
  return { train, validation, test };
}

/** The first rows are trained on, the last ones tested: for rows that stand in the order of time. */
export function cutRows(rows: Int32Array, shares: SplitShares): RowParts {
  const [train, validation] = partCounts(rows.length, shares);
  return {
    train: rows.slice(0, train) as Int32Array<ArrayBuffer>,
    validation: rows.slice(train, train + validation) as Int32Array<ArrayBuffer>,
    test: rows.slice(train + validation) as Int32Array<ArrayBuffer>,
  };
}

/** Rows of each class, in order, in new arrays. */
function byClass(rows: Int32Array, classes: Int32Array | null): Int32Array[] {
  if (classes === null) return [new Int32Array(rows)];
  const counts: number[] = [];
  for (let place = 0; place < rows.length; place += 1) {
    const label = classes[rows[place] ?? 0] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const all = Array.from(counts, (count = 0) => new Int32Array(count));
  const filled = new Int32Array(all.length);
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0;
    const label = classes[row] ?? 0;
    const at = filled[label] ?? 0;
    const own = all[label];
    if (own !== undefined) own[at] = row;
    filled[label] = at + 1;
  }
  return all;
}
