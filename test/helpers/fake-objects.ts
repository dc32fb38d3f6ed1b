import type { Job } from '#app/contract/jobs.ts';
import type { Project } from '#app/contract/projects.ts';
import type { Epoch, Run } from '#app/contract/runs.ts';
import type { Graph } from '#app/graph/graph.ts';
import { runConfig } from '#app/runs/config.ts';

/** A project as the core tells it, with what a test cares about. */
export const fakeProject = (change: Partial<Project> = {}): Project => ({
  id: 1,
  name: 'Flowers',
  createdAt: 1,
  openedAt: 1,
  deletedAt: null,
  datasets: 1,
  readyDatasets: 1,
  models: 1,
  runs: 2,
  running: 0,
  best: { measure: 'accuracy', figure: 0.912 },
  cover: null,
  coverKind: null,
  sample: null,
  ...change,
});

/** A job that has just begun, with what a test cares about. */
export const fakeJob = (change: Partial<Job> = {}): Job => ({
  id: 1,
  kind: 'import',
  title: 'Importing Flowers',
  state: 'running',
  done: 0,
  total: null,
  rate: null,
  secondsLeft: null,
  message: '',
  project: 1,
  subject: null,
  result: null,
  error: null,
  createdAt: 1,
  endedAt: null,
  ...change,
});

/** An epoch's figures: loss falls and accuracy rises with its number. */
export const fakeEpoch = (epoch: number, change: Partial<Epoch> = {}): Epoch => ({
  epoch,
  train: { loss: 1 / epoch, accuracy: 1 - 0.5 / epoch, error: null },
  validation: { loss: 1.1 / epoch, accuracy: 1 - 0.6 / epoch, error: null },
  learningRate: 0.001,
  seconds: 2,
  rate: 400,
  ...change,
});

/** Input → Flatten → Dense → Output. */
export const fakeGraph = (units = 4): Graph => ({
  version: 1,
  nodes: [
    { id: 'input', block: 'Input', params: {} },
    { id: 'flatten', block: 'Flatten', params: {} },
    { id: 'dense', block: 'Dense', params: { units } },
    { id: 'output', block: 'Output', params: {} },
  ],
  edges: [
    { from: 'input', to: 'flatten' },
    { from: 'flatten', to: 'dense' },
    { from: 'dense', to: 'output' },
  ],
});

/** A run of two epochs that has finished, with what a test cares about. */
export const fakeRun = (change: Partial<Run> = {}): Run => {
  const epochs = change.epochs ?? [fakeEpoch(1), fakeEpoch(2)];
  const last = epochs.at(-1);
  return {
    id: 1,
    project: 1,
    name: 'Run 1',
    state: 'finished',
    dataset: 1,
    datasetName: 'Flowers',
    model: 1,
    modelName: 'Small CNN',
    modelVersion: 1,
    versionNumber: 1,
    graph: fakeGraph(),
    config: runConfig.parse({ epochs: 2, batchSize: 32 }),
    hash: null,
    engine: { engine: 'tensorflow', version: '2.18.0', device: 'CPU', threads: 2, note: null },
    parameters: 1000,
    epochsDone: epochs.length,
    step: 0,
    stepsPerEpoch: 10,
    rate: null,
    secondsLeft: null,
    memory: null,
    compiling: false,
    epochs,
    bestEpoch: last?.epoch ?? null,
    final: { train: last?.train ?? null, validation: last?.validation ?? null, test: last?.validation ?? null },
    measure: 'accuracy',
    baseline: 0.25,
    error: null,
    note: '',
    tags: [],
    createdAt: 1,
    startedAt: 1,
    endedAt: 2,
    deletedAt: null,
    ...change,
  };
};
