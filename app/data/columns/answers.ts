import { applyScalers } from '../scaling/chain.ts';
import { classPlaces } from './class-places.ts';
import { type Columns, columnOf, type FittedColumns } from './fitted.ts';
import { fittedHeads, headView } from './fitted-heads.ts';

/** What the network should say of rows. */
export interface RowTargets {
  /** Numbers of a row: one a target. */
  width: number;
  write(row: number, into: Float32Array, offset: number): void;
}

/**
 * Numbers scaled, labels as 0 and 1, and of several heads a class as its place, NaN where it is none of the known ones; in the order of the
 * targets. Of classes alone there are none: a row's class is its target's cell.
 */
export function rowTargets(fitted: FittedColumns, columns: Columns): RowTargets {
  const heads = fittedHeads(fitted);
  const answers =
    heads.length > 0 ? heads.flatMap(({ name }) => headTargets(headView(fitted, name), columns)) : headTargets(fitted, columns);
  return {
    width: answers.length,
    write(row, into, offset) {
      for (const [place, values] of answers.entries()) into[offset + place] = values[row] ?? Number.NaN;
    },
  };
}

/** Of every row. */
function headTargets({ settings, targets, answers }: FittedColumns, columns: Columns): Float32Array[] {
  if (settings.answers === 'numbers')
    return targets.map(({ column, scaling }) => Float32Array.from(applyScalers(scaling, columnOf(columns, column).values)));
  if (settings.answers !== 'class') return settings.targets.map((column) => Float32Array.from(columnOf(columns, column).values));
  const places = classPlaces(columnOf(columns, settings.targets[0] ?? ''), answers);
  return [Float32Array.from(places, (place) => (place < 0 ? Number.NaN : place))];
}
