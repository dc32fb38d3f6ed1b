/** Numbers drawn from a seed, for cases that are random and yet the same at every run. */
export interface Drawn {
  /** A whole number from least to most, both included. */
  whole(least: number, most: number): number;
  /** One of several. */
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** Floats from −1 to 1. */
  floats(count: number): Float32Array;
}

/** mulberry32 (github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export function drawn(seed: number): Drawn {
  let state = seed | 0;
  const draw = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  return {
    whole,
    pick: (choices) => choices[whole(0, choices.length - 1)] ?? choices[0],
    floats: (count) => Float32Array.from({ length: count }, () => draw() * 2 - 1),
  };
}
