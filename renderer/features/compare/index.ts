import GitCompare from '@lucide/svelte/icons/git-compare-arrows';
import { session } from '#renderer/frame/session.svelte.ts';
import type { Feature } from '../feature.ts';
import Compare from './Compare.svelte';

/** Runs side by side: their curves, what differs between them, where each goes wrong. */
export const compare: Feature = {
  name: 'compare',
  title: 'Compare',
  icon: GitCompare,
  key: 'C',
  place: 'project',
  View: Compare,
  mark: () => (session.runs.filter((run) => run.epochsDone > 0).length > 1 ? { kind: 'ready', note: 'Runs can be compared' } : null),
};
