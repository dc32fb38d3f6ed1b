import { type ColumnType, isFreeText } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import type { CellReader } from './cell-reader.ts';
import { DateCells } from './date-cells.ts';
import { booleanCells, Categories, NamedCells, TextCells } from './named-cells.ts';
import { NumberCells } from './number-cells.ts';
import type { LookedColumn } from './source.ts';

/** More different values are no category. */
export const mostCategories = 100_000;
/** Of texts and of paths of images that are kept: different ones of a column, and characters in all of them; memory holds them while they are read. */
export const mostTexts = 200_000;
export const mostTextCharacters = 32 * 2 ** 20;

/** A column that is read: what it is called, and what turns its cells into numbers. */
export interface PlannedColumn {
  name: string;
  unit: string | null;
  type: ColumnType;
  reader: CellReader;
  /** What a column of categories has met, or one of texts that are kept; null of others. */
  categories: Categories | null;
}

/** How columns are read, by their look. Throws columns-none. */
export function planColumns(file: string, columns: readonly LookedColumn[]): PlannedColumn[] {
  if (columns.every(({ type }) => isFreeText(type))) throw appError('columns-none', { file });
  const room = { left: mostTextCharacters };
  return columns.map((column) => {
    const { name, unit, type } = column;
    const categories = categoriesOf(column, room);
    return {
      name,
      unit,
      type,
      categories,
      reader: categories === null ? readerOf(column) : new NamedCells((cell) => categories.codeOf(cell)),
    };
  });
}

function categoriesOf({ name, type, keep }: LookedColumn, room: { left: number }): Categories | null {
  if (type === 'category')
    return new Categories({ most: mostCategories }, () => appError('categories-too-many', { column: name, most: mostCategories }));
  if (!isFreeText(type) || keep !== true) return null;
  const tooMany = () => appError('texts-too-many', { column: name, most: mostTexts, mostCharacters: mostTextCharacters });
  return new Categories({ most: mostTexts, room }, tooMany);
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
