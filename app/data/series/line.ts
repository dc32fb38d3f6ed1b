/** A line through so many values as a chart can show: of each stretch its lowest and its highest value, in the order they stand. */
export interface DrawnLine {
  /** Places of the values drawn, in order. */
  rows: number[];
  /** Null where a whole stretch is missing: the line breaks there. */
  values: (number | null)[];
}

/** Draws values with about `points` points at most; all of them where they are no more. One pass. */
export function drawnLine(values: Float64Array, points: number): DrawnLine {
  const buckets = Math.max(1, Math.floor(points / 2));
  if (values.length <= buckets * 2)
    return { rows: Array.from(values, (_, row) => row), values: Array.from(values, (value) => (Number.isFinite(value) ? value : null)) };
  const line: DrawnLine = { rows: [], values: [] };
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const from = Math.floor((bucket * values.length) / buckets);
    addStretch(line, values, from, Math.floor(((bucket + 1) * values.length) / buckets));
  }
  return line;
}

function addStretch(line: DrawnLine, values: Float64Array, from: number, to: number): void {
  let [low, high] = [-1, -1];
  for (let row = from; row < to; row += 1) {
    const value = values[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (low < 0 || value < (values[low] ?? 0)) low = row;
    if (high < 0 || value > (values[high] ?? 0)) high = row;
  }
  if (low < 0) {
    line.rows.push(from);
    line.values.push(null);
    return;
  }
  for (const row of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
    line.rows.push(row);
    line.values.push(values[row] ?? null);
  }
}
