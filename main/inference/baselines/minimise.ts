/** A smooth function: its value at a point, and its gradient into the array given. */
export type Smooth = (at: Float64Array, gradient: Float64Array) => number;

export interface Patience {
  /** Steps at most. */
  steps: number;
  /** Ends where no part of the gradient is larger. */
  tolerance: number;
  /** Called after each step: lets others have their turn, and throws to give up. */
  pause(step: number): Promise<void>;
}

/** Pairs of steps that the curvature is told by. */
const remembered = 5;
/** A step must bring this share of what the slope promises (Armijo). */
const sufficient = 1e-4;
/** By so much of itself a value may be wrong. */
const rounding = 64 * Number.EPSILON;
const mostHalvings = 30;

interface Pair {
  moved: Float64Array;
  turned: Float64Array;
  /** 1 / (moved · turned) */
  scale: number;
}

/**
 * The least value of a convex function, from 0 on, by limited-memory BFGS: Nocedal & Wright, Numerical Optimization (2006),
 * algorithms 7.4 and 3.1. Holds 2·5 + 5 arrays of `size` numbers. The same input takes the same steps.
 */
export async function minimise(size: number, smooth: Smooth, { steps, tolerance, pause }: Patience): Promise<Float64Array> {
  let at = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = smooth(at, gradient);
  const pairs: Pair[] = [];
  for (let step = 0; step < steps && largestOf(gradient) > tolerance; step += 1) {
    const direction = downhill(gradient, pairs);
    const slope = dot(gradient, direction);
    const next = new Float64Array(size);
    const nextGradient = new Float64Array(size);
    // Nothing is known of the curvature at first: one unit at most.
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    let flatter = false;
    for (let halving = 0; halving < mostHalvings; halving += 1, length /= 2) {
      for (let i = 0; i < size; i += 1) next[i] = (at[i] ?? 0) + length * (direction[i] ?? 0);
      nextValue = smooth(next, nextGradient);
      // Near the end the values differ by less than rounding: there the slope tells the same (Hager & Zhang 2005, "A new conjugate
      // gradient method with guaranteed descent and an efficient line search", 4.1).
      flatter = Math.abs(nextValue - value) <= rounding * Math.abs(value) && dot(nextGradient, direction) <= (2 * sufficient - 1) * slope;
      if (flatter || nextValue <= value + sufficient * length * slope) break;
    }
    if (!(nextValue < value || flatter)) break;
    remember(pairs, difference(next, at), difference(nextGradient, gradient));
    [at, gradient, value] = [next, nextGradient, nextValue];
    await pause(step + 1);
  }
  return at;
}

/** −H·gradient, H the inverse curvature as the pairs tell it. */
function downhill(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const shares: number[] = [];
  for (const { moved, turned, scale } of pairs.toReversed()) {
    const share = scale * dot(moved, direction);
    shares.push(share);
    addTimes(direction, turned, -share);
  }
  const last = pairs.at(-1);
  if (last !== undefined) {
    const scaled = 1 / (last.scale * dot(last.turned, last.turned));
    for (let i = 0; i < direction.length; i += 1) direction[i] = (direction[i] ?? 0) * scaled;
  }
  for (const { moved, turned, scale } of pairs) addTimes(direction, moved, (shares.pop() ?? 0) - scale * dot(turned, direction));
  return direction;
}

function remember(pairs: Pair[], moved: Float64Array, turned: Float64Array): void {
  const curvature = dot(moved, turned);
  // Rounding alone may make it 0 or less near the end.
  if (!(curvature > 1e-12 * dot(turned, turned))) return;
  pairs.push({ moved, turned, scale: 1 / curvature });
  if (pairs.length > remembered) pairs.shift();
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i += 1) sum += (one[i] ?? 0) * (other[i] ?? 0);
  return sum;
}

function addTimes(to: Float64Array, values: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i += 1) to[i] = (to[i] ?? 0) + times * (values[i] ?? 0);
}

const difference = (one: Float64Array, other: Float64Array): Float64Array => one.map((value, i) => value - (other[i] ?? 0));

function largestOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
