import { resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import { realSignal } from '#main/cancellation.ts';
import { modelOfHead } from '#main/inference/model-of-head.ts';
import { modelOfRun, requireForecasts, withModel } from '#main/inference/trained-model.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { evaluationById, evaluationsOf, judgedItems, sameEvaluation, worstTexts } from '#main/store/evaluations.ts';
import { runById } from '#main/store/runs.ts';
import { fileGround, folderGround, type Ground, partGround } from './evaluations/grounds.ts';
import { EvaluationJudge } from './evaluations/judging.ts';
import { readyDataset } from './run-requirements.ts';

/** How runs do on a part of the data, on a folder or on a file. */
export const evaluations = (context: ServiceContext): Implementation<Contract['evaluations']> => {
  const { store, jobs } = context;
  const judge = new EvaluationJudge(context);

  return {
    async run({ run, part, head, folder, file, columns = {}, origins = null }, { signal }) {
      const of = modelOfHead(await modelOfRun(context, run), head);
      if (origins !== null) requireForecasts(of);
      const what = { kind: 'evaluate', title: `Evaluating ${of.run.name}`, project: of.run.project, subject: run } as const;
      const start = async (ground: Ground) => ({
        job: await jobs.start({ ...what, total: ground.total }, (job) =>
          withModel(context, run, (newest) => judge.judge(modelOfHead(newest, head), { ...ground, origins }, job)),
        ),
      });
      if (folder !== undefined) return start(await folderGround(of, resolve(folder)));
      if (file !== undefined) return start(await fileGround(context, of, resolve(file), columns, realSignal(signal)));
      await readyDataset(context, of.dataset.id);
      const { dataset } = of;
      const known = await sameEvaluation(store.db, { run, epoch: of.epoch, part, dataHash: dataset.hash, origins, head: of.model.head });
      if (known !== null) return { job: await jobs.start(what, async () => known) };
      return start(await partGround(context, of, dataset, part));
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
