import { activation } from './activation.ts';
import { add } from './add.ts';
import { averagePooling2d } from './average-pooling2d.ts';
import { batchNormalization } from './batch-normalization.ts';
import type { Block, BlockGroup } from './block.ts';
import { concatenate } from './concatenate.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling2d } from './global-average-pooling2d.ts';
import { input } from './input.ts';
import { maxPooling2d } from './max-pooling2d.ts';
import { output } from './output.ts';

/** Every block of the product, in the order of the palette. */
export const blocks: readonly Block[] = [
  input,
  conv2d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  dense,
  flatten,
  activation,
  dropout,
  batchNormalization,
  add,
  concatenate,
  output,
];

/** The palette's groups, in order. */
export const blockGroups: readonly { group: BlockGroup; title: string }[] = [
  { group: 'input', title: 'Input' },
  { group: 'convolve', title: 'Convolve' },
  { group: 'pool', title: 'Pool' },
  { group: 'dense', title: 'Dense' },
  { group: 'activation', title: 'Activate' },
  { group: 'regularise', title: 'Regularise' },
  { group: 'merge', title: 'Merge' },
  { group: 'output', title: 'Output' },
];

// A Map, not an object: names come from files, and "constructor" must find nothing.
const byType = new Map(blocks.map((block) => [block.type, block]));

/** The block of a layer's standard name, or undefined. */
export const blockOf = (type: string): Block | undefined => byType.get(type);
