import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import type { CellReader } from './cell-reader.ts';
import { DateCells } from './date-cells.ts';
import { BooleanCells, CategoryCells, TextCells } from './named-cells.ts';
import { NumberCells } from './number-cells.ts';
import type { LookedColumn } from './source.ts';

/** More different values are no category. */
export const mostCategories = 100_000;

/** A column that is read: what it is called, and what turns its cells into numbers. */
export interface PlannedColumn {
  name: string;
  unit: string | null;
  type: ColumnType;
  reader: CellReader;
}

/** How columns are read, by their look; `lineNow` tells where the reading stands. Throws columns-none. */
export function planColumns(file: string, columns: readonly LookedColumn[], lineNow: () => number): PlannedColumn[] {
  if (columns.every(({ type }) => type === 'text')) throw appError('columns-none', { file });
  return columns.map((column) => ({ name: column.name, unit: column.unit, type: column.type, reader: readerOf(column, lineNow) }));
}

function readerOf({ name, type, numbers, dates }: LookedColumn, lineNow: () => number): CellReader {
  switch (type) {
    case 'number':
      return new NumberCells(numbers ?? { decimal: '.', thousands: '' });
    case 'date':
      return new DateCells(dates ?? 'iso');
    case 'boolean':
      return new BooleanCells();
    case 'category':
      return new CategoryCells(mostCategories, () =>
        appError('categories-too-many', { column: name, most: mostCategories, line: lineNow() }),
      );
    case 'text':
      return new TextCells();
  }
}
