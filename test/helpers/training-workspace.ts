import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '#app/contract/events.ts';
import type { Run } from '#app/contract/runs.ts';
import type { Graph } from '#app/graph/graph.ts';
import { type RunConfig, runConfig } from '#app/runs/config.ts';
import { tidy } from '#main/core/tidy.ts';
import { findPack } from '#main/engine/packs/find.ts';
import { openEvents } from '#main/events.ts';
import { openJobs } from '#main/jobs.ts';
import { noLog } from '#main/log.ts';
import type { ServiceContext } from '#main/service-context.ts';
import { evaluations } from '#main/services/evaluations.ts';
import { exporting } from '#main/services/exports.ts';
import { predictions } from '#main/services/predictions.ts';
import { runs } from '#main/services/runs.ts';
import { insertDataset } from '#main/store/datasets.ts';
import { insertItems } from '#main/store/items.ts';
import { insertModel } from '#main/store/models.ts';
import { openStore } from '#main/store/open.ts';
import { insertProject } from '#main/store/projects.ts';
import { readSettings } from '#main/store/settings.ts';
import { type HostOptions, TrainingHost } from '#main/training/host.ts';
import { toldError } from '#main/training/told-error.ts';
import { workspaceFolders } from '#main/workspace-folders.ts';

/** TensorFlow where it is found, else the portable engine; tests that train say which in their names. */
export const trainingEngine = findPack() === null ? 'portable' : 'tensorflow';

/** Sides of the drawn images. */
export const side = 8;
const signal = new AbortController().signal;

export type TrainingWorkspace = Awaited<ReturnType<typeof openTrainingWorkspace>>;

/** A real store, events, jobs and runs service over a folder, which is made unless it is given. */
export async function openTrainingWorkspace(options: HostOptions & { folder?: string; settings?: Record<string, unknown> } = {}) {
  const root = options.folder ?? (await mkdtemp(join(tmpdir(), 'unfold-training-')));
  const folders = workspaceFolders(root);
  for (const folder of [folders.datasets, folders.runs, folders.exports]) await mkdir(folder, { recursive: true });
  const store = await openStore(folders, noLog);
  await tidy(store, folders, noLog);
  const events = await openEvents(store, noLog);
  const jobs = await openJobs(store, events, noLog);
  const closers: (() => Promise<void>)[] = [];
  const heard: Event[] = [];
  events.subscribe((event) => heard.push(event));
  const context: ServiceContext = {
    version: 'test',
    store,
    jobs,
    events,
    folders,
    log: noLog,
    settings: async () => ({ ...(await readSettings(store.db)), ...options.settings }),
    call: () => Promise.reject(new Error('this workspace has no other services')),
    onClose: (work) => closers.push(work),
  };
  const host = new TrainingHost(context, options);
  const service = runs(context, host);
  const call = { signal };

  return {
    root,
    folders,
    store,
    context,
    heard,
    host,
    runs: service,
    evaluations: evaluations(context),
    predictions: predictions(context),
    exports: exporting(context),
    call,
    /** Waits for the job that a call started; throws its error. */
    async job<T>(started: { job: number } | Promise<{ job: number }>): Promise<T> {
      const job = await jobs.ended((await started).job);
      if (job.error !== null) throw toldError(job.error);
      return job.result as T;
    },
    get: (run: number) => Promise.resolve(service.get({ run }, call)) as Promise<Run>,

    async start(project: { dataset: number; model: number }, config: Partial<RunConfig>): Promise<Run> {
      const whole = runConfig.parse({ engine: trainingEngine, epochs: 2, batchSize: 16, learningRate: 0.01, ...config });
      return (await service.start({ dataset: project.dataset, model: project.model, config: whole }, call)) as Run;
    },

    /** Waits until the run stands as wished; throws after `seconds`. */
    async until(run: number, reached: (run: Run) => boolean, seconds = 60): Promise<Run> {
      const end = performance.now() + seconds * 1000;
      for (;;) {
        const now = (await service.get({ run }, call)) as Run;
        if (reached(now)) return now;
        if (performance.now() > end) throw new Error(`run ${run} is ${now.state} after ${seconds} s: ${JSON.stringify(now.error)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },

    /** Ends everything in order; the folder stays when it was given. */
    async close(): Promise<void> {
      for (const work of closers.toReversed()) await work();
      await jobs.close();
      await events.close();
      await store.close();
      if (options.folder === undefined) await rm(root, { recursive: true, force: true });
    },
  };
}

export const isOver = (run: Run): boolean => !['queued', 'running', 'paused'].includes(run.state);

/** A model with everything that is hard to resume: dropout and batch normalisation. */
export const graphOf = (blocks: { block: string; params?: Graph['nodes'][number]['params'] }[]): Graph => {
  const nodes = [{ block: 'Input' }, ...blocks, { block: 'Output' }].map((node, place) => ({ id: `n${place}`, params: {}, ...node }));
  return { version: 1, nodes, edges: nodes.slice(1).map((node, place) => ({ from: `n${place}`, to: node.id })) };
};
export const tinyGraph = graphOf([
  { block: 'Conv2D', params: { filters: 4 } },
  { block: 'BatchNormalization' },
  { block: 'Flatten' },
  { block: 'Dropout', params: { rate: 0.2 } },
  { block: 'Dense', params: { units: 3 } },
]);

/** A project with a drawn dataset (class c brightens rows c, c + 3 …; every tenth item is validation, every tenth test) and a model. */
export async function drawProject(
  { store, folders }: Pick<ServiceContext, 'store' | 'folders'>,
  options: { items?: number; graph?: Graph } = {},
) {
  const items = options.items ?? 160;
  const classes = ['low', 'middle', 'high'];
  const size = side * side;
  let state = 1;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pixels = Uint8Array.from({ length: items * size }, (_, at) => {
    const bright = Math.floor((at % size) / side) % classes.length === Math.floor(at / size) % classes.length;
    return Math.floor(draw() * 128) + (bright ? 100 : 0);
  });
  const part = (index: number) => (index % 10 === 8 ? 'validation' : index % 10 === 9 ? 'test' : 'train');
  const counted = (label: number) => {
    const mine = Array.from({ length: items }, (_, index) => index).filter((index) => index % classes.length === label);
    const count = (name: string) => mine.filter((index) => part(index) === name).length;
    return { name: classes[label] ?? '', items: mine.length, train: count('train'), validation: count('validation'), test: count('test') };
  };
  const now = Date.now();
  const made = await store.transaction(async (db) => {
    const project = await insertProject(db, { name: 'Rows', createdAt: now, openedAt: now });
    const dataset = await insertDataset(db, {
      project,
      name: 'Rows',
      kind: 'images',
      state: 'ready',
      source: '/drawn',
      items,
      skipped: 0,
      duplicates: 0,
      bytes: pixels.length,
      classes: JSON.stringify(classes.map((_, label) => counted(label))),
      preprocessing: JSON.stringify({ kind: 'images', width: side, height: side, channels: 'gray', fit: 'stretch', background: 0 }),
      split: JSON.stringify({ train: 80, validation: 10, test: 10, seed: 7, given: false }),
      options: '{}',
      shards: JSON.stringify([
        { file: 'shard-00000.bin', bytes: pixels.length, sha256: createHash('sha256').update(pixels).digest('hex'), items },
      ]),
      hash: createHash('sha256').update(pixels).digest('hex'),
      createdAt: now,
    });
    await insertItems(
      db,
      dataset,
      Array.from({ length: items }, (_, index) => {
        const path = `${classes[index % classes.length]}/${index}.png`;
        return {
          path,
          class: index % classes.length,
          split: part(index),
          width: side,
          height: side,
          bytes: size,
          modifiedAt: now,
          hash: '',
          pixels: '',
          duplicateOf: null,
        };
      }),
    );
    const model = await insertModel(db, {
      project,
      name: 'Tiny',
      template: null,
      graph: JSON.stringify(options.graph ?? tinyGraph),
      createdAt: now,
      updatedAt: now,
    });
    return { project, dataset, model };
  });
  await mkdir(folders.dataset(made.dataset), { recursive: true });
  await writeFile(join(folders.dataset(made.dataset), 'shard-00000.bin'), pixels);
  return { ...made, pixels, classes };
}
