/**
 * A column's cells as numbers, [rows]: numbers as they are, dates in milliseconds since 1970 (UTC), false and true as 0 and 1,
 * a category, a text or an image by its place in `categories`. NaN: missing.
 */
export interface ColumnValues {
  values: Float64Array;
  /** Different categories, texts or paths of images; null where the column holds none of these. */
  categories: readonly string[] | null;
  /** Of each image, in the order of `categories`, its pixels: [images, height, width, channels]. */
  pixels?: Uint8Array;
}

/** The cells of these rows, each once and in order; a view where they lie together, else in memory that is given for so many. */
export function cellsOf({ values, ...same }: ColumnValues, rows: Int32Array, into: Float64Array): ColumnValues {
  const [first = 0, last = -1] = [rows[0], rows.at(-1)];
  if (last - first + 1 === rows.length) return { values: values.subarray(first, last + 1), ...same };
  for (let place = 0; place < rows.length; place += 1) into[place] = values[rows[place] ?? 0] ?? Number.NaN;
  return { values: into, ...same };
}

/** What the cells' numbers stand for; false and true where the column has no categories. */
export const namesOf = ({ categories }: Pick<ColumnValues, 'categories'>): readonly string[] => categories ?? ['false', 'true'];

/** What a row's cell says: a category's name, else its number; null where it is missing. */
export function cellName({ values, categories }: ColumnValues, row: number): string | null {
  const value = values[row] ?? Number.NaN;
  return Number.isNaN(value) ? null : (categories?.[value] ?? String(value));
}
