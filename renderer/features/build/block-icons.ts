import Activity from '@lucide/svelte/icons/activity';
import ArrowLeftRight from '@lucide/svelte/icons/arrow-left-right';
import AudioLines from '@lucide/svelte/icons/audio-lines';
import Binary from '@lucide/svelte/icons/binary';
import Box from '@lucide/svelte/icons/box';
import CirclePlus from '@lucide/svelte/icons/circle-plus';
import Combine from '@lucide/svelte/icons/combine';
import Copy from '@lucide/svelte/icons/copy';
import Crosshair from '@lucide/svelte/icons/crosshair';
import EyeOff from '@lucide/svelte/icons/eye-off';
import Focus from '@lucide/svelte/icons/focus';
import Grid3x3 from '@lucide/svelte/icons/grid-3x3';
import Locate from '@lucide/svelte/icons/locate';
import LogIn from '@lucide/svelte/icons/log-in';
import MemoryStick from '@lucide/svelte/icons/memory-stick';
import Minimize2 from '@lucide/svelte/icons/minimize-2';
import Network from '@lucide/svelte/icons/network';
import Repeat from '@lucide/svelte/icons/repeat';
import Repeat2 from '@lucide/svelte/icons/repeat-2';
import RotateCw from '@lucide/svelte/icons/rotate-cw';
import Rows3 from '@lucide/svelte/icons/rows-3';
import Scaling from '@lucide/svelte/icons/scaling';
import ScanEye from '@lucide/svelte/icons/scan-eye';
import Shrink from '@lucide/svelte/icons/shrink';
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal';
import Spline from '@lucide/svelte/icons/spline';
import Split from '@lucide/svelte/icons/split';
import SquareDashed from '@lucide/svelte/icons/square-dashed';
import SquircleDashed from '@lucide/svelte/icons/squircle-dashed';
import TableProperties from '@lucide/svelte/icons/table-properties';
import Target from '@lucide/svelte/icons/target';
import UnfoldHorizontal from '@lucide/svelte/icons/unfold-horizontal';
import type { Component } from 'svelte';

// Blocks name their icon; the window carries only those, not all of Lucide. A test asks for each block's.
const icons: Readonly<Record<string, Component>> = {
  activity: Activity,
  'arrow-left-right': ArrowLeftRight,
  'audio-lines': AudioLines,
  binary: Binary,
  'circle-plus': CirclePlus,
  combine: Combine,
  copy: Copy,
  crosshair: Crosshair,
  'eye-off': EyeOff,
  focus: Focus,
  'grid-3x3': Grid3x3,
  locate: Locate,
  'log-in': LogIn,
  'memory-stick': MemoryStick,
  'minimize-2': Minimize2,
  network: Network,
  repeat: Repeat,
  'repeat-2': Repeat2,
  'rotate-cw': RotateCw,
  'rows-3': Rows3,
  scaling: Scaling,
  'scan-eye': ScanEye,
  shrink: Shrink,
  'sliders-horizontal': SlidersHorizontal,
  spline: Spline,
  'square-dashed': SquareDashed,
  'squircle-dashed': SquircleDashed,
  split: Split,
  'table-properties': TableProperties,
  target: Target,
  'unfold-horizontal': UnfoldHorizontal,
};

/** Whether the window carries a block's icon. */
export const hasIcon = (name: string): boolean => Object.hasOwn(icons, name);

/** The icon that a block names; a plain box for blocks nobody knows. */
export const blockIcon = (name: string | undefined): Component => (name !== undefined && hasIcon(name) ? icons[name] : undefined) ?? Box;
