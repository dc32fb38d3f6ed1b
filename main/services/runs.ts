import { freemem } from 'node:os';
import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { Run } from '#app/contract/runs.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { answersOf } from '#app/data/preprocessing.ts';
import { appError } from '#app/errors.ts';
import { thinned } from '#app/runs/curves.ts';
import { measureOf } from '#app/runs/measure.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { datasetById } from '#main/store/datasets.ts';
import { fixVersion, versionById } from '#main/store/model-versions.ts';
import { modelById } from '#main/store/models.ts';
import { keepRunFile } from '#main/store/rebuild/run-file.ts';
import { gradientsOf } from '#main/store/run-gradients.ts';
import { logOf } from '#main/store/run-log.ts';
import { configurationsOf, countRuns, runInside } from '#main/store/run-sessions.ts';
import { stepsAfter } from '#main/store/run-steps.ts';
import { changeRun, insertRun, listRuns, runById } from '#main/store/runs.ts';
import { forecast } from '#main/training/forecast.ts';
import { TrainingHost } from '#main/training/host.ts';
import { secondsPerStep } from '#main/training/measured-speed.ts';
import type { TrainTask } from '#main/training/protocol.ts';
import { Recorder } from '#main/training/recorder.ts';
import { keepFitted, keepParts, withPartsOf } from '#main/training/run-parts.ts';
import { toldError } from '#main/training/told-error.ts';
import { workerData } from '#main/training/worker-data.ts';
import { baselineOf, readyDataset, requireMemory, withEngine } from './run-requirements.ts';
import { planResume } from './run-resume.ts';

/** Training runs: made, started, watched, kept. */
export const runs = (context: ServiceContext, host = new TrainingHost(context)): Implementation<Contract['runs']> => {
  const { store, folders, events } = context;
  context.onClose(() => host.close());

  const find = async (id: number): Promise<Run> => host.live(await runById(store.db, id));
  const changed = async (id: number): Promise<Run> => {
    await host.refresh(id);
    const run = await find(id);
    events.tell({ type: 'run', run });
    return run;
  };
  const requireState = (run: Run, action: string, states: readonly Run['state'][]) => {
    if (!states.includes(run.state)) throw appError('run-state', { action, state: run.state });
  };

  /** The graph to train: a version's, which must be one of the model's, else the model as it stands. Throws not-found. */
  async function toTrain(id: number, version: number | undefined) {
    const model = await modelById(store.db, id);
    if (version === undefined) return model;
    const fixed = await versionById(store.db, version);
    if (fixed.model !== id) throw appError('not-found', { what: 'model version', id: version });
    return { ...model, graph: fixed.graph };
  }

  /** Puts a run whose row says "queued" to work. */
  function submit(run: Run, how: Pick<TrainTask, 'resume' | 'began' | 'force'>) {
    return host.submit(run, async () => {
      const dataset = await readyDataset(context, run.dataset);
      const { graphHash, dataHash } = await runInside(store.db, run.id);
      const current = await workerData(context, dataset);
      if (how.resume === null) {
        await keepParts(folders, run.id, current);
        await keepFitted(folders, run.id, current);
      }
      const data = how.resume === null ? current : await withPartsOf(folders, run.id, current);
      return {
        kind: 'train',
        run: run.id,
        graph: run.graph,
        data,
        config: run.config,
        dataHash: dataHash ?? '',
        graphHash,
        folder: folders.checkpoints(run.id),
        known: await configurationsOf(store.db, graphHash, run.dataset),
        ...how,
      };
    });
  }

  return {
    async list({ deleted, ...filter }) {
      return { runs: (await listRuns(store.db, { ...filter, deleted })).map((run) => host.live(run)) };
    },
    get: ({ run }) => find(run),

    async forecast({ dataset, model, version, config }) {
      const { graph } = await toTrain(model, version);
      const data = await datasetById(store.db, dataset);
      const need = forecast(graph, data, config);
      return { ...need, memoryFree: freemem(), secondsPerStep: await secondsPerStep(store.db, graph, need, config) };
    },

    async start({ dataset: datasetId, model: modelId, version, config: wished, name }) {
      const dataset = await readyDataset(context, datasetId);
      const { graph, project } = await toTrain(modelId, version);
      const config = await withEngine(context, wished);
      const need = forecast(graph, dataset, config);
      requireMemory(need);
      if (config.classWeights !== 'none' && answersOf(dataset.preprocessing) !== 'class')
        throw appError('class-weights-steps', { name: dataset.name });
      const id = await store.transaction(async (db) =>
        insertRun(db, {
          project,
          name: name ?? `Run ${(await countRuns(db, project)) + 1}`,
          state: 'queued',
          dataset: datasetId,
          modelVersion: version ?? (await fixVersion(db, modelId, graph)),
          config: JSON.stringify(config),
          parameters: need.parameters,
          epochsDone: 0,
          step: 0,
          stepsPerEpoch: need.stepsPerEpoch,
          measure: measureOf(blockContextOf(dataset) ?? {}),
          baseline: baselineOf(dataset),
          final: JSON.stringify({ train: null, validation: null, test: null }),
          note: '',
          tags: '[]',
          createdAt: Date.now(),
        }),
      );
      await new Recorder(context, id).made();
      const run = await changed(id);
      events.tell({ type: 'changed', what: 'runs', project, id });
      await submit(run, { resume: null, began: null, force: false });
      return find(id);
    },

    async pause({ run: id }) {
      requireState(await find(id), 'be paused', ['running']);
      await host.pause(id);
      return find(id);
    },
    async proceed({ run: id }) {
      requireState(await find(id), 'go on', ['paused']);
      await host.proceed(id);
      return find(id);
    },
    async stop({ run: id, keep }) {
      requireState(await find(id), 'be stopped', ['queued', 'running', 'paused']);
      await host.stop(id, keep);
      return find(id);
    },

    resume: async (wish) => {
      const before = await find(wish.run);
      requireState(before, 'be resumed', ['finished', 'stopped', 'interrupted', 'failed']);
      const { how, config, before: columns } = await planResume(context, before, wish);
      await store.transaction((db) =>
        changeRun(db, before.id, { state: 'queued', config: JSON.stringify(config), error: null, endedAt: null }),
      );
      const { begun } = await submit(await changed(before.id), how);
      const standing = await begun;
      if (standing?.state === 'failed' && standing.error?.code === 'run-configuration-differs') {
        // Refused before a step was made: the run stays what it was.
        await store.transaction((db) => changeRun(db, before.id, columns));
        await changed(before.id);
        throw toldError(standing.error);
      }
      return find(before.id);
    },

    async update({ run: id, name, note, tags }) {
      await find(id);
      const change = {
        ...(name !== undefined && { name }),
        ...(note !== undefined && { note }),
        ...(tags !== undefined && { tags: JSON.stringify([...new Set(tags)]) }),
      };
      await store.transaction(async (db) => {
        if (Object.keys(change).length > 0) await changeRun(db, id, change);
      });
      await keepRunFile(store.db, folders, id);
      return changed(id);
    },
    async remove({ run: id }) {
      requireState(await find(id), 'be deleted', ['finished', 'stopped', 'interrupted', 'failed']);
      return putInBin(id, Date.now());
    },
    async restore({ run: id }) {
      await find(id);
      return putInBin(id, null);
    },

    async steps({ run: id, after, most }) {
      await find(id);
      const { step, loss, figure } = await stepsAfter(store.db, id, after);
      const places = thinned([loss, figure], most);
      return {
        step: Float64Array.from(places, (place) => step[place] ?? 0),
        loss: Float32Array.from(places, (place) => loss[place] ?? Number.NaN),
        figure: Float32Array.from(places, (place) => figure[place] ?? Number.NaN),
      };
    },
    async gradients({ run: id }) {
      await find(id);
      return { looks: await gradientsOf(store.db, id) };
    },
    async log({ run: id }) {
      await find(id);
      return { entries: await logOf(store.db, id) };
    },
  };

  async function putInBin(id: number, deletedAt: number | null): Promise<Run> {
    await store.transaction((db) => changeRun(db, id, { deletedAt }));
    const run = await changed(id);
    events.tell({ type: 'changed', what: 'runs', project: run.project, id });
    return run;
  }
};
