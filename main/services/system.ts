import type { Implementation } from '#app/contract/channel.ts';
import type { Contract } from '#app/contract/index.ts';
import { eraseRemovedBefore } from '../core/bin.ts';
import { getEngine } from '../engine/get-engine.ts';
import { engineStatuses } from '../engine/status.ts';
import type { ServiceContext } from '../service-context.ts';
import { dismissNotice, openNotices } from '../store/notices.ts';
import { readSettings, saveSettings } from '../store/settings.ts';
import { examine } from './system/doctor.ts';
import { listFolder } from './system/list-folder.ts';
import { storageOf } from './system/storage.ts';

/** The machine and the workspace: engines, settings, folders, room, notices, and the events that a client missed. */
export const system = (context: ServiceContext): Implementation<Contract['system']> => {
  const { store, events, jobs } = context;
  /** The one fetch under way: who asks again is given the same job. */
  let fetching: Promise<number> | null = null;

  const forget = () => {
    fetching = null;
  };

  const notices = async () => ({
    notices: (await openNotices(store.db)).map(({ id, at, message, remedy, file }) => ({ id, at, message, remedy, file })),
  });

  return {
    doctor: () => examine(context),
    engines: async () => ({ engines: await engineStatuses() }),

    async fetchEngine() {
      fetching ??= jobs.start({ kind: 'engine', title: 'Get TensorFlow' }, async (job) => {
        const found = await getEngine({ signal: job.signal, onProgress: job.progress }).finally(forget);
        events.tell({ type: 'changed', what: 'engines', project: null, id: null });
        return { folder: found.folder, version: found.pack?.version ?? null };
      });
      fetching.catch(forget);
      return { job: await fetching };
    },

    settings: () => readSettings(store.db),
    async saveSettings(change) {
      const saved = await store.transaction(async (db) => {
        await saveSettings(db, change);
        return readSettings(db);
      });
      events.tell({ type: 'changed', what: 'settings', project: null, id: null });
      return saved;
    },

    listFolder: ({ folder }) => listFolder(folder),
    storage: () => storageOf(context),
    storeNotices: notices,
    async dismissNotice({ notice }) {
      await store.transaction((db) => dismissNotice(db, notice, Date.now()));
      return notices();
    },

    async emptyBin() {
      const freed = await eraseRemovedBefore(context, Date.now());
      for (const what of ['projects', 'datasets', 'models', 'runs'] as const)
        events.tell({ type: 'changed', what, project: null, id: null });
      return { freed };
    },

    eventsSince: ({ seq }) => events.since(seq),
  };
};
