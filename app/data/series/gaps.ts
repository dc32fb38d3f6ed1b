import { appError } from '../../errors.ts';
import { type Interval, intervalsBetween, intervalWords, laterBy } from './interval.ts';
import type { TimeParts } from './time-split.ts';
import type { TimedSeries } from './timed.ts';

/** What is put into a gap: the row before it again, rows on a line to the one after it, or nothing: rows stay side by side. */
export type GapRule = 'forward' | 'linear' | 'leave';

/** A series whose gaps are filled. */
export interface Filled extends TimedSeries {
  /** 1 for each row that was put in, [rows]. */
  added: Uint8Array;
}

/** More rows than this come of a wrong date. */
const mostRows = 50_000_000;

/**
 * Puts rows into the gaps of a series that is in order and has each time once. Where a value beside the gap is missing, so are those
 * put in. A line knows what comes after the gap: see `withoutLeaks` and `withoutForesight`. Throws `gaps-too-long`.
 */
export function fillGaps(series: TimedSeries, interval: Interval, rule: GapRule): Filled {
  const rows = series.times.length;
  const places = new Float64Array(rows);
  for (let row = 1; row < rows; row += 1) {
    const steps = intervalsBetween(interval, series.times[row - 1] ?? 0, series.times[row] ?? 0);
    places[row] = (places[row - 1] ?? 0) + (rule === 'leave' ? 1 : Math.max(1, Math.round(steps)));
  }
  const count = rows === 0 ? 0 : (places[rows - 1] ?? 0) + 1;
  if (count > mostRows) throw appError('gaps-too-long', { rows: count, most: mostRows, interval: intervalWords(interval, 1) });

  const added = new Uint8Array(count).fill(1);
  for (const place of places) added[place] = 0;
  const spread = (values: Float64Array, between: (row: number, step: number, steps: number) => number) => {
    const wide = new Float64Array(count);
    for (let row = 0; row < rows; row += 1) {
      const [from, to] = [places[row] ?? 0, places[row + 1] ?? count];
      wide[from] = values[row] ?? Number.NaN;
      for (let at = from + 1; at < to; at += 1) wide[at] = between(row, at - from, to - from);
    }
    return wide;
  };
  return {
    times: spread(series.times, (row, step) => laterBy(interval, series.times[row] ?? 0, step)),
    columns: series.columns.map((column) =>
      spread(column, (row, step, steps) => {
        const [before, after] = [column[row] ?? Number.NaN, column[row + 1] ?? Number.NaN];
        // Written so that what is missing on either side is missing between.
        return rule === 'forward' ? before : before + ((after - before) * step) / steps;
      }),
    ),
    added,
  };
}

/** The same with nothing of a later part in an earlier one: a gap that the end of a part cuts through is filled forward there. */
export const withoutLeaks = (filled: Filled, { train, validation }: TimeParts): Filled =>
  [train.to, validation.to].reduce(filledForward, filled);

/** Rows that were put in right before row `end`, where a part ends, become the row before them again. */
function filledForward(filled: Filled, end: number): Filled {
  let real = end - 1;
  while (real > 0 && filled.added[real] === 1) real -= 1;
  if (real >= end - 1 || filled.added[end] === undefined) return filled;
  return { ...filled, columns: filled.columns.map((column) => column.slice().fill(column[real] ?? Number.NaN, real + 1, end)) };
}

/**
 * The starts of those samples that a line tells nothing of their targets: their last row before the forecast was not put in on the way
 * to one that comes after. `added` as `fillGaps` gives it.
 */
export const withoutForesight = (starts: Int32Array, added: Uint8Array, window: number): Int32Array<ArrayBuffer> =>
  Int32Array.from(starts).filter((start) => added[start + window - 1] !== 1);
