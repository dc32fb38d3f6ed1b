import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import { eraseProject } from '../core/bin.ts';
import type { ServiceContext } from '../service-context.ts';
import { changeProject, insertProject, listProjects, projectById } from '../store/projects.ts';

/** Samples are a service of their own (samples.ts): both together make the feature. */
type Projects = Omit<Implementation<Contract['projects']>, 'samples' | 'createFromSample'>;

/** Projects: named places for data, models and runs. */
export const projects = (context: ServiceContext): Projects => {
  const { store, events } = context;
  const changed = (id: number) => events.tell({ type: 'changed', what: 'projects', project: id, id });

  const change = async (id: number, part: Parameters<typeof changeProject>[2]) => {
    const project = await store.transaction((db) => changeProject(db, id, part));
    changed(id);
    return project;
  };

  return {
    list: async ({ deleted }) => ({ projects: await listProjects(store.db, deleted) }),
    get: ({ project }) => projectById(store.db, project),
    async create({ name }) {
      const now = Date.now();
      const project = await store.transaction(async (db) =>
        projectById(db, await insertProject(db, { name, createdAt: now, openedAt: now })),
      );
      changed(project.id);
      return project;
    },
    rename: ({ project, name }) => change(project, { name }),
    open: ({ project }) => change(project, { openedAt: Date.now() }),
    remove: ({ project }) => change(project, { deletedAt: Date.now() }),
    restore: ({ project }) => change(project, { deletedAt: null }),
    async erase({ project }) {
      await projectById(store.db, project);
      await eraseProject(context, project);
      changed(project);
      return {};
    },
  };
};
