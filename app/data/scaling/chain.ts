import { type ScalerSettings, type ScalerState, scalers } from './index.ts';
import type { Scaler } from './scaler.ts';

/** The scaler of settings or of a state. */
function scalerOf(kind: ScalerState['kind']): Scaler<ScalerSettings, ScalerState> {
  const found = scalers.find((each) => each.kind === kind);
  if (found === undefined) throw new TypeError(`the scaler must be one of the list; got ${kind}`);
  // Each takes its own settings and state only; `kind` is how it was found, so they are its own.
  return found as unknown as Scaler<ScalerSettings, ScalerState>;
}

/**
 * Fits one scaler after the other, each to what those before it make of the values: log, then difference, then standard. Give it
 * the training part alone, in the order of time. Throws `column-without-numbers`.
 */
export function fitScalers(settings: readonly ScalerSettings[], values: Float64Array): ScalerState[] {
  const states: ScalerState[] = [];
  let scaled = values;
  for (const [place, each] of settings.entries()) {
    const scaler = scalerOf(each.kind);
    const state = scaler.fit(each, scaled);
    // What the last one makes of the values is fitted to by none.
    if (place < settings.length - 1) scaled = scaler.apply(state, scaled);
    states.push(state);
  }
  return states;
}

/** How many values before the first one scaling and its inverse need, to tell all of them. */
export const reachOf = (states: readonly ScalerState[]): number =>
  states.reduce((sum, state) => sum + scalerOf(state.kind).reach(state), 0);

/** How much 1 of what comes out of all of them is in the column's own unit; null where that differs from value to value. */
export function unitOf(states: readonly ScalerState[]): number | null {
  let unit = 1;
  for (const state of states) {
    const own = scalerOf(state.kind).unit(state);
    if (own === null) return null;
    unit *= own;
  }
  return unit;
}

/** What stands before the values at each scaler, the first unscaled. */
function contexts(states: readonly ScalerState[], before: Float64Array): Float64Array[] {
  const all = [before];
  for (const state of states) all.push(scalerOf(state.kind).apply(state, all.at(-1) ?? before));
  return all;
}

/** Scaled values, [values]. `before` holds the `reachOf` values that come just before; without them as many at the start are NaN. */
export function applyScalers(states: readonly ScalerState[], values: Float64Array, before = new Float64Array()): Float64Array {
  const earlier = contexts(states, before);
  return states.reduce((scaled, state, place) => scalerOf(state.kind).apply(state, scaled, earlier[place]), values);
}

/** Values in the column's own unit from scaled ones, [values]; `before` holds the `reachOf` unscaled values that come just before. */
export function invertScalers(states: readonly ScalerState[], scaled: Float64Array, before = new Float64Array()): Float64Array {
  const earlier = contexts(states, before);
  return states.reduceRight((values, state, place) => scalerOf(state.kind).invert(state, values, earlier[place]), scaled);
}
