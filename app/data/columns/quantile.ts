import { rankedNumber } from './ranked.ts';

/** The finite values in order; NaN and infinities are left out. */
export const sortedNumbers = (values: Float64Array): Float64Array => keptNumbers(values, Number.isFinite).sort();

/** The values that are to be kept, in a new array; `filter` of a typed array collects them in V8's heap, which ten million overflow. */
export function keptNumbers(values: Float64Array, keep: (value: number) => boolean): Float64Array<ArrayBuffer> {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (!keep(value)) continue;
    kept[count] = value;
    count += 1;
  }
  return kept.subarray(0, count);
}

/**
 * The value below which the share `at` (0 to 1) of the sorted values lies, between two of them in proportion: NumPy's "linear",
 * number 7 of Hyndman & Fan 1996, "Sample quantiles in statistical packages". NaN of none.
 */
export function quantile(sorted: Float64Array, at: number): number {
  const place = at * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** The same of values in any order, NaN and infinities left out; nothing is sorted or held beside them. */
export function quantileOf(values: Float64Array, at: number): number {
  let place = 0;
  const ranked = (round: (place: number) => number) =>
    rankedNumber(
      () => [values],
      (count) => {
        place = at * (count - 1);
        return round(place);
      },
    );
  const below = ranked(Math.floor);
  const above = Number.isInteger(place) ? below : ranked(Math.ceil);
  return below + (above - below) * (place - Math.floor(place));
}
