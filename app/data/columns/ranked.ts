const signBit = 1 << 31;
/** All of them are set where a number is not finite. */
const exponentBits = 0x7ff00000;
/** A word of 32 bits is found 11 bits at a time, from the highest on: where they begin, and which are known before. */
const [digits, digitMask] = [2 ** 11, 2 ** 11 - 1];
const steps = [
  { shift: 21, known: 0 },
  { shift: 10, known: -1 << 21 },
  { shift: 0, known: -1 << 10 },
] as const;

/**
 * The number at a place, from 0, of the finite ones in order, found by counting instead of sorting: it takes no memory, however many they
 * are. `blocks` gives all of them anew each of six times; `placeOf` tells the place, of how many there are. NaN where none is there.
 */
export function rankedNumber(blocks: () => Iterable<Float64Array>, placeOf: (count: number) => number): number {
  const found: Ordered = { high: 0, low: 0 };
  const counts = new Float64Array(digits);
  let before: number | null = null;
  for (const word of ['high', 'low'] as const) {
    for (const { shift, known } of steps) {
      counts.fill(0);
      let count = 0;
      for (const block of blocks()) count += countDigits(block, found, { word, shift, known }, counts);
      before ??= placeOf(count);
      const next = digitAt(counts, before);
      if (next === null) return Number.NaN;
      found[word] |= next.digit << shift;
      before = next.before;
    }
  }
  return numberOf(found);
}

/** The two words of a double, changed so that as whole numbers without a sign they stand in its order. */
interface Ordered {
  high: number;
  low: number;
}

/** Negative ones have all their bits turned, others the sign. */
function numberOf({ high, low }: Ordered): number {
  const turned = high < 0 ? 0 : -1;
  // Little-endian, as all that Unfold runs on.
  return new Float64Array(Int32Array.of(low ^ turned, high ^ (turned | signBit)).buffer)[0] ?? Number.NaN;
}

/** Counts the digits of those finite numbers of which the bits before these are those that were found, and says how many these are. */
function countDigits(
  block: Float64Array,
  found: Ordered,
  { word, shift, known }: { word: keyof Ordered; shift: number; known: number },
  counts: Float64Array,
): number {
  let count = 0;
  const words = new Int32Array(block.buffer, block.byteOffset, 2 * block.length);
  const prefix = found[word];
  for (let at = 0; at < words.length; at += 2) {
    const top = words[at + 1] ?? 0;
    if ((top & exponentBits) === exponentBits) continue;
    const turned = top >> 31;
    const high = top ^ (turned | signBit);
    if (word === 'low' && high !== found.high) continue;
    const own = word === 'low' ? (words[at] ?? 0) ^ turned : high;
    if (((own ^ prefix) & known) !== 0) continue;
    const digit = (own >>> shift) & digitMask;
    counts[digit] = (counts[digit] ?? 0) + 1;
    count += 1;
  }
  return count;
}

/** The digit of the number that so many come before, and how many of these have the same; null where there is none. */
function digitAt(counts: Float64Array, before: number): { digit: number; before: number } | null {
  let left = before;
  for (let digit = 0; left >= 0 && digit < digits; digit += 1) {
    const count = counts[digit] ?? 0;
    if (left < count) return { digit, before: left };
    left -= count;
  }
  return null;
}
