import type { FittedColumns } from '#app/data/columns/fitted.ts';
import { reachOf } from '#app/data/scaling/chain.ts';

/** Rows before a window that a missing cell of it may be filled from. */
const filledFrom = 1000;

/** Rows before a window that may tell of it: what cells are filled from, and what differences are taken from. */
export const contextRows = ({ targets, inputs }: FittedColumns): number =>
  Math.max(
    filledFrom,
    ...targets.map(({ scaling }) => reachOf(scaling)),
    ...inputs.map(({ state }) => ('scaling' in state ? reachOf(state.scaling) : 0)),
  );
