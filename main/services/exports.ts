import { resolve } from 'node:path';
import type { Implementation } from '#app/contract/channel.ts';
import type { Exported } from '#app/contract/exports.ts';
import type { Contract } from '#app/contract/index.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { headOf, lossName } from '#app/graph/head.ts';
import { exporterOf, exporters } from '#main/exporters/index.ts';
import { requireFree } from '#main/exporters/proof.ts';
import { inferenceHost } from '#main/inference/host.ts';
import { type ModelOfRun, modelOfRun, withModel } from '#main/inference/trained-model.ts';
import type { JobHandle } from '#main/jobs.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { insertExport, listExports } from '#main/store/exports.ts';
import { runById } from '#main/store/runs.ts';
import { workerData } from '#main/training/worker-data.ts';

/** Examples that go along with a file: raw items and the app's answers. */
const EXAMPLES = 10;

/** Trained models as files that answer like the app. */
export const exporting = (context: ServiceContext): Implementation<Contract['exports']> => {
  const { store, jobs, folders, events, version } = context;
  const host = inferenceHost(context);

  /** Writes the files in a job, and keeps that they were. */
  async function write(of: ModelOfRun, format: string, out: string, signal: AbortSignal): Promise<Exported> {
    const data = of.hasData ? await workerData(context, of.dataset) : null;
    const examples = data === null ? EXAMPLES : spread(data);
    const columns = of.dataset.table?.columns ?? [];
    const task = { kind: 'export', model: of.model, data, examples, columns, format, out, about: aboutOf(of, version) } as const;
    const { files, examples: proven, maxDifference } = await host.ask(task, signal);
    const exported = { run: of.run.id, epoch: of.epoch, format, out, files, examples: proven, maxDifference, createdAt: Date.now() };
    const id = await store.transaction((db) => insertExport(db, exported));
    events.tell({ type: 'changed', what: 'exports', project: of.run.project, id });
    return { id, ...exported };
  }

  return {
    formats: () => ({ formats: exporters.map(({ name, title, description, opensWith }) => ({ name, title, description, opensWith })) }),

    async create({ run, format, out: wished }) {
      exporterOf(format);
      const { run: found } = await modelOfRun(context, run);
      const folder = wished === undefined ? null : resolve(wished);
      if (folder !== null) await requireFree(folder);
      const what = { kind: 'export', title: `Exporting ${found.name}`, project: found.project, subject: run } as const;
      const work = (job: JobHandle) => withModel(context, run, (of) => write(of, format, folder ?? folders.export(job.id), job.signal));
      return { job: await jobs.start(what, work) };
    },

    async list({ run }) {
      if (run !== undefined) await runById(store.db, run);
      return { exports: await listExports(store.db, run) };
    },
  };
};

/** Items all over the held-out part; of what there is, where there is none. */
function spread({ test, validation, train }: Record<'test' | 'validation' | 'train', Int32Array>): Int32Array {
  const part = [test, validation].find((each) => each.length > 0) ?? train;
  const count = Math.min(EXAMPLES, part.length);
  return Int32Array.from({ length: count }, (_, place) => part[Math.floor((place * part.length) / count)] ?? 0);
}

/** What a reader of the file may want to know of where it came from. */
function aboutOf({ run, epoch, dataset }: ModelOfRun, version: string): Record<string, unknown> {
  const { engine: _, ...settings } = run.config;
  const figures = run.epochs.find((each) => each.epoch === epoch);
  return {
    madeWith: `Unfold ${version}`,
    run: {
      id: run.id,
      name: run.name,
      epoch,
      model: `${run.modelName} v${run.versionNumber}`,
      data: dataset.name,
      parameters: run.parameters,
      engine: run.engine,
      // Of classes the configuration names no loss: there is none to choose.
      settings: { ...settings, loss: lossName(headOf(blockContextOf(dataset) ?? {}, run.config)) },
      hash: run.hash,
      createdAt: new Date(run.createdAt).toISOString(),
    },
    metrics: { train: figures?.train ?? run.final.train, validation: figures?.validation ?? run.final.validation, test: run.final.test },
  };
}
