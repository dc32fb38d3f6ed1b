import { z } from 'zod';

/** What a column of a table holds; of an image its path. Texts and paths are kept where they go in, and else only counted. */
export const columnTypes = ['number', 'date', 'boolean', 'category', 'text', 'image'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** A column of a table that was imported, with what is known of all its rows. */
export const tableColumn = z.object({
  /** As the header has it, unlike all others: a second "height" is "height (2)", an empty one "column 3". */
  name: z.string(),
  /** Of "height (cm)" or "height [cm]": cm. */
  unit: z.string().nullable(),
  type: z.enum(columnTypes),
  /** Rows without a value. */
  missing: z.int().nonnegative(),
  /** Over the numbers, the dates (milliseconds since 1970, UTC) or the booleans (0 and 1); null of others and of none. */
  least: z.number().nullable(),
  most: z.number().nullable(),
  mean: z.number().nullable(),
  /** The root of the variance of the population, divided by the count. */
  deviation: z.number().nullable(),
  /** Of a category, by code, in natural order, with how many rows have each; null of others. */
  categories: z.array(z.object({ name: z.string(), rows: z.int().nonnegative() })).nullable(),
  /** Different texts, or paths of images, that are kept; absent of other columns, and where they are not. */
  kept: z.int().nonnegative().optional(),
});

export type TableColumn = z.infer<typeof tableColumn>;

/** Whether a column's cells are texts of their own, texts or paths, rather than one of some kinds. */
export const isFreeText = (type: ColumnType): boolean => type === 'text' || type === 'image';
