import Play from '@lucide/svelte/icons/play';
import { session } from '#renderer/frame/session.svelte.ts';
import type { Feature } from '../feature.ts';
import Train from './Train.svelte';

/** Runs: setting one up, watching it learn, stopping and going on. */
export const train: Feature = {
  name: 'train',
  title: 'Train',
  icon: Play,
  key: 'T',
  place: 'project',
  View: Train,
  mark: (project) => {
    const active = session.runs.find((run) => run.state === 'running' || run.state === 'queued');
    if (active !== undefined) return { kind: 'running', note: `${active.name} is training` };
    const last = session.runs[0];
    if (last?.state === 'failed' || last?.state === 'interrupted') return { kind: 'needs', note: `${last.name} was cut off` };
    return project.runs > 0 ? { kind: 'ready', note: 'Trained' } : null;
  },
};
