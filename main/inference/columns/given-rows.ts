import type { ColumnValues } from '#app/data/columns/column.ts';
import type { Columns, FittedColumns } from '#app/data/columns/fitted.ts';
import { dropsMissing } from '#app/data/columns/input.ts';
import type { ColumnType } from '#app/data/tables/table-columns.ts';
import { appError } from '#app/errors.ts';
import { readBoolean } from '#main/importers/tables/cell-boolean.ts';
import { readDate } from '#main/importers/tables/cell-date.ts';
import { readNumber } from '#main/importers/tables/cell-number.ts';
import { isMissing } from '#main/importers/tables/missing.ts';

/** A row as it is typed in. */
export type GivenRow = Record<string, string | number | null>;

const plainNumbers = { decimal: '.', thousands: '' } as const;
/** What a cell of a column must be, in words. */
export const cellKinds: Readonly<Record<ColumnType, string>> = {
  number: 'a number',
  date: 'a date as 2026-11-30',
  boolean: 'yes or no',
  category: 'a category',
  text: 'a text',
};

/** The columns that a run's inputs are made of, from rows that were typed in. Throws cell-unreadable. */
export function givenColumns({ settings }: FittedColumns, types: ReadonlyMap<string, ColumnType>, rows: readonly GivenRow[]): Columns {
  const columns = new Map<string, ColumnValues>();
  for (const input of settings.inputs) {
    const { column } = input;
    const type = types.get(column) ?? 'number';
    const cells = rows.map((row) => row[column] ?? null);
    const names = type === 'category' ? [...new Set(cells.flatMap((cell) => (cell === null || cell === '' ? [] : [String(cell)])))] : null;
    const values = Float64Array.from(cells, (cell) => {
      const value = cellValue(cell, type, names);
      const missing = Number.isNaN(value);
      if ((missing && dropsMissing(input)) || value === null)
        throw appError('cell-unreadable', { column, must: cellKinds[type], got: String(cell ?? '') });
      return value;
    });
    columns.set(column, { values, categories: names });
  }
  return columns;
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
