import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import type { Model } from '#app/contract/models.ts';
import { blockContextOf } from '#app/data/block-context.ts';
import { appError } from '#app/errors.ts';
import type { Graph } from '#app/graph/graph.ts';
import { graphFor, templateOf, templates, usualContext } from '#app/graph/templates/index.ts';
import type { ServiceContext } from '../service-context.ts';
import { datasetById } from '../store/datasets.ts';
import { historyOf, saveHistory } from '../store/model-history.ts';
import { fixVersion, versionById, versionsOf } from '../store/model-versions.ts';
import { changeModel, insertModel, listModels, modelById } from '../store/models.ts';
import { projectById } from '../store/projects.ts';
import type { Database } from '../store/store.ts';

const empty: Graph = { version: 1, nodes: [], edges: [] };

/** Models: drafts with their undo history, and the versions that runs were trained from. */
export const models = ({ store, events }: ServiceContext): Implementation<Contract['models']> => {
  const changed = (model: Model) => {
    events.tell({ type: 'changed', what: 'models', project: model.project, id: model.id });
    return model;
  };
  const change = async (id: number, part: Parameters<typeof changeModel>[2]) =>
    changed(await store.transaction((db) => changeModel(db, id, part)));

  return {
    list: async ({ project }) => ({ models: await listModels(store.db, project) }),
    get: ({ model }) => modelById(store.db, model),
    templates: () => ({ templates: templates.map(({ name, title, description }) => ({ name, title, description })) }),
    template: ({ name, dataset }) => templateGraph(store.db, name, dataset),

    async create({ project, name, template, dataset, graph }) {
      const model = await store.transaction(async (db) => {
        await projectById(db, project);
        const drawn = graph ?? (template === undefined ? empty : await templateGraph(db, template, dataset));
        const called = name ?? (template === undefined ? 'Model' : (templateOf(template)?.title ?? 'Model'));
        return createModel(db, { project, name: await freeName(db, project, called), template: template ?? null, graph: drawn });
      });
      return changed(model);
    },

    async save({ model, graph, history }) {
      const saved = await store.transaction(async (db) => {
        const kept = await changeModel(db, model, { graph: JSON.stringify(graph), updatedAt: Date.now() });
        if (history) await saveHistory(db, model, history);
        return kept;
      });
      return changed(saved);
    },

    async history({ model }) {
      await modelById(store.db, model);
      return historyOf(store.db, model);
    },

    async versions({ model }) {
      await modelById(store.db, model);
      return { versions: await versionsOf(store.db, model) };
    },

    async saveVersion({ model, note }) {
      const { version, told } = await store.transaction(async (db) => {
        const { graph } = await modelById(db, model);
        const id = await fixVersion(db, model, graph, note);
        return { version: await versionById(db, id), told: await modelById(db, model) };
      });
      changed(told);
      return version;
    },

    rename: ({ model, name }) => change(model, { name }),

    async duplicate({ model }) {
      const copy = await store.transaction(async (db) => {
        const { project, name, template, graph } = await modelById(db, model);
        return createModel(db, { project, name: await freeName(db, project, name), template, graph });
      });
      return changed(copy);
    },

    remove: ({ model }) => change(model, { deletedAt: Date.now() }),
    restore: ({ model }) => change(model, { deletedAt: null }),
  };
};

async function createModel(db: Database, model: { project: number; name: string; template: string | null; graph: Graph }): Promise<Model> {
  const now = Date.now();
  const id = await insertModel(db, { ...model, graph: JSON.stringify(model.graph), createdAt: now, updatedAt: now });
  return modelById(db, id);
}

/** A template as it suits the data, or data of its kind where there is none. */
async function templateGraph(db: Database, name: string, dataset: number | undefined): Promise<Graph> {
  const template = templateOf(name);
  if (!template) throw appError('template-unknown', { name, known: templates.map((each) => each.name).join(', ') });
  if (dataset === undefined) return graphFor(template, usualContext(template));
  const data = await datasetById(db, dataset);
  const context = blockContextOf(data);
  if (context === null) throw appError('dataset-not-ready', { name: data.name, state: data.state });
  return graphFor(template, context);
}

/** The name itself, or with the first number from 2 that no model of the project has: Small CNN 2. */
async function freeName(db: Database, project: number, name: string): Promise<string> {
  const taken = new Set((await listModels(db, project)).map((model) => model.name));
  const base = name.replace(/ \d+$/, '').slice(0, 110);
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${base} ${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}
