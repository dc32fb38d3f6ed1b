import { cellName } from '#app/data/columns/column.ts';
import { type Columns, columnOf, type FittedColumns } from '#app/data/columns/fitted.ts';
import { timeText } from '#app/data/columns/time-text.ts';
import { type Ahead, givenAhead, stepsGiven, type WindowPlace } from '#app/data/series/ahead.ts';
import { type Interval, laterBy, usualInterval } from '#app/data/series/interval.ts';
import { lackingCells } from '#app/data/series/lacking-cells.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import type { Stretch } from '#app/data/series/time-split.ts';
import { counted } from '#app/numbers.ts';
import { largest } from '#app/runs/metrics.ts';
import { readColumn, readColumns } from '#main/datasets/columns/read-columns.ts';
import type { StoredTable } from '#main/datasets/columns/stored-table.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { Skipped } from '#main/store/skipped.ts';
import { contextRows } from './context-rows.ts';
import type { Cell, FileAsked } from './predict-file.ts';

/** A series whose end can be forecast: the window there, its key, and when the last step of it is. */
interface ForecastSeries {
  place: WindowPlace;
  name: string;
  last: number;
}

/** Of each series the window that ends where its targets end; what is known ahead must reach as far as is forecast. */
export async function seriesAsked(table: StoredTable, fitted: FittedColumns, ahead: Ahead): Promise<FileAsked> {
  const { settings } = fitted;
  if (settings.kind !== 'series') throw new TypeError('series are forecast');
  const { time, key, targets } = settings;
  const columns = await readColumns(table, [...new Set([...targets, ...[time, key].filter((name) => name !== null)])]);
  const times = time === null ? null : columnOf(columns, time).values;
  const interval = times === null ? null : usualInterval(times);
  const { found, skipped } = await openEnds(table, fitted, settings, { columns, ahead });
  const width = fitted.answers.length * (settings.answers === 'class' ? 1 : Math.max(1, settings.quantiles.length));
  return {
    items: found.length,
    skipped,
    question: { kind: 'forecast-ahead', windows: found.map(({ place }) => place), ahead, interval },
    head: headOf(fitted, settings),
    lines: (answers) =>
      found.flatMap(({ name, last }, place) =>
        Array.from({ length: ahead.steps }, (_, step): Cell[] => {
          const at = (place * ahead.steps + step) * width;
          const said = answers.subarray(at, at + width);
          const when = whenOf(interval, last, step);
          const named = settings.answers === 'class' ? [fitted.answers[largest(said)] ?? ''] : [];
          return [...(key === null ? [] : [name]), when, ...named, ...said];
        }),
      ),
  };
}

/** What stands in each column of the answers: of numbers each target, or each of its quantiles; of a category it, and each class. */
function headOf({ answers }: FittedColumns, { key, time, targets, quantiles, answers: kind }: SeriesPreprocessing): Cell[] {
  const ranges = quantiles.length === 0 ? [''] : quantiles.map((share) => ` ${Math.round(share * 1000) / 10} %`);
  const answered = kind === 'class' ? [targets[0] ?? '', ...answers] : targets.flatMap((name) => ranges.map((range) => `${name}${range}`));
  return [...(key === null ? [] : [key]), time ?? 'step', ...answered];
}

const whenOf = (interval: Interval | null, last: number, step: number): Cell =>
  interval === null || Number.isNaN(last) ? step + 1 : timeText(laterBy(interval, last, step + 1));

/** The ends of the series that nothing is missing of; the others are told. */
async function openEnds(
  table: StoredTable,
  fitted: FittedColumns,
  settings: SeriesPreprocessing,
  { columns, ahead }: { columns: Columns; ahead: Ahead },
): Promise<{ found: ForecastSeries[]; skipped: Skipped[] }> {
  const { window, time, key, targets } = settings;
  const keys = key === null ? null : columnOf(columns, key);
  const series = seriesOf(keys?.values ?? null, table.rows);
  const lackingIn = await lackingCells(fitted, (name) => readColumn(table, name), series, table.rows);
  const given = givenAhead(settings).length === 0 ? 0 : stepsGiven(settings, ahead.steps);
  const [found, skipped]: [ForecastSeries[], Skipped[]] = [[], []];
  for (const stretch of series) {
    const { from, to } = stretch;
    const name = keys === null ? '' : (cellName(keys, from) ?? '');
    const origin = lastKnown(columns, targets, stretch) + 1;
    const skip = (reason: string) => skipped.push({ path: keys === null ? 'the series' : `series "${name}"`, reason });
    const start = origin - window;
    if (start < from) skip(`it must have ${counted(window, 'row')} or more with its target; got ${origin - from}`);
    else if (to - origin < given) skip(`${counted(given, 'row')} must follow with what is known ahead; got ${to - origin}`);
    else {
      const lacking = lackingIn({ start }, ahead.steps);
      if (lacking !== null)
        skip(`"${lacking.column}" must be told to forecast; it is missing in ${placeName(await table.lineOf(lacking.row))}`);
      else {
        const last = time === null ? Number.NaN : (columnOf(columns, time).values[origin - 1] ?? Number.NaN);
        found.push({ place: { from: Math.max(from, start - contextRows(fitted)), start, to }, name, last });
      }
    }
  }
  return { found, skipped };
}

/** The last row of a stretch in which no target is missing; the one before it where there is none. */
function lastKnown(columns: Columns, targets: readonly string[], { from, to }: Stretch): number {
  let row = to - 1;
  while (row >= from && targets.some((name) => Number.isNaN(columnOf(columns, name).values[row]))) row -= 1;
  return row;
}
