/**
 * A column's cells as numbers, [rows]: numbers as they are, dates in milliseconds since 1970 (UTC), false and true as 0 and 1,
 * a category by its place in `categories`. NaN: missing.
 */
export interface ColumnValues {
  values: Float64Array;
  /** Null where the column holds no categories. */
  categories: readonly string[] | null;
}

/** The cells of these rows. */
export const cellsOf = ({ values, categories }: ColumnValues, rows: Int32Array): ColumnValues => ({
  values: Float64Array.from(rows, (row) => values[row] ?? Number.NaN),
  categories,
});

/** What the cells' numbers stand for; false and true where the column has no categories. */
export const namesOf = ({ categories }: Pick<ColumnValues, 'categories'>): readonly string[] => categories ?? ['false', 'true'];

/** What a row's cell says: a category's name, else its number; null where it is missing. */
export function cellName({ values, categories }: ColumnValues, row: number): string | null {
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : (categories?.[value] ?? String(value));
}
