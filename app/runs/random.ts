/**
 * Random numbers by counting: the n-th number is a hash of (key, n), so that any of them can be had without those before it,
 * in any process, in any order, and the same everywhere. Good for shuffling and augmenting; not for secrets.
 */

/** Mixes 32 bits so that each output bit depends on each input bit (https://github.com/skeeto/hash-prospector, bias 0.107). */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return x ^ (x >>> 15);
}

/** The golden ratio in 32 bits: steps by it visit every number once. */
const golden = 0x9e3779b9;

/** One number 0 to 2³²−1 of several whole numbers (negative and above 2³² count too); their order counts. */
export function hash32(...parts: readonly number[]): number {
  let hash = parts.length | 0;
  for (const part of parts) {
    hash = mix(hash + golden + (part | 0));
    hash = mix(hash + golden + (Math.floor(part / 2 ** 32) | 0));
  }
  return hash >>> 0;
}

/** Draws one after another from a key. */
export interface Draws {
  /** 0 ≤ x < 1, in steps of 2⁻³². */
  next(): number;
  /** A whole number 0 to `below` − 1; uneven by less than below/2³². */
  integer(below: number): number;
}

/** A stream of draws that (…parts) alone decide. */
export function draws(...parts: readonly number[]): Draws {
  const key = hash32(...parts);
  let count = 0;
  const next = () => {
    count += 1;
    return (mix(mix(key + Math.imul(count, golden)) + key) >>> 0) / 2 ** 32;
  };
  return { next, integer: (below) => Math.floor(next() * below) };
}
