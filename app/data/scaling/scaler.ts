import type { z } from 'zod';

/**
 * A way to bring a column's numbers into a range that learns well. Fitted on given values, those of the training part; what was
 * found is plain data, stored with the model. NaN stays NaN, and fitting skips what is not finite.
 */
export interface Scaler<Settings extends { kind: string }, State extends { kind: string }> {
  kind: Settings['kind'];
  /** As a choice in a list, and one sentence on what it does and when it suits. */
  title: string;
  summary: string;
  settings: z.ZodType<Settings>;
  state: z.ZodType<State>;
  /** Throws `column-without-numbers` where it needs numbers and there are none. */
  fit(settings: Settings, values: Float64Array): State;
  /** How much 1 of what comes out is in the values' own unit; null where that differs from value to value. */
  unit(state: State): number | null;
  /** How many values before the first one `apply` and `invert` need to tell all of them. */
  reach(state: State): number;
  /** Scaled values, [values], in a new array; `before` holds those that come just before, unscaled: NaN where it lacks one. */
  apply(state: State, values: Float64Array, before?: Float64Array): Float64Array<ArrayBuffer>;
  /** What `apply` was given, from what it gave; `before` as for `apply`. */
  invert(state: State, values: Float64Array, before?: Float64Array): Float64Array<ArrayBuffer>;
}

/** A scaler that takes each value by itself. */
export const noReach = (): number => 0;
