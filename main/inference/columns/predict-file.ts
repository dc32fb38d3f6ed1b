import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnOf, columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { fittedHeads, headView } from '#app/data/columns/fitted-heads.ts';
import { dropsMissing } from '#app/data/columns/input.ts';
import { type Ahead, stepsAtOnce } from '#app/data/series/ahead.ts';
import { largest } from '#app/runs/metrics.ts';
import { type ImageColumns, imageColumns, readColumns } from '#main/datasets/columns/read-columns.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { placeName } from '#main/importers/texts/text-writer.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { Skipped } from '#main/store/skipped.ts';
import { writeWhole } from '#main/store/whole-file.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import type { Question } from '../answer-process.ts';
import { csvLine } from '../csv-line.ts';
import type { InferenceHost } from '../host.ts';
import { keepRowsFile, type RowsFile } from './rows-file.ts';
import { seriesAsked } from './series-asked.ts';

/** What the job gives back. */
export interface FilePredicted {
  out: string;
  items: number;
  skipped: Skipped[];
  /** Steps of each series that the network answered at once, where more were forecast; else null. */
  atOnce: number | null;
}

/** Where the answers go, and how far series are forecast; null of a table. */
interface Wish {
  out: string;
  ahead: Ahead | null;
}

type Work = Pick<JobHandle, 'signal' | 'progress'>;
export type Cell = string | number;
type RowsQuestion = Extract<Question, { kind: 'predict-columns' | 'forecast-ahead' }>;

/** What is asked of a file, and how its answers are written. */
export interface FileAsked {
  items: number;
  skipped: Skipped[];
  /** What is asked of the model, but for it and the folder. */
  question: WithoutSource<RowsQuestion>;
  head: Cell[];
  lines(answers: Float64Array): Cell[][];
}
/** Of each kind of question by itself. */
type WithoutSource<Q> = Q extends RowsQuestion ? Omit<Q, 'model' | 'from'> : never;

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
  { out, ahead }: Wish,
  job: Work,
): Promise<FilePredicted> {
  const temporary = await mkdtemp(join(tmpdir(), 'unfold-rows-'));
  try {
    const skipped: Skipped[] = [];
    const folder = await keepRowsFile(rows, temporary, (some) => skipped.push(...some), { signal: job.signal });
    const table = await openTable(folder);
    const { fitted } = rows.reading;
    const asked = ahead === null ? await rowsAsked(table, fitted) : await seriesAsked(table, fitted, ahead);
    skipped.push(...asked.skipped);
    const question = { ...asked.question, model, from: { folder } };
    const { answers } = await host.ask(question, job.signal, (done, total) => job.progress({ done, total }));
    const lines = [csvLine(asked.head), ...asked.lines(answers).map(csvLine)];
    await writeWhole(out, Buffer.from(lines.join('')), { what: 'the predictions' });
    const { settings } = fitted;
    const atOnce = settings.kind === 'series' ? stepsAtOnce(settings) : null;
    return { out, items: asked.items, skipped, atOnce: atOnce !== null && ahead !== null && ahead.steps > atOnce ? atOnce : null };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Why a row cannot be used that has no cell there, or one with an image that cannot be read. */
export const missingReason = (column: string, images: ImageColumns): string =>
  `"${column}" is missing${images.has(column) ? ', or its image cannot be read' : ''}`;

/** All rows that miss nothing they must have. */
async function rowsAsked(table: StoredTable, fitted: FittedColumns): Promise<FileAsked> {
  const { settings, answers: names } = fitted;
  const images = imageColumns(settings);
  const columns = await readColumns(
    table,
    settings.inputs.map(({ column }) => column),
    { images, pixels: false },
  );
  const needed = settings.inputs.filter(dropsMissing).map(({ column }) => column);
  const [items, skipped]: [number[], Skipped[]] = [[], []];
  const lines = await table.lines();
  for (let row = 0; row < table.rows; row += 1) {
    const missing = needed.find((name) => Number.isNaN(columnOf(columns, name).values[row]));
    if (missing === undefined) items.push(row);
    else skipped.push({ path: placeName(lines[row] ?? 0), reason: missingReason(missing, images) });
  }
  return {
    items: items.length,
    skipped,
    question: { kind: 'predict-columns', items: Int32Array.from(items) },
    head: ['line', ...titlesOf(fitted)],
    lines: (answers) =>
      items.map((row, place) => [lines[row] ?? 0, ...cellsOf(fitted, answers.subarray(place * names.length, (place + 1) * names.length))]),
  };
}

/** What stands above the answers of a row: the column of a class, then each class; or the numbers or labels. Of several heads, each in turn. */
function titlesOf(fitted: FittedColumns): string[] {
  const heads = fittedHeads(fitted);
  const { settings, answers } = fitted;
  const target = settings.targets[0] ?? '';
  if (heads.length === 0) return settings.answers === 'class' ? [target, ...answers] : answers;
  return heads.flatMap(({ name, answers: kind }) => {
    const own = headView(fitted, name);
    // Two columns may have classes of one name.
    return kind === 'class' ? [name, ...own.answers.map((label) => `${name} = ${label}`)] : own.answers;
  });
}

/** The cells of a row: a class with what is said for each, or numbers or labels as they are. */
function cellsOf(fitted: FittedColumns, said: Float64Array): Cell[] {
  const heads = fittedHeads(fitted);
  if (heads.length > 0)
    return heads.flatMap(({ name, outputs: { from, width } }) => cellsOf(headView(fitted, name), said.subarray(from, from + width)));
  return fitted.settings.answers === 'class' ? [fitted.answers[largest(said)] ?? '', ...said] : [...said];
}
