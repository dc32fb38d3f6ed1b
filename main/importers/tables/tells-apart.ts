/** Fewer rows of each are no series. */
const leastRows = 10;
/** Of the times from its first to its last so large a share has a row of each; so small a share of the rows may be told twice. */
const nearlyAll = 0.9;
const hardlyAny = 0.01;

/**
 * Whether what stands beside the times tells several series apart: times come again, but hardly ever beside the same, and each has a row at
 * nearly all times from its first to its last. Cells as they stand in the file, row by row; undefined where one is missing.
 */
export function tellsApart(times: readonly (string | undefined)[], beside: readonly (string | undefined)[]): boolean {
  const places = new Map<string, number>();
  const series = new Map<string, { first: number; last: number; places: Set<number> }>();
  let rows = 0;
  for (const [row, time] of times.entries()) {
    const key = beside[row];
    if (time === undefined || key === undefined) continue;
    rows += 1;
    // Times are in the order in which they come first: one of dates as texts is another.
    const place = places.get(time) ?? places.size;
    places.set(time, place);
    const own = series.get(key) ?? { first: place, last: place, places: new Set() };
    series.set(key, own);
    own.first = Math.min(own.first, place);
    own.last = Math.max(own.last, place);
    own.places.add(place);
  }
  if (series.size < 2 || rows < leastRows * series.size || places.size > nearlyAll * rows) return false;
  let [there, spanned] = [0, 0];
  for (const { first, last, places: own } of series.values()) {
    there += own.size;
    spanned += last - first + 1;
  }
  return rows - there <= hardlyAny * rows && there > nearlyAll * spanned;
}
