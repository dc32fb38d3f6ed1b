import type { ColumnInput } from '../columns/input.ts';
import { type SeenColumn, suggestedInputs } from '../tables/suggested.ts';
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

/** Whether rows are moments one after another rather than things beside each other: they have a date each, nearly all different. */
export function looksLikeSeries(columns: readonly SeenColumn[], looked: number): boolean {
  const time = columns.find(({ type }) => type === 'date');
  return time !== undefined && looked > 2 && time.distinct > 0.9 * looked && columns.some(({ type }) => type === 'number');
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
  const { time = suggestedTime(columns), key = null, targets = suggestedSeriesTargets(columns), window = usualWindow } = wish;
  // The past of what is forecast tells most of it; times and keys tell rows apart and do not go in by themselves.
  const inputs = suggestedInputs(
    columns.filter(({ name }) => name !== time && name !== key),
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
