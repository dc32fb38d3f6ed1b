import type { WindowForecast } from '#app/contract/predictions.ts';
import { type Columns, columnOf, columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { actualValues } from '#app/data/columns/own-units.ts';
import { reachOf } from '#app/data/scaling/chain.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import type { InferenceHost } from '../host.ts';
import { ranked } from '../ranked.ts';
import { cellKinds, cellValue } from './given-rows.ts';
import { middleOf, risingQuantiles } from './rising-quantiles.ts';

/** A cell that is another than in the data. */
export interface WindowEdit {
  column: string;
  /** From the window's first row on. */
  step: number;
  value: string | number | null;
}

/** Which window, and what is changed in it. */
export interface AskedWindow {
  item: number;
  edits: readonly WindowEdit[];
}

/** Rows before a window that a missing cell of it may be filled from. */
const filledFrom = 1000;

/** What the rows of a window are, with so many before them as scaling reaches back. */
interface Stretch {
  settings: SeriesPreprocessing;
  columns: Columns;
  /** Where the window begins in them. */
  start: number;
}

/**
 * Forecasts what comes after a window of a dataset's folder. Rejects with window-outside, edit-outside, cell-unreadable and what
 * the host and the table reject with.
 */
export async function forecastWindow(
  host: InferenceHost,
  { model, fitted, folder }: { model: TrainedModel; fitted: FittedColumns; folder: string },
  { item, edits }: AskedWindow,
  signal: AbortSignal,
): Promise<WindowForecast> {
  const table = await openTable(folder);
  const asIs = await stretchOf(table, fitted, item);
  const edited = { ...asIs, columns: withEdits(asIs, table, edits) };
  const items = Int32Array.of(asIs.start);
  const { answers, milliseconds } = await host.ask({ kind: 'predict-columns', model, from: { columns: edited.columns }, items }, signal);
  const { settings } = asIs;
  const isClass = settings.answers === 'class';
  return {
    item,
    series: seriesName(asIs),
    window: settings.window,
    horizon: settings.horizon,
    times: timesOf(asIs),
    inputs: settings.inputs.map(({ column }) => inputOf(edited, column)),
    targets: isClass ? [] : targetsOf(asIs, fitted, answers),
    next: isClass ? { ...ranked(fitted.answers, answers), actual: nameAt(asIs, settings.targets[0] ?? '', settings.window) } : null,
    milliseconds,
  };
}

/** The rows of the window, of what comes after it as far as there is, and of what scaling needs before it. Throws window-outside. */
async function stretchOf(table: StoredTable, fitted: FittedColumns, item: number): Promise<Stretch> {
  const { settings } = fitted;
  if (settings.kind !== 'series') throw new TypeError('windows are of series');
  const { window, horizon, knownAhead } = settings;
  const scalings = [
    ...fitted.targets.map(({ scaling }) => scaling),
    ...fitted.inputs.flatMap(({ state }) => ('scaling' in state ? [state.scaling] : [])),
  ];
  const from = Math.max(0, item - Math.max(filledFrom, ...scalings.map(reachOf)));
  const columns = await readColumns(table, columnsRead(settings), from, Math.min(table.rows, item + window + horizon));
  const stretch = { settings, columns, start: item - from };
  const steps = window + (knownAhead.length > 0 ? horizon : 0);
  const there = stepsThere(stretch);
  if (there < steps) throw appError('window-outside', { row: item, steps });
  return { ...stretch, columns: upTo(columns, stretch.start + there) };
}

/** The first rows: what follows them belongs to another series. */
const upTo = (columns: Columns, rows: number): Columns =>
  new Map([...columns].map(([name, { values, categories }]) => [name, { values: values.slice(0, rows), categories }]));

/** Rows from the window's first on that are of its series; 0 where it begins behind the end. */
function stepsThere({ settings, columns, start }: Stretch): number {
  const keys = settings.key === null ? null : columnOf(columns, settings.key).values;
  const rows = columnOf(columns, settings.targets[0] ?? '').values.length;
  let end = start;
  while (end < rows && (keys === null || Object.is(keys[end], keys[start]))) end += 1;
  return end - start;
}

/** The columns with other cells in them. Throws edit-outside and cell-unreadable. */
function withEdits(stretch: Stretch, table: StoredTable, edits: readonly WindowEdit[]): Columns {
  const { settings, columns, start } = stretch;
  const { window, horizon } = settings;
  const changed = new Map(columns);
  for (const { column, step, value } of edits) {
    const goesIn = settings.inputs.some((input) => input.column === column);
    const steps = goesIn ? window + (settings.knownAhead.includes(column) ? horizon : 0) : 0;
    if (step >= steps) throw appError('edit-outside', { column, step, steps });
    const before = columnOf(changed, column);
    const type = table.columns.find(({ name }) => name === column)?.type ?? 'number';
    const number = cellValue(value, type, before.categories);
    // A category that is none of the table's is as unknown as one that training has not seen.
    if (number === null || (number < 0 && before.categories !== null))
      throw appError('cell-unreadable', { column, must: cellKinds[type], got: String(value ?? '') });
    const values = before === columnOf(columns, column) ? before.values.slice() : before.values;
    values[start + step] = number;
    changed.set(column, { ...before, values });
  }
  return changed;
}

const orNull = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);

/** A category's name, in a row from the window's first on; null where it is missing or behind the end. */
function nameAt({ columns, start }: Stretch, column: string, step: number): string | null {
  const { values, categories } = columnOf(columns, column);
  const place = orNull(values[start + step]);
  return place === null ? null : (categories?.[place] ?? String(place));
}

const seriesName = (stretch: Stretch): string | null => (stretch.settings.key === null ? null : nameAt(stretch, stretch.settings.key, 0));

/** The times of the steps that there are; of those that come after the last row none. */
function timesOf({ settings, columns, start }: Stretch): number[] {
  if (settings.time === null) return [];
  return [...columnOf(columns, settings.time).values.subarray(start, start + settings.window + settings.horizon)];
}

function inputOf({ settings, columns, start }: Stretch, name: string): WindowForecast['inputs'][number] {
  const { values, categories } = columnOf(columns, name);
  const ahead = settings.knownAhead.includes(name);
  const end = start + settings.window + (ahead ? settings.horizon : 0);
  const cells = Array.from(values.subarray(start, end), (value) => (Number.isNaN(value) ? null : (categories?.[value] ?? value)));
  return { name, ahead, cells };
}

/** `answers`: [steps, targets, quantiles]. */
function targetsOf(stretch: Stretch, fitted: FittedColumns, answers: Float64Array): WindowForecast['targets'] {
  const { settings, columns, start } = stretch;
  const { window, horizon, quantiles: shares } = settings;
  const quantiles = risingQuantiles(answers, shares);
  const actual = actualValues(fitted, columns, Int32Array.of(start));
  const count = fitted.targets.length;
  const [low, high] = quantiles.length > 1 ? [quantiles[0], quantiles.at(-1)] : [];
  return fitted.targets.map(({ column }, target) => {
    const own = (values: Float64Array): number[] =>
      Array.from({ length: horizon }, (_, step) => values[step * count + target] ?? Number.NaN);
    return {
      name: column,
      before: Array.from(columnOf(columns, column).values.subarray(start, start + window), orNull),
      actual: own(actual).map(orNull),
      forecast: own(middleOf(quantiles).predicted),
      low: low === undefined ? null : own(low.predicted),
      high: high === undefined ? null : own(high.predicted),
    };
  });
}
