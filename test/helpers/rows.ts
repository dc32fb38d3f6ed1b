import type { Graph } from '#app/graph/graph.ts';
import { insertDataset } from '#main/store/datasets.ts';
import type { ItemRow } from '#main/store/item-block.ts';
import { fixVersion } from '#main/store/model-versions.ts';
import { insertModel } from '#main/store/models.ts';
import { insertProject } from '#main/store/projects.ts';
import { insertRun } from '#main/store/runs.ts';
import type { Database } from '#main/store/store.ts';
import type { NewRow } from '#main/store/tables.ts';

/** A graph that differs with `units`. */
export const someGraph = (units = 8): Graph => ({
  version: 1,
  nodes: [
    { id: 'input', block: 'Input', params: {} },
    { id: 'flatten', block: 'Flatten', params: {} },
    { id: 'dense', block: 'Dense', params: { units, activation: 'relu', useBias: true } },
    { id: 'output', block: 'Output', params: {} },
  ],
  edges: [
    { from: 'input', to: 'flatten' },
    { from: 'flatten', to: 'dense' },
    { from: 'dense', to: 'output' },
  ],
});

export const addProject = (db: Database, name = 'Project'): Promise<number> => insertProject(db, { name, createdAt: 1, openedAt: 1 });

export const addDataset = (db: Database, project: number, part: Partial<NewRow<'datasets'>> = {}): Promise<number> =>
  insertDataset(db, {
    project,
    name: 'Data',
    kind: 'images',
    state: 'ready',
    source: '/data',
    items: 0,
    skipped: 0,
    duplicates: 0,
    classes: JSON.stringify([{ name: 'a', items: 0, train: 0, validation: 0, test: 0 }]),
    preprocessing: JSON.stringify({ kind: 'images', width: 8, height: 8 }),
    split: JSON.stringify({}),
    options: '{}',
    shards: '[]',
    hash: null,
    bytes: 0,
    createdAt: 1,
    ...part,
  });

export const addModel = (db: Database, project: number, part: Partial<NewRow<'models'>> = {}): Promise<number> =>
  insertModel(db, { project, name: 'Model', graph: JSON.stringify(someGraph()), createdAt: 1, updatedAt: 1, ...part });

export interface Added {
  project: number;
  dataset: number;
  model: number;
  version: number;
  run: number;
}

/** A project with a dataset, a model and a run of it. */
export async function addRun(db: Database, part: Partial<NewRow<'runs'>> = {}): Promise<Added> {
  const project = await addProject(db);
  const dataset = await addDataset(db, project);
  const model = await addModel(db, project);
  const version = await fixVersion(db, model, someGraph());
  const run = await insertRun(db, {
    project,
    name: 'Run',
    state: 'running',
    dataset,
    modelVersion: version,
    config: '{}',
    parameters: 10,
    epochsDone: 0,
    step: 0,
    stepsPerEpoch: 5,
    final: JSON.stringify({ train: null, validation: null, test: null }),
    note: '',
    tags: '[]',
    createdAt: 1,
    ...part,
  });
  return { project, dataset, model, version, run };
}

export const anItem = (index: number, part: Partial<ItemRow> = {}): ItemRow => ({
  path: `a/${index}.png`,
  class: 0,
  split: 'train',
  width: 8,
  height: 8,
  bytes: 100,
  modifiedAt: 1,
  hash: `h${index}`,
  pixels: `p${index}`,
  duplicateOf: null,
  ...part,
});
