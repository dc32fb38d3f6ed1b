import { applyScalers } from '../scaling/chain.ts';
import { type Columns, columnOf, type FittedColumns } from './fitted.ts';

/** What the network should say of rows. */
export interface RowTargets {
  /** Numbers of a row: one a target. */
  width: number;
  write(row: number, into: Float32Array, offset: number): void;
}

/** Numbers scaled, or labels as 0 and 1, in the order of the targets. Of classes there are none: a row's class is its target's cell. */
export function rowTargets({ settings, targets }: FittedColumns, columns: Columns): RowTargets {
  const answers =
    settings.answers === 'numbers'
      ? targets.map(({ column, scaling }) => Float32Array.from(applyScalers(scaling, columnOf(columns, column).values)))
      : settings.targets.map((column) => Float32Array.from(columnOf(columns, column).values));
  return {
    width: answers.length,
    write(row, into, offset) {
      for (const [place, values] of answers.entries()) into[offset + place] = values[row] ?? Number.NaN;
    },
  };
}
