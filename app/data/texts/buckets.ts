/** Texts that are padded to one length together. */
export interface Bucket {
  /** Timesteps that each of them is padded to. */
  length: number;
  /** Places of the texts in the list of lengths. */
  items: Int32Array<ArrayBuffer>;
}

/**
 * Sorts texts into `most` buckets at most, of about as many texts each, by their lengths (above `longest` they are cut): less
 * padding than one length for all. Texts of one length are never parted; a bucket's length is that of its longest text.
 */
export function bucketsByLength(lengths: ArrayLike<number>, longest: number, most: number): Bucket[] {
  const cut = Int32Array.from(lengths, (length) => Math.min(Math.max(length, 1), longest));
  const bounds = boundsOf(cut, most);
  const bucketOf = cut.map((length) => bounds.findIndex((bound) => length <= bound));
  const sizes = bounds.map(() => 0);
  for (const bucket of bucketOf) sizes[bucket] = (sizes[bucket] ?? 0) + 1;
  const buckets = bounds.map((length, place) => ({ length, items: new Int32Array(sizes[place] ?? 0) }));
  const filled = bounds.map(() => 0);
  for (const [item, bucket] of bucketOf.entries()) {
    const place = filled[bucket] ?? 0;
    const items = buckets[bucket]?.items;
    if (items !== undefined) items[place] = item;
    filled[bucket] = place + 1;
  }
  return buckets;
}

/** The buckets' lengths, rising: those that every `most`-th part of the texts does not exceed. */
function boundsOf(lengths: Int32Array, most: number): number[] {
  if (lengths.length === 0) return [];
  const sorted = lengths.slice().sort();
  const bounds = Array.from({ length: most }, (_, bucket) => sorted[Math.ceil(((bucket + 1) * sorted.length) / most) - 1] ?? 0);
  return [...new Set(bounds)].filter((bound) => bound > 0);
}
