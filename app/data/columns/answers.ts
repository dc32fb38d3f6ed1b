import { applyScalers, invertScalers } from '../scaling/chain.ts';
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

/** What the network says, [rows, targets], in the targets' own units; in a new array. */
export function ownUnits({ targets }: Pick<FittedColumns, 'targets'>, scaled: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const own = new Float64Array(scaled.length);
  const rows = scaled.length / targets.length;
  for (const [place, { scaling }] of targets.entries()) {
    const column = Float64Array.from({ length: rows }, (_, row) => scaled[row * targets.length + place] ?? Number.NaN);
    for (const [row, value] of invertScalers(scaling, column).entries()) own[row * targets.length + place] = value;
  }
  return own;
}
