import { resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { Contract } from '#app/contract/index.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import type { TextAnswers } from '#app/data/texts/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { classScores } from '#app/runs/metrics.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { judgedRows } from '#main/inference/judged.ts';
import { labelledFiles } from '#main/inference/labelled-files.ts';
import { textBaselines } from '#main/inference/text-baselines.ts';
import { type ModelOfRun, modelOfRun, withModel } from '#main/inference/trained-model.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { evaluationById, evaluationsOf, insertEvaluation, judgedItems, sameEvaluation, worstTexts } from '#main/store/evaluations.ts';
import { itemPaths } from '#main/store/run-sessions.ts';
import { runById } from '#main/store/runs.ts';
import type { JudgeTask, WorkerData } from '#main/training/protocol.ts';
import { withPartsOf } from '#main/training/run-parts.ts';
import { workerData } from '#main/training/worker-data.ts';
import { readyDataset } from './run-requirements.ts';

interface Asked {
  part: Evaluation['part'];
  folder: string | null;
  items: JudgeTask['items'];
  skipped: { path: string; reason: string }[];
}

/** How runs do on a part of the data or on a folder. */
export const evaluations = (context: ServiceContext): Implementation<Contract['evaluations']> => {
  const { store, jobs, events, folders } = context;
  const host = inferenceHost(context);

  /** Judges in a job, and keeps what came out. */
  async function judge(of: ModelOfRun, asked: Asked, job: JobHandle): Promise<Evaluation> {
    const answers = answersOf(of.dataset.preprocessing);
    const id =
      answers === 'class' || 'files' in asked.items
        ? await judgeItems(of, asked, job)
        : await judgeSteps(of, asked, asked.items, answers, job);
    events.tell({ type: 'changed', what: 'evaluations', project: of.run.project, id });
    return evaluationById(store.db, id);
  }

  async function judgeItems(of: ModelOfRun, asked: Asked, job: JobHandle): Promise<number> {
    const answer = await host.ask({ kind: 'evaluate', model: of.model, items: asked.items }, job.signal, (done, total) =>
      job.progress({ done, total }),
    );
    const paths = asked.folder === null ? await itemPaths(store.db, of.dataset.id) : new Map<number, string>();
    const { rows, ...figures } = judgedRows(answer, of.dataset.classes, (index) => paths.get(index) ?? '');
    const beside = await besides(of, asked, figures.confusion, job);
    const evaluation = {
      run: of.run.id,
      epoch: of.epoch,
      part: asked.part,
      folder: asked.folder,
      answers: 'class' as const,
      steps: null,
      dataHash: asked.folder === null ? of.dataset.hash : null,
      loss: answer.loss,
      items: figures.items,
      accuracy: figures.accuracy,
      majority: figures.majority,
      rocAuc: figures.rocAuc,
      baselines: beside === null ? null : JSON.stringify(beside.baselines),
      baselinesKey: beside?.key ?? null,
      classes: JSON.stringify(of.model.classes),
      perClass: JSON.stringify(figures.perClass),
      confusion: JSON.stringify(figures.confusion),
      skipped: JSON.stringify([...asked.skipped, ...answer.skipped]),
      createdAt: Date.now(),
    };
    return store.transaction((db) => insertEvaluation(db, evaluation, rows));
  }

  async function judgeSteps(
    of: ModelOfRun,
    { part, folder, skipped }: Asked,
    items: { data: WorkerData; indices: Int32Array },
    answers: TextAnswers,
    job: JobHandle,
  ): Promise<number> {
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
      skipped: JSON.stringify(skipped),
      createdAt: Date.now(),
    };
    const texts = worst.map(({ index, loss, steps }) => ({ index, path: paths.get(index) ?? '', loss, steps: JSON.stringify(steps) }));
    return store.transaction((db) => insertEvaluation(db, evaluation, [], texts));
  }

  /** What plain ways of answering reach on the same texts; null for images. */
  async function besides(of: ModelOfRun, { items }: Asked, confusion: number[][], job: JobHandle) {
    if (of.dataset.kind !== 'texts' || 'files' in items) return null;
    job.progress({ message: 'Fitting baselines' });
    return textBaselines(store.db, host, { of, data: items.data, indices: items.indices, confusion }, job.signal);
  }

  return {
    async run({ run, part, folder }) {
      const of = await modelOfRun(context, run);
      const what = { kind: 'evaluate', title: `Evaluating ${of.run.name}`, project: of.run.project, subject: run } as const;
      const start = (asked: Asked, total: number) =>
        jobs.start({ ...what, total }, (job) => withModel(context, run, (newest) => judge(newest, asked, job)));
      if (folder !== undefined) {
        if (of.dataset.kind !== 'images') throw appError('data-other', { run: of.run.name, must: of.dataset.kind, got: 'images' });
        const { files, skipped } = await labelledFiles(resolve(folder), of.model.classes);
        return { job: await start({ part: 'folder', folder: resolve(folder), items: { files }, skipped }, files.length) };
      }
      const dataset = await readyDataset(context, of.dataset.id);
      const known = await sameEvaluation(store.db, { run, epoch: of.epoch, part, dataHash: dataset.hash });
      if (known !== null) return { job: await jobs.start(what, async () => known) };
      const data = await withPartsOf(folders, run, await workerData(context, dataset));
      if (data[part].length === 0) throw appError('part-empty', { part, name: dataset.name });
      return { job: await start({ part, folder: null, items: { data, indices: data[part] }, skipped: [] }, data[part].length) };
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
