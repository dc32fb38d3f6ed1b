import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import type { CellReader } from './cell-reader.ts';
import { DateCells } from './date-cells.ts';
import { booleanCells, Categories, NamedCells, TextCells } from './named-cells.ts';
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
  /** What a column of categories has met; null of others. */
  categories: Categories | null;
}

/** How columns are read, by their look. Throws columns-none. */
export function planColumns(file: string, columns: readonly LookedColumn[]): PlannedColumn[] {
  if (columns.every(({ type }) => type === 'text')) throw appError('columns-none', { file });
  return columns.map((column) => {
    const { name, unit, type } = column;
    const tooMany = () => appError('categories-too-many', { column: name, most: mostCategories });
    const categories = type === 'category' ? new Categories(mostCategories, tooMany) : null;
    return {
      name,
      unit,
      type,
      categories,
      reader: categories === null ? readerOf(column) : new NamedCells((cell) => categories.codeOf(cell)),
    };
  });
}

function readerOf({ type, numbers, dates }: LookedColumn): CellReader {
  switch (type) {
    case 'number':
      return new NumberCells(numbers ?? { decimal: '.', thousands: '' });
    case 'date':
      return new DateCells(dates ?? 'iso');
    case 'boolean':
      return booleanCells();
    default:
      return new TextCells();
  }
}
