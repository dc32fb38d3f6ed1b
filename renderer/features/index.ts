import { build } from './build/index.ts';
import { compare } from './compare/index.ts';
import { data } from './data/index.ts';
import type { Feature } from './feature.ts';
import { home } from './home/index.ts';
import { settings } from './settings/index.ts';
import { train } from './train/index.ts';
import { use } from './use/index.ts';

/** Every feature there is, in the rail's order. A new one is one line here. */
export const features: readonly Feature[] = [home, data, build, train, compare, use, settings];
