import type { PlannedSeries, RowPlan } from './arrange.ts';
import { laterBy } from './interval.ts';

/**
 * What becomes of a table's column, in pieces of the length of `piece` at most, which they are written into. `averaged`: rows of one time
 * become one with their mean; else, as of categories, the first of them stays.
 */
export function arrangedColumn(
  { rows, begins, repeats }: RowPlan,
  column: Float64Array,
  { averaged, piece }: { averaged: boolean; piece: Float64Array },
): Generator<Float64Array> {
  const cell = (place: number) => column[rows[place] ?? 0] ?? Number.NaN;
  const cellAt =
    begins === null
      ? cell
      : averaged
        ? (time: number) => meanOf(cell, begins[time] ?? 0, begins[time + 1] ?? rows.length)
        : (time: number) => cell(begins[time] ?? 0);
  return repeated(begins?.length ?? rows.length, repeats, { cellAt, between: (value) => value }, piece);
}

/** The same of the column of times: gaps are filled with those between. */
export function arrangedTimes({ plan, times, interval }: PlannedSeries, piece: Float64Array): Generator<Float64Array> {
  const cellAt = (place: number) => times[place] ?? 0;
  const between = (time: number, step: number) => (interval === null ? time : laterBy(interval, time, step));
  return repeated(times.length, plan.repeats, { cellAt, between }, piece);
}

function* repeated(
  count: number,
  repeats: Int32Array | null,
  { cellAt, between }: { cellAt(place: number): number; between(value: number, step: number): number },
  piece: Float64Array,
): Generator<Float64Array> {
  let filled = 0;
  for (let place = 0; place < count; place += 1) {
    const value = cellAt(place);
    const times = repeats?.[place] ?? 1;
    for (let step = 0; step < times; step += 1) {
      piece[filled] = step === 0 ? value : between(value, step);
      filled += 1;
      if (filled < piece.length) continue;
      yield piece;
      filled = 0;
    }
  }
  if (filled > 0) yield piece.subarray(0, filled);
}

/** The mean of cells from one place to the next; it leaves out what is missing, and is NaN of nothing else. */
function meanOf(cell: (place: number) => number, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let place = from; place < to; place += 1) {
    const value = cell(place);
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  // Divided by 0, it would be another NaN by its bits from time to time.
  return count === 0 ? Number.NaN : sum / count;
}
