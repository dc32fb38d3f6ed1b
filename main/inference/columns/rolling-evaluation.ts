import type { RollingEvaluation } from '#app/contract/evaluations.ts';
import { rollingOrigins } from '#app/data/series/rolling-origin.ts';
import { appError } from '#app/errors.ts';
import { rollingErrorsOf } from '#app/runs/rolling-errors.ts';
import { momentOf, type OpenedColumns } from './asked-columns.ts';

/** Windows of which each ends at an origin. */
export interface RolledWindows {
  /** The rows that they begin at, series after series, and the origin of each, counted from 0 in its series. */
  items: Int32Array<ArrayBuffer>;
  origins: Int32Array<ArrayBuffer>;
  /** How many origins a series has. */
  count: number;
  /** Series that have fewer windows. */
  leftOut: string[];
}

/** So many of the windows of each series, equally far apart. Throws origins-too-many where no series has as many. */
export function rolledWindows(opened: OpenedColumns, windows: Int32Array, count: number): RolledWindows {
  const [items, leftOut]: [number[], string[]] = [[], []];
  let most = 0;
  for (const own of bySeries(opened, windows)) {
    most = Math.max(most, own.length);
    if (own.length < count) leftOut.push(momentOf(opened, own[0] ?? 0).series ?? '');
    else for (const place of rollingOrigins(own.length, count).places) items.push(own[place] ?? 0);
  }
  if (items.length === 0) throw appError('origins-too-many', { most, got: count });
  return { items: Int32Array.from(items), origins: Int32Array.from(items, (_, place) => place % count), count, leftOut };
}

/** Windows of one series after another; they lie in the order of rows. */
function* bySeries({ seriesAt }: OpenedColumns, windows: Int32Array): Generator<Int32Array> {
  for (let from = 0; from < windows.length; ) {
    const { to: end } = seriesAt(windows[from] ?? 0);
    let to = from + 1;
    while (to < windows.length && (windows[to] ?? 0) < end) to += 1;
    yield windows.subarray(from, to);
    from = to;
  }
}

/** Answers of one way to forecast, [items, steps, targets], in the targets' own units. */
interface Forecasts {
  name: string;
  title: string;
  predicted: Float64Array;
}

/** How each way did at the origins; one that has no answer at some of them is left out. */
export function rollingEvaluation(
  opened: OpenedColumns,
  { items, origins, count, leftOut }: RolledWindows,
  actual: Float64Array,
  forecasts: readonly Forecasts[],
): RollingEvaluation {
  const { horizon, window } = opened;
  const distances = new Set(Array.from(items.subarray(1), (item, place) => (origins[place + 1] === 0 ? null : item - (items[place] ?? 0))));
  distances.delete(null);
  const [every = null, ...others] = distances;
  const times = Array.from({ length: count }, () => new Set<number | null>());
  for (const [place, item] of items.entries()) times[origins[place] ?? 0]?.add(momentOf(opened, item + window - 1).time);
  return {
    origins: count,
    every: others.length === 0 ? every : null,
    series: items.length / count,
    leftOut,
    times: times.map(([...own]) => (own.length === 1 ? (own[0] ?? null) : null)),
    methods: forecasts.flatMap(({ name, title, predicted }) => {
      const errors = rollingErrorsOf({ actual, predicted, origins, horizon });
      return errors === null ? [] : [{ name, title, errors }];
    }),
  };
}
