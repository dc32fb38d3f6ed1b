import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellName } from '#app/data/columns/column.ts';
import { type Columns, columnOf, columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { dropsMissing } from '#app/data/columns/input.ts';
import { timeText } from '#app/data/columns/time-text.ts';
import { laterBy, usualInterval } from '#app/data/series/interval.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { seriesOf } from '#app/data/series/samples.ts';
import { largest } from '#app/runs/metrics.ts';
import { readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { JobHandle } from '#main/jobs.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import { csvLine } from '../csv-line.ts';
import type { InferenceHost } from '../host.ts';
import { keepRowsFile, type RowsFile } from './rows-file.ts';

/** What the job gives back. */
export interface FilePredicted {
  out: string;
  items: number;
  skipped: { path: string; reason: string }[];
}

type Work = Pick<JobHandle, 'signal' | 'progress'>;
type Cell = string | number;

/** The columns that a file to be answered must have: of series the past of what is forecast too. */
export const columnsAnswered = ({ settings }: FittedColumns): string[] =>
  settings.kind === 'series' ? columnsRead(settings) : [...new Set(settings.inputs.map(({ column }) => column))];

/**
 * Reads a file of rows as the import does, asks about each, and writes its answers into a CSV, whole or not at all: of a table a line
 * a row, of series what comes after the end of each. Throws what reading throws.
 */
export async function predictFile(
  host: InferenceHost,
  model: TrainedModel,
  rows: RowsFile,
  out: string,
  job: Work,
): Promise<FilePredicted> {
  const temporary = await mkdtemp(join(tmpdir(), 'unfold-rows-'));
  try {
    const skipped: FilePredicted['skipped'] = [];
    const folder = await keepRowsFile(rows, temporary, (some) => skipped.push(...some), { signal: job.signal });
    const table = await openTable(folder);
    const { fitted } = rows.reading;
    const { settings } = fitted;
    const found = settings.kind === 'series' ? await forecasts(table, fitted, settings) : await rowsAsked(table, fitted);
    skipped.push(...found.skipped);
    const { answers } = await host.ask(
      { kind: 'predict-columns', model, from: { folder }, items: found.items },
      job.signal,
      (done, total) => job.progress({ done, total }),
    );
    const lines = [csvLine(found.head), ...found.lines(answers).map(csvLine)];
    await writeWhole(out, Buffer.from(lines.join('')), { what: 'the predictions' });
    return { out, items: found.items.length, skipped };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** What is asked, and how its answers are written. */
interface Found {
  items: Int32Array;
  skipped: FilePredicted['skipped'];
  head: Cell[];
  lines(answers: Float64Array): Cell[][];
}

/** All rows that miss nothing they must have. */
async function rowsAsked(table: StoredTable, fitted: FittedColumns): Promise<Found> {
  const { settings, answers: names } = fitted;
  const columns = await readColumns(
    table,
    settings.inputs.map(({ column }) => column),
  );
  const needed = settings.inputs.filter(dropsMissing).map(({ column }) => column);
  const [items, skipped]: [number[], Found['skipped']] = [[], []];
  const lines = await table.lines();
  for (let row = 0; row < table.rows; row += 1) {
    const missing = needed.find((name) => Number.isNaN(columnOf(columns, name).values[row]));
    if (missing === undefined) items.push(row);
    else skipped.push({ path: placeName(lines[row] ?? 0), reason: `"${missing}" is missing` });
  }
  const isClass = settings.answers === 'class';
  return {
    items: Int32Array.from(items),
    skipped,
    head: isClass ? ['line', settings.targets[0] ?? '', ...names] : ['line', ...names],
    lines: (answers) =>
      items.map((row, place) => {
        const own = answers.subarray(place * names.length, (place + 1) * names.length);
        const line = lines[row] ?? 0;
        return isClass ? [line, names[largest(own)] ?? '', ...own] : [line, ...own];
      }),
  };
}

/** Of each series the window that ends where its targets end; what is known ahead must reach as far as is forecast. */
async function forecasts(table: StoredTable, fitted: FittedColumns, settings: SeriesPreprocessing): Promise<Found> {
  const { window, horizon, time, key, targets, quantiles, knownAhead } = settings;
  const columns = await readColumns(table, [...new Set([...targets, ...[time, key].filter((name) => name !== null)])]);
  const keys = key === null ? null : columnOf(columns, key);
  const times = time === null ? null : columnOf(columns, time).values;
  const [items, skipped]: [{ start: number; name: string; from: number }[], Found['skipped']] = [[], []];
  for (const { from, to } of seriesOf(keys?.values ?? null, table.rows)) {
    const name = keys === null ? '' : (cellName(keys, from) ?? '');
    const origin = lastKnown(columns, targets, from, to) + 1;
    const told = keys === null ? 'the series' : `series "${name}"`;
    if (origin - from < window)
      skipped.push({ path: told, reason: `it must have ${window} rows or more with its target; got ${origin - from}` });
    else if (knownAhead.length > 0 && to - origin < horizon)
      skipped.push({ path: told, reason: `${horizon} rows must follow with what is known ahead; got ${to - origin}` });
    else items.push({ start: origin - window, name, from });
  }
  const ranges = quantiles.length === 0 ? [''] : quantiles.map((share) => ` ${Math.round(share * 1000) / 10} %`);
  const isClass = settings.answers === 'class';
  const interval = times === null ? null : usualInterval(times);
  const width = fitted.answers.length * (isClass ? 1 : horizon * ranges.length);
  const answered = isClass ? [targets[0] ?? '', ...fitted.answers] : targets.flatMap((name) => ranges.map((range) => `${name}${range}`));
  return {
    items: Int32Array.from(items, ({ start }) => start),
    skipped,
    head: [...(key === null ? [] : [key]), time ?? 'step', ...answered],
    lines: (answers) =>
      items.flatMap(({ start, name }, place) => {
        const own = answers.subarray(place * width, (place + 1) * width);
        const each = own.length / (isClass ? 1 : horizon);
        return Array.from({ length: isClass ? 1 : horizon }, (_, step): Cell[] => {
          const last = times?.[start + window - 1];
          const at = last === undefined || interval === null ? step + 1 : timeText(laterBy(interval, last, step + 1));
          const said = own.subarray(step * each, (step + 1) * each);
          return [...(key === null ? [] : [name]), at, ...(isClass ? [fitted.answers[largest(said)] ?? ''] : []), ...said];
        });
      }),
  };
}

/** The last row of a stretch in which no target is missing; the one before it where there is none. */
function lastKnown(columns: Columns, targets: readonly string[], from: number, to: number): number {
  let row = to - 1;
  while (row >= from && targets.some((name) => Number.isNaN(columnOf(columns, name).values[row]))) row -= 1;
  return row;
}
