import type { WindowForecast } from '#app/contract/predictions.ts';
import { cellName } from '#app/data/columns/column.ts';
import { type Columns, columnOf, columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import {
  type Ahead,
  givenAhead,
  openWindow,
  requireAhead,
  roundsFor,
  stepsAtOnce,
  stepsGiven,
  unknownAhead,
} from '#app/data/series/ahead.ts';
import type { Interval } from '#app/data/series/interval.ts';
import { lackingCells } from '#app/data/series/lacking-cells.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { largest } from '#app/runs/metrics.ts';
import { readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import type { InferenceHost } from '../host.ts';
import { ranked } from '../ranked.ts';
import { contextRows } from './context-rows.ts';
import { cellKinds, cellValue } from './given-rows.ts';
import { middleOf, risingQuantiles } from './rising-quantiles.ts';

/** A cell that is another than in the data. */
export interface WindowEdit {
  column: string;
  /** From the window's first row on. */
  step: number;
  value: string | number | null;
}

/** Which window, what is changed in it, and how far it is forecast: so many times as far as the network answers at once. */
export interface AskedWindow {
  item: number;
  edits: readonly WindowEdit[];
  reach: number;
  hold: boolean;
}

/** A run's model with the data that it is asked about. */
interface Source {
  model: TrainedModel;
  fitted: FittedColumns;
  folder: string;
  interval: Interval | null;
}

/** The rows of a window and of what comes after it, with so many before them as may tell of it. */
interface Stretch {
  settings: SeriesPreprocessing;
  columns: Columns;
  /** Where the window begins in them. */
  start: number;
  /** How far it is forecast, and rows behind it that are shown: those, and what is known ahead. */
  ahead: Ahead;
  shown: number;
}

/**
 * Forecasts what comes after a window of a dataset's folder. Rejects with window-outside, edit-outside, cell-unreadable, cells-missing,
 * targets-not-inputs, inputs-unknown-ahead, and what the host and the table reject with.
 */
export async function forecastWindow(
  host: InferenceHost,
  { model, fitted, folder, interval }: Source,
  { item, edits, reach, hold }: AskedWindow,
  signal: AbortSignal,
): Promise<WindowForecast> {
  const { settings } = fitted;
  if (settings.kind !== 'series') throw new TypeError('windows are of series');
  const atOnce = stepsAtOnce(settings);
  const ahead = { steps: reach * atOnce, hold };
  requireAhead(settings, ahead);
  const table = await openTable(folder);
  const asIs = await stretchOf(table, fitted, settings, { item, ahead });
  const edited = { ...asIs, columns: withEdits(asIs, table, edits) };
  await requireCells(edited, fitted);
  const place = { from: 0, start: asIs.start, to: rowsIn(asIs) };
  const from = { columns: edited.columns };
  const { answers, milliseconds } = await host.ask({ kind: 'forecast-ahead', model, from, windows: [place], ahead, interval }, signal);
  const isClass = settings.answers === 'class';
  // Times of rows that are not there go on by the interval.
  const timed = openWindow(fitted, asIs.columns, place, ahead, interval);
  return {
    item,
    series: settings.key === null ? null : nameAt(asIs, settings.key, 0),
    window: settings.window,
    atOnce,
    steps: asIs.shown,
    times: settings.time === null ? [] : timesOf(timed, settings.time, settings.window + asIs.shown),
    held: roundsFor(settings, ahead.steps) > 1 ? unknownAhead(settings) : [],
    inputs: settings.inputs.map(({ column }) => inputOf(edited, column)),
    targets: isClass ? [] : targetsOf(asIs, fitted, answers),
    ...(isClass ? classesOf(asIs, fitted, answers) : { next: null, later: [] }),
    milliseconds,
  };
}

/** The rows of the window, of what comes after it as far as there is, and of what may tell of it before. Throws window-outside. */
async function stretchOf(
  table: StoredTable,
  fitted: FittedColumns,
  settings: SeriesPreprocessing,
  { item, ahead }: { item: number; ahead: Ahead },
): Promise<Stretch> {
  const { window } = settings;
  const given = stepsGiven(settings, ahead.steps);
  const shown = Math.max(ahead.steps, given);
  const from = Math.max(0, item - contextRows(fitted));
  const columns = await readColumns(table, columnsRead(settings), { from, to: Math.min(table.rows, item + window + shown) });
  const stretch = { settings, columns, start: item - from, ahead, shown };
  const { first, end } = ownRows(stretch);
  const steps = window + (givenAhead(settings).length === 0 ? 0 : given);
  if (end - stretch.start < steps) throw appError('window-outside', { row: item, steps });
  const own = new Map([...columns].map(([name, { values, categories }]) => [name, { values: values.slice(first, end), categories }]));
  return { ...stretch, columns: own, start: stretch.start - first };
}

const rowsIn = ({ columns, settings }: Pick<Stretch, 'columns' | 'settings'>): number =>
  columnOf(columns, settings.targets[0] ?? '').values.length;

/** Rows around the window's first that are of its series; none where it begins behind the end. */
function ownRows(stretch: Pick<Stretch, 'settings' | 'columns' | 'start'>): { first: number; end: number } {
  const { settings, columns, start } = stretch;
  const keys = settings.key === null ? null : columnOf(columns, settings.key).values;
  const rows = rowsIn(stretch);
  const isOwn = (row: number) => keys === null || Object.is(keys[row], keys[start]);
  let [first, end] = [start, start];
  while (first > 0 && isOwn(first - 1)) first -= 1;
  while (end < rows && isOwn(end)) end += 1;
  return { first, end };
}

/** The columns with other cells in them. Throws edit-outside and cell-unreadable. */
function withEdits(stretch: Stretch, table: StoredTable, edits: readonly WindowEdit[]): Columns {
  const { settings, columns, start } = stretch;
  const changed = new Map(columns);
  for (const { column, step, value } of edits) {
    const goesIn = settings.inputs.some((input) => input.column === column);
    const steps = goesIn ? settings.window + shownAhead(stretch, column) : 0;
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

/** Steps behind the window of which a column goes in. */
const shownAhead = ({ settings, shown }: Stretch, column: string): number => (settings.knownAhead.includes(column) ? shown : 0);

/** Throws cells-missing where something that goes in is not told. */
async function requireCells(stretch: Stretch, fitted: FittedColumns): Promise<void> {
  const { columns, start, ahead } = stretch;
  const rows = rowsIn(stretch);
  const lacking = (await lackingCells(fitted, (name) => columnOf(columns, name), [{ from: 0, to: rows }], rows))({ start }, ahead.steps);
  if (lacking !== null) throw appError('cells-missing', { column: lacking.column, step: lacking.row - start });
}

const orNull = (value: number | undefined): number | null => (value === undefined || !Number.isFinite(value) ? null : value);

/** A category's name, in a row from the window's first on; null where it is missing or behind the end. */
const nameAt = ({ columns, start }: Stretch, column: string, step: number): string | null =>
  cellName(columnOf(columns, column), start + step);

const timesOf = ({ columns, start }: Pick<Stretch, 'columns' | 'start'>, time: string, steps: number): number[] => [
  ...columnOf(columns, time).values.subarray(start, start + steps),
];

function inputOf(stretch: Stretch, name: string): WindowForecast['inputs'][number] {
  const { settings, columns, start } = stretch;
  const { values, categories } = columnOf(columns, name);
  const end = start + settings.window + shownAhead(stretch, name);
  const cells = Array.from(values.subarray(start, end), (value) => (Number.isNaN(value) ? null : (categories?.[value] ?? value)));
  return { name, ahead: settings.knownAhead.includes(name), cells };
}

/** `answers`: [steps, targets, quantiles]. */
function targetsOf({ settings, columns, start, ahead }: Stretch, fitted: FittedColumns, answers: Float64Array): WindowForecast['targets'] {
  const quantiles = risingQuantiles(answers, settings.quantiles);
  const count = fitted.targets.length;
  const [low, high] = quantiles.length > 1 ? [quantiles[0], quantiles.at(-1)] : [];
  const origin = start + settings.window;
  return fitted.targets.map(({ column }, target) => {
    const { values } = columnOf(columns, column);
    const own = (said: Float64Array): number[] =>
      Array.from({ length: ahead.steps }, (_, step) => said[step * count + target] ?? Number.NaN);
    return {
      name: column,
      before: Array.from(values.subarray(start, origin), orNull),
      actual: Array.from({ length: ahead.steps }, (_, step) => orNull(values[origin + step])),
      forecast: own(middleOf(quantiles).predicted),
      low: low === undefined ? null : own(low.predicted),
      high: high === undefined ? null : own(high.predicted),
    };
  });
}

/** `answers`: [steps, classes]. */
function classesOf(stretch: Stretch, fitted: FittedColumns, answers: Float64Array): Pick<WindowForecast, 'next' | 'later'> {
  const { settings, ahead } = stretch;
  const names = fitted.answers;
  const actual = (step: number) => nameAt(stretch, settings.targets[0] ?? '', settings.window + step);
  const of = (step: number) => answers.subarray(step * names.length, (step + 1) * names.length);
  return {
    next: { ...ranked(names, of(0)), actual: actual(0) },
    later: Array.from({ length: ahead.steps - 1 }, (_, place) => {
      const own = of(place + 1);
      const label = largest(own);
      return { label: names[label] ?? '', probability: own[label] ?? 0, actual: actual(place + 1) };
    }),
  };
}
