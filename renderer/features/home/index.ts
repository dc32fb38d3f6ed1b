import type { Component } from 'svelte';
import House from '@lucide/svelte/icons/house';
import type { Feature, ViewProps } from '../feature.ts';
import Home from './Home.svelte';

/** Projects, samples, and the way in with data of one's own. */
export const home: Feature = {
  name: 'home',
  title: 'Home',
  icon: House,
  key: 'H',
  place: 'home',
  // Home looks at nothing of the address, so it takes no props; being given some does no harm.
  View: Home as Component<ViewProps>,
};
