import GitCompare from '@lucide/svelte/icons/git-compare-arrows';
import type { Feature } from '../feature.ts';
import Compare from './Compare.svelte';

/** Runs side by side: their curves, what differs between them, where each goes wrong. */
export const compare: Feature = { name: 'compare', title: 'Compare', icon: GitCompare, key: 'C', place: 'project', View: Compare };
