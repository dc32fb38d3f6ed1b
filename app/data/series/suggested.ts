import type { ColumnInput } from '../columns/input.ts';
import { type SeenColumn, suggestedInputs } from '../tables/suggested.ts';
import { isFreeText } from '../tables/table-columns.ts';
import type { SeriesAnswers, SeriesPreprocessing } from './preprocessing.ts';

/** Steps that go in and that are forecast, where nothing is known of a season. */
const usualWindow = 24;
const usualHorizon = 1;

/** What is wanted of series; what is absent is suggested. */
export interface SeriesWish {
  time?: string | null | undefined;
  key?: string | null | undefined;
  targets?: readonly string[] | undefined;
  window?: number | undefined;
  horizon?: number | undefined;
}

/** The column of times: the first of dates; null where there is none. */
export const suggestedTime = (columns: readonly SeenColumn[]): string | null => columns.find(({ type }) => type === 'date')?.name ?? null;

/** Fewer times are no series, whatever stands beside them. */
const leastTimes = 10;
/** Of all pairs of a time and a key so large a share is there where the key tells series apart. */
const nearlyAll = 0.9;

/**
 * The category of which every time has a row each, so that it tells several series apart; null where there is none. Where the file has all
 * rows of one before those of the next, that is seen further down than the rows looked at reach.
 */
export function suggestedKey(columns: readonly SeenColumn[], time: string | null, looked: number): string | null {
  const times = columns.find(({ name }) => name === time)?.distinct ?? 0;
  const further = time !== suggestedTime(columns) ? undefined : columns.find((column) => column.tellsApart);
  if (further !== undefined) return further.name;
  const tellsApart = ({ type, distinct }: SeenColumn) =>
    type === 'category' && distinct > 1 && looked <= times * distinct && looked > nearlyAll * times * distinct;
  return times < leastTimes ? null : (columns.find(tellsApart)?.name ?? null);
}

/** Whether rows are moments one after another rather than things beside each other: nearly all have a date, or a date and a key, alone. */
export function looksLikeSeries(columns: readonly SeenColumn[], looked: number): boolean {
  const time = columns.find(({ type }) => type === 'date');
  if (time === undefined || looked < 3 || !columns.some(({ type }) => type === 'number')) return false;
  return time.distinct > nearlyAll * looked || suggestedKey(columns, time.name, looked) !== null;
}

/** Numbers, or the one category where there are none. */
export function suggestedSeriesTargets(columns: readonly SeenColumn[]): string[] {
  const numbers = columns.filter(({ type, distinct }) => type === 'number' && distinct > 1);
  const found = numbers.at(0) ?? columns.find(({ type, distinct }) => type === 'category' && distinct > 1);
  return found === undefined ? [] : [found.name];
}

/** The preprocessing that series are imported with unless somebody wants another. */
export function suggestedSeries(
  columns: readonly SeenColumn[],
  wish: SeriesWish,
  answers: SeriesAnswers,
  looked: number,
): SeriesPreprocessing {
  const { time = suggestedTime(columns), targets = suggestedSeriesTargets(columns), window = usualWindow } = wish;
  const others = columns.filter(({ name }) => !targets.includes(name));
  const { key = suggestedKey(others, time, looked) } = wish;
  // The past of what is forecast tells most of it; times and keys tell rows apart and do not go in by themselves.
  const inputs = suggestedInputs(
    columns.filter(({ name, type }) => name !== time && name !== key && !isFreeText(type)),
    [],
    looked,
  );
  return {
    kind: 'series',
    answers,
    time,
    key,
    targets: [...targets],
    targetScaling: [{ kind: 'standard' }],
    inputs: inputs.map((input) => withoutGaps(input)),
    knownAhead: [],
    window,
    horizon: answers === 'class' ? 1 : (wish.horizon ?? usualHorizon),
    stride: 1,
    gap: 0,
    quantiles: [],
  };
}

/** A missing step of a series is as the step before it was. */
export const withoutGaps = (input: ColumnInput): ColumnInput =>
  input.encoder.kind === 'number' ? { ...input, encoder: { ...input.encoder, missing: { kind: 'forward' } } } : input;
