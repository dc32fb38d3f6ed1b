import Settings2 from '@lucide/svelte/icons/settings-2';
import type { Feature } from '../feature.ts';
import Settings from './Settings.svelte';

/** Engines, look, keys, storage, the Bin, versions. */
export const settings: Feature = { name: 'settings', title: 'Settings', icon: Settings2, key: 'S', place: 'foot', View: Settings };
