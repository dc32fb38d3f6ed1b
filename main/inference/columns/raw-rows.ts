import { type Columns, columnOf, type FittedColumns } from '#app/data/columns/fitted.ts';
import { columnsNeeded, rowsNeeded } from '#app/data/columns/rows-needed.ts';
import type { ColumnType } from '#app/data/tables/table-columns.ts';
import type { RawCell, RawRow } from '#main/exporters/exporter.ts';

/** Rows of columns as they stand in a file, up to the last that an answer for what begins at `start` needs. */
export function rawRows(fitted: FittedColumns, types: ReadonlyMap<string, ColumnType>, columns: Columns, start: number): RawRow[] {
  const { settings } = fitted;
  const { window, ahead } = rowsNeeded(fitted);
  const known = settings.kind === 'series' ? settings.knownAhead : [];
  const names = columnsNeeded(fitted);
  return Array.from({ length: start + window + ahead }, (_, row) => {
    const told = row < start + window ? names : names.filter((name) => known.includes(name));
    return Object.fromEntries(told.map((name) => [name, rawCell(columns, name, types.get(name), row)]));
  });
}

function rawCell(columns: Columns, name: string, type: ColumnType | undefined, row: number): RawCell {
  const { values, categories, pixels } = columnOf(columns, name);
  const value = values[row] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  if (pixels !== undefined && categories !== null) {
    const each = pixels.length / categories.length;
    return { pixels: Buffer.from(pixels.subarray(value * each, (value + 1) * each)).toString('base64') };
  }
  if (categories !== null) return categories[value] ?? null;
  if (type === 'boolean') return value === 1;
  return type === 'date' ? dateCell(value) : value;
}

/** As ISO 8601 has it, without its time of day where that is midnight; the milliseconds where a text of four-digit years cannot say them. */
function dateCell(time: number): RawCell {
  const year = new Date(time).getUTCFullYear();
  if (!Number.isInteger(time) || !(year >= 0 && year <= 9999)) return time;
  const text = new Date(time).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text;
}
