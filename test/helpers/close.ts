/** The same data with lists in place of arrays of numbers, as JSON carries them; NaN becomes null there. */
export const asLists = (given: unknown): unknown =>
  JSON.parse(JSON.stringify(given, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value)));

/**
 * How far the furthest of the numbers lies from what it must be, in parts of that, or of 1 where that is smaller. What is missing is
 * NaN on our side and null on the peers'; infinite where only one is missing or the counts differ.
 */
export function furthest(ours: ArrayLike<number | null>, theirs: ArrayLike<number | null>): number {
  if (ours.length !== theirs.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let at = 0; at < ours.length; at += 1) {
    const [own, other] = [ours[at] ?? Number.NaN, theirs[at] ?? Number.NaN];
    if (Number.isNaN(own) && Number.isNaN(other)) continue;
    const apart = Math.abs(own - other) / Math.max(1, Math.abs(other));
    most = Math.max(most, Number.isNaN(apart) ? Number.POSITIVE_INFINITY : apart);
  }
  return most;
}
