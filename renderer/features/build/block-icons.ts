import Activity from '@lucide/svelte/icons/activity';
import Box from '@lucide/svelte/icons/box';
import CirclePlus from '@lucide/svelte/icons/circle-plus';
import Combine from '@lucide/svelte/icons/combine';
import Crosshair from '@lucide/svelte/icons/crosshair';
import Grid3x3 from '@lucide/svelte/icons/grid-3x3';
import Image from '@lucide/svelte/icons/image';
import Minimize2 from '@lucide/svelte/icons/minimize-2';
import Network from '@lucide/svelte/icons/network';
import Shrink from '@lucide/svelte/icons/shrink';
import Spline from '@lucide/svelte/icons/spline';
import SquircleDashed from '@lucide/svelte/icons/squircle-dashed';
import Target from '@lucide/svelte/icons/target';
import UnfoldHorizontal from '@lucide/svelte/icons/unfold-horizontal';
import type { Component } from 'svelte';

// Blocks name their icon; the window carries only those, not all of Lucide. A test asks for each block's.
const icons: Readonly<Record<string, Component>> = {
  activity: Activity,
  'circle-plus': CirclePlus,
  combine: Combine,
  crosshair: Crosshair,
  'grid-3x3': Grid3x3,
  image: Image,
  'minimize-2': Minimize2,
  network: Network,
  shrink: Shrink,
  spline: Spline,
  'squircle-dashed': SquircleDashed,
  target: Target,
  'unfold-horizontal': UnfoldHorizontal,
};

/** Whether the window carries a block's icon. */
export const hasIcon = (name: string): boolean => Object.hasOwn(icons, name);

/** The icon that a block names; a plain box for blocks nobody knows. */
export const blockIcon = (name: string | undefined): Component => (name !== undefined && hasIcon(name) ? icons[name] : undefined) ?? Box;
