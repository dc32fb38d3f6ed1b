import Blocks from '@lucide/svelte/icons/blocks';
import type { Feature } from '../feature.ts';
import Build from './Build.svelte';

/** The canvas on which a network is drawn, block by block. */
export const build: Feature = { name: 'build', title: 'Build', icon: Blocks, key: 'B', place: 'project', View: Build };
