import { shuffled } from '../../runs/shuffle.ts';
import { partCounts, type SplitShares } from '../split.ts';

/** Rows of each part, by index, in order. */
export interface RowParts {
  train: Int32Array<ArrayBuffer>;
  validation: Int32Array<ArrayBuffer>;
  test: Int32Array<ArrayBuffer>;
}

/**
 * Draws rows, [rows] in order, into parts: each class by itself so that every part has all of them in proportion (`classes`: of every
 * row of the table), or all at once where it is null. The same rows and settings give the same parts.
 */
export function drawRows(rows: Int32Array, classes: Int32Array | null, shares: SplitShares): RowParts {
  const parts = new Uint8Array((rows.at(-1) ?? -1) + 1);
  for (const [label, own] of byClass(rows, classes).entries()) {
    const [train, validation] = partCounts(own.length, shares);
    const order = shuffled(own, shares.seed, label + 1);
    for (let place = train; place < order.length; place += 1) parts[order[place] ?? 0] = place < train + validation ? 1 : 2;
  }
  const of = (part: number) => rows.filter((row) => parts[row] === part) as Int32Array<ArrayBuffer>;
  return { train: of(0), validation: of(1), test: of(2) };
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

/** Rows of each class, in order. */
function byClass(rows: Int32Array, classes: Int32Array | null): Int32Array[] {
  if (classes === null) return [rows];
  const counts: number[] = [];
  for (const row of rows) counts[classes[row] ?? 0] = (counts[classes[row] ?? 0] ?? 0) + 1;
  const all = Array.from(counts, (count = 0) => new Int32Array(count));
  const filled = all.map(() => 0);
  for (const row of rows) {
    const label = classes[row] ?? 0;
    const at = filled[label] ?? 0;
    const own = all[label];
    if (own !== undefined) own[at] = row;
    filled[label] = at + 1;
  }
  return all;
}
