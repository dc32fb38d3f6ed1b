import { rowTargets } from '#app/data/columns/answers.ts';
import { rowFeatures } from '#app/data/columns/features.ts';
import { type Columns, columnOf, columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { type FittedHead, fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { unitOf } from '#app/data/scaling/chain.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { windowWriter } from '#app/data/series/window-writer.ts';
import { size } from '#app/numbers.ts';
import { plainForecastError } from '#app/runs/baselines/plain-forecast.ts';
import type { ItemSource, NumberAnswers } from '#main/training/feed.ts';
import { imageColumns, readColumns } from './read-columns.ts';
import { openTable } from './stored-table.ts';

/** A table's rows, or windows of series, as the network gets them. */
export interface ColumnItems extends ItemSource {
  readonly answers: NumberAnswers | null;
  close(): Promise<void>;
}

/** Opens a dataset's columns in memory as they were fitted to; items are rows, or the rows that windows begin at. Rejects with dataset-damaged. */
export async function openColumns(folder: string, fitted: FittedColumns): Promise<ColumnItems> {
  const images = imageColumns(fitted.settings);
  const columns = await readColumns(await openTable(folder), columnsRead(fitted.settings), { images });
  return columnItems(fitted, columns);
}

/** The same of columns that are at hand. */
export const columnItems = (fitted: FittedColumns, columns: Columns): ColumnItems => ({
  ...columnInputs(fitted, columns),
  answers: answersOf(fitted, columns),
  close: async () => undefined,
});

/** What goes in alone: it needs no column that is asked for, unless that goes in too. */
export function columnInputs(fitted: FittedColumns, columns: Columns): Pick<ColumnItems, 'shape' | 'make' | 'gather'> {
  const { settings } = fitted;
  const features = rowFeatures(fitted, columns, settings.kind === 'series' ? settings.knownAhead : []);
  const { shape, write } =
    settings.kind === 'series' ? windowWriter(settings, features) : { shape: [features.width] as const, write: features.write };
  const width = size(shape);
  return {
    shape,
    make: (length) => new Float32Array(length),
    gather(items, into) {
      if (!(into instanceof Float32Array)) throw new TypeError('features are floats');
      for (const [place, item] of items.entries()) write(item, into, place * width);
    },
  };
}

/** Null where an item has a class. */
function answersOf(fitted: FittedColumns, columns: Columns): NumberAnswers | null {
  const { settings } = fitted;
  if (settings.answers === 'class') return null;
  const { width, write } = rowTargets(fitted, columns);
  const units = unitsOf(fitted);
  if (settings.kind === 'tables') {
    return {
      numbers: width,
      ...(units !== null && { units }),
      gather(items, into) {
        for (const [place, item] of items.entries()) write(item, into, place * width);
      },
    };
  }
  const { horizon, window } = settings;
  return {
    numbers: horizon * width,
    ...(units !== null && { units: Array.from({ length: horizon }, () => units).flat() }),
    plainError: async ({ validation }) => plainError(fitted, settings, columns, validation),
    gather(items, into) {
      for (const [place, start] of items.entries())
        for (let step = 0; step < horizon; step += 1) write(start + window + step, into, (place * horizon + step) * width);
    },
  };
}

/** By how much 1 counts in each answer's own unit; null where that differs from value to value, or none is a number that is scaled. */
function unitsOf(fitted: FittedColumns): number[] | null {
  const heads = fittedHeads(fitted);
  const { targets } = fitted;
  const plain = (width: number) => new Array<number>(width).fill(1);
  const known = (head: FittedHead) => (head.answers === 'numbers' ? unitsOf(headView(fitted, head.name)) : plain(head.answered.width));
  if (heads.length > 0) {
    const each = heads.map(known);
    return each.every((units) => units !== null) ? each.flat() : null;
  }
  const units = targets.map(({ scaling }) => unitOf(scaling));
  return targets.length > 0 && units.every((unit) => unit !== null) ? units : null;
}

/** Mean absolute error, over all targets, of saying what was a season earlier, or the last value. */
function plainError({ season }: FittedColumns, settings: SeriesPreprocessing, columns: Columns, starts: Int32Array): number | null {
  const errors = settings.targets.flatMap(
    (name) => plainForecastError(columnOf(columns, name).values, starts, { ...settings, season: season ?? 1 }) ?? [],
  );
  return errors.length === 0 ? null : errors.reduce((sum, each) => sum + each, 0) / errors.length;
}
