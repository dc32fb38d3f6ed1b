import { join } from 'node:path';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Run } from '#app/contract/runs.ts';
import { type Answers, answersOf, type DataKind } from '#app/data/preprocessing.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { AppError, appError } from '#app/errors.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { checkpointsOf } from '#main/store/checkpoints.ts';
import { datasetRow, toDataset } from '#main/store/datasets.ts';
import { runInside } from '#main/store/run-sessions.ts';
import { runById } from '#main/store/runs.ts';
import type { TrainedModel } from '#main/training/protocol.ts';
import { learnedDataset } from './learned-dataset.ts';

/** A run's model at the epoch it stands for, its newest one while it trains. */
export interface ModelOfRun {
  run: Run;
  epoch: number;
  model: TrainedModel;
  /** As the run has learned from it. */
  dataset: Dataset;
  /** Whether the dataset's files are still there. */
  hasData: boolean;
}

type Context = Pick<ServiceContext, 'store' | 'folders'>;

/**
 * Does something with a run's model. While the run trains, the newest checkpoint may give way to the next one before it is
 * read: then the next one is taken. Throws not-found, run-without-checkpoint, or what the work throws.
 */
export async function withModel<T>(context: Context, id: number, work: (of: ModelOfRun) => Promise<T>): Promise<T> {
  const of = await modelOfRun(context, id);
  try {
    return await work(of);
  } catch (error) {
    const overtaken =
      error instanceof AppError && error.code === 'checkpoint-damaged' && (await modelOfRun(context, id)).epoch !== of.epoch;
    if (!overtaken) throw error;
    return withModel(context, id, work);
  }
}

/** Throws not-found, or run-without-checkpoint. */
export async function modelOfRun({ store, folders }: Context, id: number): Promise<ModelOfRun> {
  const run = await runById(store.db, id);
  const { standsFor, began } = await runInside(store.db, id);
  const checkpoints = await checkpointsOf(store.db, id);
  const checkpoint = checkpoints.find((each) => each.epoch === standsFor) ?? checkpoints[0];
  if (checkpoint === undefined) throw appError('run-without-checkpoint', { run: id });
  const row = await datasetRow(store.db, run.dataset, 'with erased');
  const dataset = await learnedDataset({ folders }, id, toDataset(row));
  const model: TrainedModel = {
    graph: run.graph,
    preprocessing: dataset.preprocessing,
    fitted: dataset.kind === 'images' ? null : folders.run(id),
    classes: dataset.classes.map((each) => each.name),
    head: null,
    checkpoint: join(folders.checkpoints(id), checkpoint.file),
    sha256: checkpoint.sha256,
    engine: run.config.engine,
    loss: run.config.loss,
    chains: began?.parts.chains === undefined ? null : Number(began.parts.chains),
  };
  return { run, epoch: checkpoint.epoch, model, dataset, hasData: row.erasedAt === null && row.state === 'ready' };
}

/** Throws data-other where the run was trained on another kind of data. */
export function requireKind({ run, dataset }: ModelOfRun, got: DataKind): void {
  if (dataset.kind !== got) throw appError('data-other', { run: run.name, must: dataset.kind, got });
}

const answerWords: Record<Answers, string> = {
  several: 'several kinds of things',
  class: 'one class',
  tags: 'a tag for each word',
  next: 'what comes next',
  labels: 'several labels',
  numbers: 'numbers',
};

/** Throws data-other or run-answers-other where the run does not forecast numbers of series. */
export function requireForecasts(of: ModelOfRun): void {
  requireKind(of, 'series');
  const must = answersOf(of.model.preprocessing);
  if (must !== 'numbers') throw appError('run-answers-other', { run: of.run.name, must: answerWords[must], got: answerWords.numbers });
}

/** Throws data-other or run-answers-other where the run learned something else. */
export function requireAnswers(of: ModelOfRun, got: TextAnswers): void {
  requireKind(of, 'texts');
  const must = answersOf(of.model.preprocessing);
  if (must !== got) throw appError('run-answers-other', { run: of.run.name, must: answerWords[must], got: answerWords[got] });
}
