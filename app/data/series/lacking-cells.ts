import type { ColumnValues } from '../columns/column.ts';
import type { FittedColumns } from '../columns/fitted.ts';
import { type LackingRows, lackingRows } from '../columns/usable-rows.ts';
import { reachOf } from '../scaling/chain.ts';
import { givenAhead, stepsGiven, type WindowPlace } from './ahead.ts';
import type { Stretch } from './time-split.ts';

/** A cell that a forecast cannot do without. */
export interface LackingCell {
  column: string;
  row: number;
}

/** Tells of windows the first cell that is missing of what goes in, or of what is given of so many steps ahead; null of none. */
export type FindLacking = (place: Pick<WindowPlace, 'start'>, steps: number) => LackingCell | null;

/** Looks once through rows of which windows are asked about; `read` brings a column, one at a time. */
export async function lackingCells(
  { settings, targets }: FittedColumns,
  read: (name: string) => ColumnValues | Promise<ColumnValues>,
  series: readonly Stretch[],
  rows: number,
): Promise<FindLacking> {
  if (settings.kind !== 'series') throw new TypeError('windows are of series');
  // What is forecast need not be known where it does not go in, unless its differences are added up.
  const added = targets.filter(({ scaling }) => reachOf(scaling) > 0).map(({ column }) => column);
  const given = givenAhead(settings);
  const window = await lackingRows({ ...settings, targets: added }, read, series, rows);
  const inputs = settings.inputs.filter(({ column }) => given.includes(column));
  const ahead = await lackingRows({ ...settings, targets: [], inputs }, read, series, rows);
  return ({ start }, steps) => {
    const origin = start + settings.window;
    return firstIn(window, start, origin) ?? (inputs.length === 0 ? null : firstIn(ahead, origin, origin + stepsGiven(settings, steps)));
  };
}

function firstIn({ columns, lacking }: LackingRows, from: number, to: number): LackingCell | null {
  for (let row = from; row < to; row += 1) {
    const column = lacking[row] ?? 1;
    if (column > 0) return { column: columns[column - 1] ?? '', row };
  }
  return null;
}
