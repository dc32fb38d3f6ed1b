import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { columnsRead, type FittedColumns } from '#app/data/columns/fitted.ts';
import { headView } from '#app/data/columns/fitted-heads.ts';
import type { SplitName } from '#app/data/images.ts';
import { appError } from '#app/errors.ts';
import { readFittedColumns } from '#main/datasets/columns/read-columns.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import { readJudged } from '#main/inference/columns/judged-file.ts';
import { openRowsFile, type RowsFile } from '#main/inference/columns/rows-file.ts';
import { labelledFiles } from '#main/inference/labelled-files.ts';
import { type LabelledColumns, labelledColumns, labelledTexts } from '#main/inference/labelled-texts.ts';
import { type ModelOfRun, requireAnswers, requireKind } from '#main/inference/trained-model.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import type { Skipped } from '#main/store/skipped.ts';
import type { JudgeTask, WorkerData } from '#main/training/protocol.ts';
import { withPartsOf } from '#main/training/run-parts.ts';
import { workerData } from '#main/training/worker-data.ts';
import { readingOf } from '../datasets/table-imports.ts';
import { importedColumns } from '../datasets/text-imports.ts';

/** What is to be judged: items or files at once, or a file some rows at a time. */
export interface Ground {
  part: Evaluation['part'];
  folder: string | null;
  /** What is judged, piece by piece, and what was skipped on the way. */
  pieces(job: JobHandle): Iterable<Piece> | AsyncIterable<Piece>;
  /** Rows that can be looked at one by one afterwards. */
  mostKept: number;
  /** How many there are, where that is known at once. */
  total: number;
  /** What the run learned from, to which plain ways of answering are fitted; null where it is gone or none are. */
  learned: WorkerData | null;
  /** Lets go of what was read for the pieces. */
  close?(): Promise<void>;
}

export interface Piece {
  items: JudgeTask['items'];
  skipped: Skipped[];
  /** Whether how far this piece has come is how far all has. */
  whole: boolean;
  /** Of rows of a file the line that each stands at; null of others. */
  lines: Float64Array | null;
}

/** Of a file of any length so many judged rows are kept, and so many skipped ones listed. */
export const mostKept = 10_000;

/** A part of the data that the run learned from. Rejects with part-empty. */
export async function partGround(context: ServiceContext, of: ModelOfRun, dataset: Dataset, part: SplitName): Promise<Ground> {
  const data = await withPartsOf(context.folders, of.run.id, await workerData(context, dataset));
  const indices = data[part];
  if (indices.length === 0) throw appError('part-empty', { part, name: dataset.name });
  const pieces = () => [{ items: { data, indices }, skipped: [], whole: true, lines: null }];
  return { part, folder: null, pieces, mostKept: indices.length, total: indices.length, learned: data };
}

/** A folder of images, in subfolders named like the classes. Rejects as `labelledFiles` does. */
export async function folderGround(of: ModelOfRun, folder: string): Promise<Ground> {
  requireKind(of, 'images');
  const { files, skipped } = await labelledFiles(folder, of.model.classes);
  const pieces = () => [{ items: { files }, skipped, whole: true, lines: null }];
  return { part: 'folder', folder, pieces, mostKept: files.length, total: files.length, learned: null };
}

/** A file with what the run answers: texts, rows of a table, or series. Rejects with what looking at it and its columns does. */
export function fileGround(
  context: ServiceContext,
  of: ModelOfRun,
  path: string,
  asked: LabelledColumns,
  signal: AbortSignal,
): Promise<Ground> {
  return of.dataset.table === null ? textsGround(context, of, path, asked, signal) : rowsGround(context, of, path, asked, signal);
}

/** A file of texts, or a folder of them. */
async function textsGround(
  { store, log }: ServiceContext,
  of: ModelOfRun,
  path: string,
  asked: LabelledColumns,
  signal: AbortSignal,
): Promise<Ground> {
  requireAnswers(of, 'class');
  const reader = new TextReader(path, {}, { onTrouble: (what, facts) => log.warn(what, facts) });
  const columns = await labelledColumns(reader, asked, await importedColumns(store.db, of.dataset.id), signal);
  async function* pieces({ signal, progress }: JobHandle): AsyncGenerator<Piece> {
    const told = (done: number, total: number) => progress({ done, total });
    for await (const { texts, skipped } of labelledTexts(reader, { path, columns, classes: of.model.classes }, { signal, told }))
      yield { items: { texts }, skipped, whole: false, lines: null };
  }
  return { part: 'file', folder: path, pieces, mostKept, total: 1, learned: null };
}

/** A file of rows, read as the data was that the run learned from. */
async function rowsGround(
  context: ServiceContext,
  of: ModelOfRun,
  path: string,
  { text, label }: LabelledColumns,
  signal: AbortSignal,
): Promise<Ground> {
  const { dataset, model, run } = of;
  if (text !== undefined) throw appError('data-other', { run: run.name, must: dataset.kind, got: 'texts' });
  const all = await readFittedColumns(model.fitted ?? '');
  const fitted = model.head === null ? all : headView(all, model.head);
  const reading = { fitted, columns: dataset.table?.columns ?? [], ...(await readingOf(context.store.db, dataset.id)) };
  const { settings } = fitted;
  const needed = { columns: columnsRead(settings), answers: settings.targets, called: calledIn(of, fitted, label) };
  const file = await openRowsFile(path, reading, needed, signal);
  const learned = of.hasData ? await withPartsOf(context.folders, run.id, await workerData(context, dataset)) : null;
  const folders: string[] = [];
  async function* pieces(job: JobHandle): AsyncGenerator<Piece> {
    const folder = await mkdtemp(join(tmpdir(), 'unfold-rows-'));
    folders.push(folder);
    yield await rowsPiece(of, file, folder, job);
  }
  const close = async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  };
  return { part: 'file', folder: path, pieces, mostKept, total: 1, learned, close };
}

async function rowsPiece({ model }: ModelOfRun, file: RowsFile, folder: string, { signal, progress }: JobHandle): Promise<Piece> {
  const told = (done: number, total: number) => progress({ done, total, message: 'Reading' });
  const { indices, labels, lines, skipped, ...read } = await readJudged(file, folder, mostKept, { signal, told });
  const none = new Int32Array(0);
  const data: WorkerData = {
    folder: read.folder,
    preprocessing: file.reading.fitted.settings,
    prepared: null,
    classes: model.classes,
    labels,
    train: none,
    validation: none,
    test: indices,
  };
  progress({ done: 0, total: indices.length, message: '' });
  return { items: { data, indices }, skipped: skipped.all(), whole: true, lines };
}

/** What the columns with what is right are called in the file, where somebody says so. Throws answers-count. */
function calledIn({ run }: ModelOfRun, { settings: { targets } }: FittedColumns, label: string | undefined): Map<string, string> {
  if (label === undefined) return new Map();
  const names = targets.length === 1 ? [label] : label.split(',').map((name) => name.trim());
  if (names.length !== targets.length) throw appError('answers-count', { run: run.name, answers: targets, got: names.length });
  return new Map(targets.map((target, place) => [target, names[place] ?? '']));
}
