import { resolve } from 'node:path';
import type { ColumnValues } from '#app/data/columns/column.ts';
import type { Columns, FittedColumns } from '#app/data/columns/fitted.ts';
import { dropsMissing } from '#app/data/columns/input.ts';
import { type ColumnType, isFreeText } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import { readBoolean } from '#main/importers/tables/cell-boolean.ts';
import { readDate } from '#main/importers/tables/cell-date.ts';
import { readNumber } from '#main/importers/tables/cell-number.ts';
import { isMissing } from '#main/importers/tables/missing.ts';
import type { GivenImage, GivenImages } from '#main/training/protocol.ts';

/** A row as it is typed in; an image is a file's path, its encoded bytes, or that of a row of the data. */
export type GivenRow = Record<string, string | number | Exclude<GivenImage, { path: string }> | null>;

/** Rows as columns, with the images that their cells name. */
export interface GivenRows {
  columns: Columns;
  images: GivenImages;
}

const plainNumbers = { decimal: '.', thousands: '' } as const;
/** What a cell of a column must be, in words. */
export const cellKinds: Readonly<Record<ColumnType, string>> = {
  number: 'a number',
  date: 'a date as 2026-11-30',
  boolean: 'yes or no',
  category: 'a category',
  text: 'a text',
  image: 'an image',
};

/** The columns that a run's inputs are made of, from rows that were typed in; paths of images begin at `folder`. Throws cell-unreadable. */
export function givenColumns(
  { settings }: FittedColumns,
  types: ReadonlyMap<string, ColumnType>,
  rows: readonly GivenRow[],
  folder: string,
): GivenRows {
  const columns = new Map<string, ColumnValues>();
  const images = new Map<string, GivenImage[]>();
  for (const input of settings.inputs) {
    const { column } = input;
    const type = types.get(column) ?? 'number';
    if (type === 'image') {
      const given = rows.map((row) => imageIn(row[column] ?? null, column, folder));
      images.set(column, given);
      columns.set(column, { values: Float64Array.from(given, (_, place) => place), categories: given.map(nameOf) });
      continue;
    }
    const cells = rows.map((row) => plainCell(row[column] ?? null, column, type));
    const names =
      type === 'category' || isFreeText(type)
        ? [...new Set(cells.flatMap((cell) => (cell === null || cell === '' ? [] : [String(cell)])))]
        : null;
    const values = Float64Array.from(cells, (cell) => {
      const value = cellValue(cell, type, names);
      const missing = Number.isNaN(value);
      if ((missing && dropsMissing(input)) || value === null)
        throw appError('cell-unreadable', { column, must: cellKinds[type], got: String(cell ?? '') });
      return value;
    });
    columns.set(column, { values, categories: names });
  }
  return { columns, images };
}

type GivenCell = GivenRow[string];

/** What an image is called. */
export const nameOf = (image: GivenImage): string =>
  'path' in image ? image.path : 'row' in image ? `the image of row ${image.row + 1}` : image.name;

function imageIn(cell: GivenCell, column: string, folder: string): GivenImage {
  if (typeof cell === 'string' && cell.trim() !== '') return { path: resolve(folder, cell) };
  if (typeof cell === 'object' && cell !== null) return cell;
  throw appError('cell-unreadable', { column, must: cellKinds.image, got: String(cell ?? '') });
}

function plainCell(cell: GivenCell, column: string, type: ColumnType): string | number | null {
  if (typeof cell === 'object' && cell !== null) throw appError('cell-unreadable', { column, must: cellKinds[type], got: 'an image' });
  return cell;
}

/** A cell as a number, of a category its place in `names`; NaN: missing; null: it is none of its kind. */
export function cellValue(cell: string | number | null, type: ColumnType, names: readonly string[] | null): number | null {
  if (typeof cell === 'number' && names === null) return cell;
  const text = String(cell ?? '').trim();
  if (cell === null || isMissing(text)) return Number.NaN;
  if (names !== null) return names.indexOf(String(cell));
  const value = type === 'boolean' ? readBoolean(text) : type === 'date' ? readDate(text, 'iso') : readNumber(text, plainNumbers);
  return value === null || !Number.isFinite(value) ? null : value;
}
