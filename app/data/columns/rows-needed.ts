import { reachOf } from '../scaling/chain.ts';
import type { FittedColumns } from './fitted.ts';

/** Rows one after another that an answer needs. */
export interface RowsNeeded {
  /** Those that differences are taken from. */
  before: number;
  /** Those that go in: of a table the row that is answered. */
  window: number;
  /** Those that are forecast, where something is known ahead of them. */
  ahead: number;
}

/** How many rows an answer needs; a cell that is filled from above may need more. */
export function rowsNeeded({ settings, inputs, targets }: FittedColumns): RowsNeeded {
  const isSeries = settings.kind === 'series';
  const window = isSeries ? settings.window : 1;
  // What is forecast of a series comes behind its window; of a table it is in the row itself.
  const known = isSeries ? window : 0;
  const reaches = [
    ...inputs.map(({ state }) => (state.kind === 'number' ? reachOf(state.scaling) : 0)),
    ...targets.map(({ scaling }) => reachOf(scaling) - known),
  ];
  return { before: Math.max(0, ...reaches), window, ahead: isSeries && settings.knownAhead.length > 0 ? settings.horizon : 0 };
}

/** The columns whose cells an answer needs: those that go in, and those whose differences are answered. */
export const columnsNeeded = ({ inputs, targets }: FittedColumns): string[] => [
  ...new Set([...inputs.map(({ column }) => column), ...targets.filter(({ scaling }) => reachOf(scaling) > 0).map(({ column }) => column)]),
];
