import { resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Dataset } from '#app/contract/datasets.ts';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { Contract } from '#app/contract/index.ts';
import type { SplitName } from '#app/data/images.ts';
import { type Answers, answersOf } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { classScores } from '#app/runs/metrics.ts';
import { realSignal } from '#main/cancellation.ts';
import { TextReader } from '#main/importers/texts/reader-process.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { Judged, type JudgedRow } from '#main/inference/judged.ts';
import { labelledFiles } from '#main/inference/labelled-files.ts';
import { type LabelledColumns, labelledColumns, labelledTexts } from '#main/inference/labelled-texts.ts';
import { textBaselines } from '#main/inference/text-baselines.ts';
import { type ModelOfRun, modelOfRun, requireAnswers, requireKind, withModel } from '#main/inference/trained-model.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { evaluationById, evaluationsOf, insertEvaluation, judgedItems, sameEvaluation, worstTexts } from '#main/store/evaluations.ts';
import { itemPaths } from '#main/store/run-sessions.ts';
import { runById } from '#main/store/runs.ts';
import { type Skipped, SkippedList } from '#main/store/skipped.ts';
import type { JudgeTask } from '#main/training/protocol.ts';
import { withPartsOf } from '#main/training/run-parts.ts';
import { workerData } from '#main/training/worker-data.ts';
import { importedColumns } from './datasets/text-imports.ts';
import { readyDataset } from './run-requirements.ts';

/** What is to be judged: items or files at once, or a file some rows at a time. */
interface Asked {
  part: Evaluation['part'];
  folder: string | null;
  /** What is judged, piece by piece, and what was skipped on the way. */
  pieces(job: JobHandle): Iterable<Piece> | AsyncIterable<Piece>;
  /** Rows that can be looked at one by one afterwards. */
  mostKept: number;
}
interface Piece {
  items: JudgeTask['items'];
  skipped: Skipped[];
  /** Whether how far this piece has come is how far all has. */
  whole: boolean;
}

/** Of a file of any length so many judged rows are kept, and so many skipped ones listed. */
const mostKept = 10_000;

/** How runs do on a part of the data, on a folder or on a file. */
export const evaluations = (context: ServiceContext): Implementation<Contract['evaluations']> => {
  const { store, jobs, events, folders, log } = context;
  const host = inferenceHost(context);

  /** Judges in a job, and keeps what came out. */
  async function judge(of: ModelOfRun, asked: Asked, job: JobHandle): Promise<Evaluation> {
    const id = await judged(of, asked, answersOf(of.dataset.preprocessing), job);
    events.tell({ type: 'changed', what: 'evaluations', project: of.run.project, id });
    return evaluationById(store.db, id);
  }

  function judged(of: ModelOfRun, asked: Asked, answers: Answers, job: JobHandle): Promise<number> {
    switch (answers) {
      case 'class':
        return judgeItems(of, asked, job);
      case 'tags':
      case 'next':
        return judgeSteps(of, asked, answers, job);
      case 'numbers':
      case 'labels':
        return judgeColumns(of, asked, answers, job);
    }
  }

  /** Numbers or labels of a part of the data. */
  async function judgeColumns(of: ModelOfRun, asked: Asked, answers: 'numbers' | 'labels', job: JobHandle): Promise<number> {
    const items = await partOfData(asked, job);
    const told = (done: number, total: number) => job.progress({ done, total });
    const question = { model: of.model, ...items };
    const about = {
      run: of.run.id,
      epoch: of.epoch,
      part: asked.part,
      folder: asked.folder,
      answers,
      steps: null,
      dataHash: of.dataset.hash,
      items: items.indices.length,
      rocAuc: null,
      classes: JSON.stringify(of.model.classes),
      confusion: '[]',
      skipped: '[]',
      createdAt: Date.now(),
    };
    if (answers === 'labels') {
      const { kind: _, perClass, ...figures } = await host.ask({ kind: 'evaluate-labels', ...question }, job.signal, told);
      const evaluation = { ...about, ...figures, perClass: JSON.stringify(perClass), baselines: null, baselinesKey: null };
      return store.transaction((db) => insertEvaluation(db, evaluation, []));
    }
    const { kind: _, loss, ...figures } = await host.ask({ kind: 'evaluate-numbers', ...question }, job.signal, told);
    const kept = { loss, accuracy: 0, majority: 0, perClass: '[]', baselines: null, baselinesKey: null };
    return store.transaction((db) => insertEvaluation(db, { ...about, ...kept, numbers: JSON.stringify(figures) }, []));
  }

  /** The items of a dataset's part, where nothing else is asked for. */
  async function partOfData({ pieces }: Asked, job: JobHandle): Promise<Extract<JudgeTask['items'], { indices: unknown }>> {
    let items: JudgeTask['items'] | null = null;
    for await (const piece of pieces(job)) items = piece.items;
    if (items === null || !('indices' in items)) throw new TypeError('such answers are judged on items of a dataset');
    return items;
  }

  async function judgeItems(of: ModelOfRun, asked: Asked, job: JobHandle): Promise<number> {
    const inStore = asked.folder === null && of.dataset.table === null;
    const paths = inStore ? await itemPaths(store.db, of.dataset.id) : new Map<number, string>();
    // Rows of a table are no items of the store's.
    const pathOf = (index: number) => (of.dataset.table === null ? (paths.get(index) ?? '') : `row ${index + 1}`);
    const counted = new Judged(of.dataset.classes);
    const skipped = new SkippedList(mostKept);
    const rows: JudgedRow[] = [];
    let last: JudgeTask['items'] | null = null;
    for await (const { items, skipped: before, whole } of asked.pieces(job)) {
      last = items;
      skipped.add(before);
      const answer = await host.ask({ kind: 'evaluate', model: of.model, items }, job.signal, (done, total) => {
        if (whole) job.progress({ done, total });
      });
      skipped.add(answer.skipped);
      rows.push(...counted.add(answer, pathOf).slice(0, asked.mostKept - rows.length));
    }
    const { perClass, confusion, ...figures } = counted.figures();
    const beside = last === null ? null : await besides(of, last, confusion, job);
    const evaluation = {
      run: of.run.id,
      epoch: of.epoch,
      part: asked.part,
      folder: asked.folder,
      answers: 'class' as const,
      steps: null,
      dataHash: asked.folder === null ? of.dataset.hash : null,
      ...figures,
      baselines: beside === null ? null : JSON.stringify(beside.baselines),
      baselinesKey: beside?.key ?? null,
      classes: JSON.stringify(of.model.classes),
      perClass: JSON.stringify(perClass),
      confusion: JSON.stringify(confusion),
      skipped: JSON.stringify(skipped.all()),
      createdAt: Date.now(),
    };
    return store.transaction((db) => insertEvaluation(db, evaluation, rows));
  }

  /** Only a part of the data is judged at each step. */
  async function judgeSteps(of: ModelOfRun, asked: Asked, answers: 'tags' | 'next', job: JobHandle): Promise<number> {
    const { part, folder } = asked;
    const items = await partOfData(asked, job);
    const told = (done: number, total: number) => job.progress({ done, total });
    const {
      kind: _,
      confusion,
      worst,
      ...answer
    } = await host.ask({ kind: 'evaluate-steps', model: of.model, ...items }, job.signal, told);
    job.progress({ message: 'Fitting baselines' });
    const { key, baselines } = await textBaselines(store.db, host, { of, ...items, confusion: null }, job.signal);
    const paths = await itemPaths(store.db, of.dataset.id);
    const evaluation = {
      ...answer,
      run: of.run.id,
      epoch: of.epoch,
      part,
      folder,
      answers,
      dataHash: of.dataset.hash,
      items: items.indices.length,
      majority: baselines.find(({ name }) => name === 'majority')?.accuracy ?? 0,
      rocAuc: null,
      baselines: JSON.stringify(baselines),
      baselinesKey: key,
      classes: JSON.stringify(of.model.classes),
      perClass: JSON.stringify(confusion === null ? [] : classScores(confusion, of.model.classes)),
      confusion: JSON.stringify(confusion ?? []),
      skipped: '[]',
      createdAt: Date.now(),
    };
    const texts = worst.map(({ index, loss, steps }) => ({ index, path: paths.get(index) ?? '', loss, steps: JSON.stringify(steps) }));
    return store.transaction((db) => insertEvaluation(db, evaluation, [], texts));
  }

  /** What plain ways of answering reach on the same texts; null for images and for what is not of the dataset. */
  async function besides(of: ModelOfRun, items: JudgeTask['items'], confusion: number[][], job: JobHandle) {
    if (of.dataset.kind === 'images' || !('indices' in items)) return null;
    job.progress({ message: 'Fitting baselines' });
    return textBaselines(store.db, host, { of, data: items.data, indices: items.indices, confusion }, job.signal);
  }

  /** A folder of images, in subfolders named like the classes. */
  async function ofFolder(of: ModelOfRun, folder: string): Promise<Asked & { total: number }> {
    requireKind(of, 'images');
    const { files, skipped } = await labelledFiles(folder, of.model.classes);
    const pieces = () => [{ items: { files }, skipped, whole: true }];
    return { part: 'folder', folder, pieces, mostKept: files.length, total: files.length };
  }

  /** A file of texts, or a folder of them. */
  async function ofFile(of: ModelOfRun, path: string, asked: LabelledColumns, signal: AbortSignal): Promise<Asked & { total: number }> {
    requireAnswers(of, 'class');
    const reader = new TextReader(path, {}, { onTrouble: (what, facts) => log.warn(what, facts) });
    const columns = await labelledColumns(reader, asked, await importedColumns(store.db, of.dataset.id), signal);
    async function* pieces({ signal, progress }: JobHandle): AsyncGenerator<Piece> {
      const told = (done: number, total: number) => progress({ done, total });
      for await (const { texts, skipped } of labelledTexts(reader, { path, columns, classes: of.model.classes }, { signal, told }))
        yield { items: { texts }, skipped, whole: false };
    }
    return { part: 'file', folder: path, pieces, mostKept, total: 1 };
  }

  /** A part of the data that the run learned from. */
  async function ofPart(of: ModelOfRun, dataset: Dataset, part: SplitName): Promise<Asked & { total: number }> {
    const data = await withPartsOf(folders, of.run.id, await workerData(context, dataset));
    const indices = data[part];
    if (indices.length === 0) throw appError('part-empty', { part, name: dataset.name });
    const pieces = () => [{ items: { data, indices }, skipped: [], whole: true }];
    return { part, folder: null, pieces, mostKept: indices.length, total: indices.length };
  }

  return {
    async run({ run, part, folder, file, columns = {} }, { signal }) {
      const of = await modelOfRun(context, run);
      const what = { kind: 'evaluate', title: `Evaluating ${of.run.name}`, project: of.run.project, subject: run } as const;
      const start = async ({ total, ...asked }: Asked & { total: number }) => ({
        job: await jobs.start({ ...what, total }, (job) => withModel(context, run, (newest) => judge(newest, asked, job))),
      });
      if (folder !== undefined) return start(await ofFolder(of, resolve(folder)));
      if (file !== undefined) return start(await ofFile(of, resolve(file), columns, realSignal(signal)));
      const dataset = await readyDataset(context, of.dataset.id);
      const known = await sameEvaluation(store.db, { run, epoch: of.epoch, part, dataHash: dataset.hash });
      if (known !== null) return { job: await jobs.start(what, async () => known) };
      return start(await ofPart(of, dataset, part));
    },
    async list({ run }) {
      await runById(store.db, run);
      return { evaluations: await evaluationsOf(store.db, run) };
    },
    get: ({ evaluation }) => evaluationById(store.db, evaluation),
    async cell({ evaluation, actual, predicted, offset, limit }) {
      await evaluationById(store.db, evaluation);
      return judgedItems(store.db, { evaluation, actual, predicted }, { offset, limit });
    },
    async worst({ evaluation, ...page }) {
      await evaluationById(store.db, evaluation);
      return worstTexts(store.db, evaluation, page);
    },
  };
};
