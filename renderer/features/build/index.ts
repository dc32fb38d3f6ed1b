import Blocks from '@lucide/svelte/icons/blocks';
import type { Feature } from '../feature.ts';
import Build from './Build.svelte';

/** The canvas on which a network is drawn, block by block. */
export const build: Feature = {
  name: 'build',
  title: 'Build',
  icon: Blocks,
  key: 'B',
  place: 'project',
  View: Build,
  mark: ({ models, datasets }) => {
    if (models > 0) return { kind: 'ready', note: 'A model is there' };
    // Without data it is data that is needed first.
    return datasets > 0 ? { kind: 'needs', note: 'No model yet' } : null;
  },
};
