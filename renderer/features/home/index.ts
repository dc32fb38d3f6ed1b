import House from '@lucide/svelte/icons/house';
import type { Feature } from '../feature.ts';
import Home from './Home.svelte';

/** Projects, samples, and the way in with data of one's own. It looks at nothing of the address. */
export const home: Feature = {
  name: 'home',
  title: 'Home',
  icon: House,
  key: 'H',
  place: 'home',
  View: (internals) => Home(internals, {}),
};
