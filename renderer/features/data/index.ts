import Database from '@lucide/svelte/icons/database';
import { session } from '#renderer/frame/session.svelte.ts';
import type { Feature } from '../feature.ts';
import Data from './Data.svelte';

/** What the network learns from: importing it, looking at it, splitting it, what is wrong with it. */
export const data: Feature = {
  name: 'data',
  title: 'Data',
  icon: Database,
  key: 'D',
  place: 'project',
  View: Data,
  mark: (project) => {
    if (session.activeJobs.some((job) => job.project === project.id && job.kind === 'import'))
      return { kind: 'running', note: 'Importing' };
    if (project.readyDatasets > 0) return { kind: 'ready', note: 'Data is there' };
    return { kind: 'needs', note: project.datasets > 0 ? 'No data imported as a whole' : 'No data yet' };
  },
};
