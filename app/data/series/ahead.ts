import { appError } from '../../errors.ts';
import type { ColumnValues } from '../columns/column.ts';
import type { Columns, FittedColumns } from '../columns/fitted.ts';
import { type Interval, laterBy } from './interval.ts';
import type { SeriesPreprocessing } from './preprocessing.ts';

/** How far a forecast reaches. Beyond what the network answers at once its answers go in as if they had come: recursively. */
export interface Ahead {
  steps: number;
  /** Whether inputs that nobody knows ahead stay as they were last. */
  hold: boolean;
}

/** Steps that the network answers at once. */
export const stepsAtOnce = ({ answers, horizon }: Pick<SeriesPreprocessing, 'answers' | 'horizon'>): number =>
  answers === 'class' ? 1 : horizon;

/** How often the network is asked to forecast so many steps. */
export const roundsFor = (settings: SeriesPreprocessing, steps: number): number => Math.ceil(steps / stepsAtOnce(settings));

/** Columns that must be given of the steps that are forecast; times go on by themselves. */
export const givenAhead = ({ knownAhead, time }: SeriesPreprocessing): string[] => knownAhead.filter((name) => name !== time);

/** Of how many steps behind the window what is known ahead goes in. */
export const stepsGiven = (settings: SeriesPreprocessing, steps: number): number =>
  settings.knownAhead.length === 0 ? 0 : (roundsFor(settings, steps) - 1) * stepsAtOnce(settings) + settings.horizon;

/** Columns that are forecast and do not go in: of these nothing can be fed back. */
export const notFedBack = ({ targets, inputs }: SeriesPreprocessing): string[] =>
  targets.filter((name) => inputs.every(({ column }) => column !== name));

/** Inputs that nobody knows of later steps: neither forecast nor known ahead, not the time, and not what is the same all along a series. */
export const unknownAhead = ({ targets, inputs, knownAhead, time, key }: SeriesPreprocessing): string[] =>
  inputs.map(({ column }) => column).filter((name) => ![...targets, ...knownAhead, time, key].includes(name));

/** Throws targets-not-inputs or inputs-unknown-ahead where so many steps cannot be forecast. */
export function requireAhead(settings: SeriesPreprocessing, { steps, hold }: Ahead): void {
  const atOnce = stepsAtOnce(settings);
  if (steps <= atOnce) return;
  const [missing, unknown] = [notFedBack(settings), unknownAhead(settings)];
  if (missing.length > 0) throw appError('targets-not-inputs', { columns: missing, atOnce });
  if (unknown.length > 0 && !hold) throw appError('inputs-unknown-ahead', { columns: unknown, atOnce });
}

/** Where a window lies among rows: its own series' from `from` on, before `to`; it begins at `start`. */
export interface WindowPlace {
  from: number;
  start: number;
  to: number;
}

/** A window with what came before it, and rows behind it for what is forecast. */
export interface OpenWindow {
  columns: Columns;
  /** The window's first row among these. */
  start: number;
}

/**
 * A window's rows with those before it, and behind it as many as a forecast of so many steps goes through: with what is given ahead,
 * times that go on by the interval, and the last value of what is held. What is forecast is missing there until it is fed back.
 */
export function openWindow(
  { settings, answers }: FittedColumns,
  columns: Columns,
  place: WindowPlace,
  { steps }: Ahead,
  interval: Interval | null,
): OpenWindow {
  if (settings.kind !== 'series') throw new TypeError('windows are of series');
  const rows = Math.max(roundsFor(settings, steps) * stepsAtOnce(settings), stepsGiven(settings, steps));
  const opened = new Map<string, ColumnValues>();
  for (const [name, { values, categories }] of columns) {
    const own = values.subarray(place.from, place.start + settings.window);
    const given = values.subarray(place.start + settings.window, place.to);
    const all = new Float64Array(own.length + rows).fill(Number.NaN);
    all.set(own);
    if (!settings.targets.includes(name)) all.set(behind(settings, name, { own, given, rows, interval }), own.length);
    // A class that is answered may be none of those that were read.
    const named = settings.targets.includes(name) && categories !== null ? [...new Set([...categories, ...answers])] : categories;
    opened.set(name, { values: all, categories: named });
  }
  return { columns: opened, start: place.start - place.from };
}

interface Behind {
  own: Float64Array;
  /** What stands in the rows behind the window, as far as there are some. */
  given: Float64Array;
  rows: number;
  interval: Interval | null;
}

/** What is known of a column behind the window, [rows]. */
function behind({ time, knownAhead }: SeriesPreprocessing, name: string, { own, given, rows, interval }: Behind): Float64Array {
  const told = (step: number) => given[step] ?? Number.NaN;
  if (name === time) {
    const last = own.at(-1) ?? Number.NaN;
    const later = (step: number) => (interval === null ? Number.NaN : laterBy(interval, last, step + 1));
    return Float64Array.from({ length: rows }, (_, step) => (Number.isNaN(told(step)) ? later(step) : told(step)));
  }
  if (knownAhead.includes(name)) return Float64Array.from({ length: rows }, (_, step) => told(step));
  return new Float64Array(rows).fill(own.findLast((value) => !Number.isNaN(value)) ?? Number.NaN);
}

/** The rows that a round reads, with so many before its window. */
export function roundOf(settings: SeriesPreprocessing, { columns, start }: OpenWindow, round: number, context: number): OpenWindow {
  const own = start + round * stepsAtOnce(settings);
  const from = Math.max(0, own - context);
  const to = own + settings.window + settings.horizon;
  const rows = new Map([...columns].map(([name, column]) => [name, { ...column, values: column.values.subarray(from, to) }]));
  return { columns: rows, start: own - from };
}

/** Puts what was forecast, [steps, targets], where it would have come; of a class its place among the run's answers. */
export function feedBack(fitted: FittedColumns, { columns, start }: OpenWindow, round: number, forecast: ArrayLike<number>): void {
  const { settings, answers } = fitted;
  if (settings.kind !== 'series') throw new TypeError('windows are of series');
  const [atOnce, targets] = [stepsAtOnce(settings), settings.targets.length];
  for (const [target, name] of settings.targets.entries()) {
    const column = columns.get(name);
    if (column === undefined) continue;
    for (let step = 0; step < atOnce; step += 1) {
      const said = forecast[step * targets + target] ?? Number.NaN;
      const value = settings.answers === 'class' ? (column.categories?.indexOf(answers[said] ?? '') ?? said) : said;
      column.values[start + settings.window + round * atOnce + step] = value;
    }
  }
}
