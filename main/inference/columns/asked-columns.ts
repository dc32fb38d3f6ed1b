import { cellName } from '#app/data/columns/column.ts';
import { type Columns, codedFeatures, columnOf, columnsRead, type FittedColumns, rowParts } from '#app/data/columns/fitted.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import type { Stretch } from '#app/data/series/time-split.ts';
import { size } from '#app/numbers.ts';
import { type ColumnItems, columnItems } from '#main/datasets/columns/columns-source.ts';
import { imageColumns, readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable } from '#main/datasets/columns/stored-table.ts';
import type { LearnedFrom } from '#main/training/protocol.ts';
import { batchItems } from '../tasks.ts';

/** A dataset's columns in memory with what is asked of them, for whoever judges or answers. */
export interface OpenedColumns {
  fitted: FittedColumns;
  columns: Columns;
  source: ColumnItems;
  /** Steps before those that are answered, and how many these are; 0 and 1 of a table. */
  window: number;
  horizon: number;
  /** The stretch of rows of the series that a row lies in; of a table all rows. */
  seriesAt(row: number): Stretch;
}

/** Opens them as a model got them. Rejects with dataset-damaged. */
export async function openAsked(folder: string, fitted: FittedColumns): Promise<OpenedColumns> {
  const table = await openTable(folder);
  const columns = await readColumns(table, columnsRead(fitted.settings), { images: imageColumns(fitted.settings) });
  const { settings } = fitted;
  const keys = settings.kind === 'series' && settings.key !== null ? columnOf(columns, settings.key).values : null;
  const stretches = seriesOf(keys, table.rows);
  return {
    fitted,
    columns,
    source: columnItems(fitted, columns),
    window: settings.kind === 'series' ? settings.window : 0,
    horizon: settings.kind === 'series' ? settings.horizon : 1,
    seriesAt: (row) => stretchAt(stretches, row),
  };
}

/** What plain ways are fitted to: columns with the items of the training part. */
export interface LearnedColumns {
  opened: OpenedColumns;
  train: Int32Array;
}

/** Columns that are judged, beside what a run learned from: null where that is gone, the same ones where a part of it is judged. */
export async function openBeside(
  folder: string,
  learned: LearnedFrom | null,
  fitted: FittedColumns,
): Promise<{ opened: OpenedColumns; learned: LearnedColumns | null }> {
  const opened = await openAsked(folder, fitted);
  if (learned === null) return { opened, learned };
  const own = learned.folder === folder ? opened : await openAsked(learned.folder, fitted);
  return { opened, learned: { opened: own, train: learned.train } };
}

/** By halving: they lie in order and without gaps. */
function stretchAt(stretches: readonly Stretch[], row: number): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.from ?? 0) <= row) low = middle;
    else high = middle - 1;
  }
  return stretches[low] ?? { from: 0, to: 0 };
}

/** Which series a row is of (its key) and when: null of a table, of a series alone, and where rows have no times. */
export function momentOf({ fitted: { settings }, columns }: OpenedColumns, row: number): { series: string | null; time: number | null } {
  if (settings.kind !== 'series') return { series: null, time: null };
  const time = settings.time === null ? Number.NaN : (columnOf(columns, settings.time).values[row] ?? Number.NaN);
  return {
    series: settings.key === null ? null : cellName(columnOf(columns, settings.key), row),
    time: Number.isNaN(time) ? null : time,
  };
}

/** The inputs of items as columns, each of [items]; without codes of categories, texts and images, which are no quantities. */
export async function featureColumns({ source, fitted }: OpenedColumns, items: Int32Array, width: number): Promise<Float64Array[]> {
  const features = source.shape.at(-1) ?? width;
  const coded = new Set(codedFeatures(fitted).map(({ feature }) => feature));
  const quantities = rowParts(fitted)[0]?.from ?? features;
  const places = Array.from({ length: width }, (_, place) => place).filter(
    (place) => place % features < quantities && !coded.has(place % features),
  );
  const columns = places.map(() => new Float64Array(items.length));
  // Rows with images are large: they are gathered some at a time.
  const atOnce = batchItems(width);
  for (let at = 0; at < items.length; at += atOnce) {
    const chosen = items.subarray(at, at + atOnce);
    const rows = new Float32Array(chosen.length * width);
    await source.gather(chosen, rows);
    for (const [column, place] of places.entries())
      for (let row = 0; row < chosen.length; row += 1) (columns[column] ?? rows)[at + row] = rows[row * width + place] ?? Number.NaN;
  }
  return columns;
}

/** How many of the inputs of an item are quantities, or codes: not the pixels of an image, nor the tokens of a text. */
export const widthWithoutParts = ({ source, fitted }: OpenedColumns): number => rowParts(fitted)[0]?.from ?? size(source.shape);

/** What the title of a baseline on the inputs says of those that `featureColumns` leaves out. */
export function withoutCodes(fitted: FittedColumns): string {
  const parts = rowParts(fitted);
  const left = [
    ...(codedFeatures(fitted).length > 0 ? ['codes of categories'] : []),
    ...(parts.some(({ data }) => data.kind === 'tokens') ? ['texts'] : []),
    ...(parts.some(({ data }) => data.kind === 'images') ? ['images'] : []),
  ];
  return left.length === 0 ? '' : `, ${left.join(' and ')} left out`;
}

/** Rows as columns. */
export const columnsOf = (rows: Float32Array, width: number): Float64Array[] =>
  Array.from({ length: width }, (_, column) =>
    Float64Array.from({ length: rows.length / width }, (_, row) => rows[row * width + column] ?? Number.NaN),
  );
