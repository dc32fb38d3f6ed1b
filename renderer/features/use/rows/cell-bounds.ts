import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { grouped } from '#app/numbers.ts';
import { cellText } from '#renderer/ui/cell-words.ts';
import type { Cell } from './known-row.ts';

/** Steps of a slider from end to end, about. */
const steps = 200;

/** How a number of a column is chosen: between what ends, in what steps, and whether in whole numbers. */
export interface CellBounds {
  least: number;
  most: number;
  step: number;
  whole: boolean;
}

/** Null where the column has no two different numbers. `begun`: the cell that it begins as. */
export function boundsOf({ least, most }: Pick<TableColumn, 'least' | 'most'>, begun: Cell): CellBounds | null {
  if (least === null || most === null || !(most > least)) return null;
  const whole = [least, most, typeof begun === 'number' ? begun : least].every(Number.isInteger);
  const power = 10 ** Math.floor(Math.log10((most - least) / steps));
  return { least, most, step: whole ? Math.max(1, Math.round(power)) : power, whole };
}

/** What the column is like, below its field; where the cell lies beyond all that is in the data, that. */
export function boundWords(column: TableColumn, cell: Cell): { text: string; beyond: boolean } | null {
  const { least, most, mean, type } = column;
  if (least === null || most === null) return null;
  const write = (value: number): string => (type === 'date' ? cellText(value, column) : grouped(Number(value.toPrecision(4))));
  if (typeof cell === 'number' && (cell < least || cell > most))
    return { text: `beyond what is in the data, ${write(least)} to ${write(most)}: nobody knows how well it answers there`, beyond: true };
  return { text: `${write(least)} to ${write(most)}${mean === null || type === 'date' ? '' : `, mean ${write(mean)}`}`, beyond: false };
}
