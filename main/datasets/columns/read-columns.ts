import { join } from 'node:path';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { type Columns, type ColumnsPreprocessing, type FittedColumns, fittedColumns } from '#app/data/columns/fitted.ts';
import type { ImagePreprocessing } from '#app/data/images.ts';
import { readDatasetJson } from '#main/datasets/dataset-json.ts';
import { type Written, writeWhole } from '#main/store/whole-file.ts';
import { pixelsName, readPixels, readReadable } from './pixels-file.ts';
import type { StoredTable } from './stored-table.ts';

/** What was fitted, in a folder of what is prepared or of a run. */
export const fittedColumnsName = 'fitted-columns.json';

/** How the images of columns were made, by the column's name. */
export type ImageColumns = ReadonlyMap<string, ImagePreprocessing>;

/** How the images are made that go in. */
export const imageColumns = ({ inputs }: Pick<ColumnsPreprocessing, 'inputs'>): ImageColumns =>
  new Map(inputs.flatMap(({ column, encoder }) => (encoder.kind === 'image' ? [[column, encoder.image] as const] : [])));

/** What is read of a column: rows [from, to), in memory of its own or in that which is given. */
interface Reading {
  from?: number;
  to?: number;
  into?: Float64Array<ArrayBuffer>;
  /** How images were made; those that could not be read are missing. */
  images?: ImageColumns;
  /** Whether their pixels are needed; true where it is absent. */
  pixels?: boolean;
}

/**
 * Columns of a table in memory, 8 bytes a cell, texts and pixels of images beside them. Rejects with dataset-damaged, column-unknown,
 * column-other, texts-not-kept.
 */
export async function readColumns(table: StoredTable, names: readonly string[], reading: Omit<Reading, 'into'> = {}): Promise<Columns> {
  const columns = new Map<string, ColumnValues>();
  for (const name of names) columns.set(name, await readColumn(table, name, reading));
  return columns;
}

/** One of them; where an image could not be read, its cells are missing. */
export async function readColumn(
  table: StoredTable,
  name: string,
  { from = 0, to = table.rows, into, images, pixels = true }: Reading = {},
): Promise<ColumnValues> {
  const values = await table.cells(name, from, to, into);
  const column = table.columns.find((each) => each.name === name);
  if (column?.kept === undefined) return { values, categories: column?.categories?.map((each) => each.name) ?? null };
  const categories = await table.texts(name);
  const image = images?.get(name);
  if (image === undefined) return { values, categories };
  const file = pixelsName(table.columns.indexOf(column), image);
  const readable = await readReadable(table.folder, file, image);
  for (let row = 0; row < values.length; row += 1) if (readable[values[row] ?? 0] !== 1) values[row] = Number.NaN;
  if (!pixels) return { values, categories };
  // Of some rows their own images alone.
  const places = [...new Set(values.filter((place) => !Number.isNaN(place)))].sort((one, other) => one - other);
  const own = new Map(places.map((place, at) => [place, at]));
  return {
    values: values.map((place) => own.get(place) ?? Number.NaN),
    categories: places.map((place) => categories[place] ?? ''),
    pixels: await readPixels(table.folder, file, image, places),
  };
}

/** Writes what was fitted; rejects with disk-full or write-failed. */
export const writeFittedColumns = (folder: string, fitted: FittedColumns, what: string): Promise<Written> =>
  writeWhole(join(folder, fittedColumnsName), JSON.stringify(fitted), { what });

/** Reads it; rejects with dataset-damaged. */
export const readFittedColumns = (folder: string): Promise<FittedColumns> =>
  readDatasetJson(folder, fittedColumnsName, fittedColumns, 'what was fitted');
