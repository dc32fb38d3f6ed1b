import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';

/** Size of what flows along a wire without the batch: [height, width, channels], [features] … */
export type Shape = readonly number[];

export type BlockGroup = 'input' | 'convolve' | 'pool' | 'dense' | 'activation' | 'regularise' | 'merge' | 'output';

/** What a block needs to know of the data it will meet. */
export interface BlockContext {
  /** Shape of one item, as preprocessing leaves it. */
  input: Shape;
  /** Number of classes; null without data. */
  classes: number | null;
}

/** One repair the user can take with a click: what it says, and the parameters or block that it changes. */
export type Repair =
  | { label: string; kind: 'set'; params: Record<string, unknown> }
  | { label: string; kind: 'insert-before'; block: string; params?: Record<string, unknown> };

/** Shapes that fit give a result; those that do not, a message "X must be …; got Y" with repairs. */
export type ShapeResult = { ok: true; shape: Shape } | { ok: false; message: string; repairs: Repair[] };

/** A figure with the formula it came from, written with the real values: `⌊(32−3+2·1)/1⌋+1 = 32`. */
export interface Working {
  label: string;
  formula: string;
  value: string;
}

/** How a parameter is edited; the inspector is made from these and the schema. */
export interface Field {
  label: string;
  /** What it means, one sentence in plain words. */
  help: string;
  control: 'integer' | 'number' | 'pair' | 'choice' | 'switch' | 'text';
  unit?: string;
  choices?: readonly { value: string; label: string }[];
  min?: number;
  max?: number;
  step?: number;
}

/**
 * One block: everything the product knows of a layer, in one file. Palette, node, inspector, help, compiler and code
 * export read it from here. P is the type of its parameters.
 */
export interface Block<P = Record<string, unknown>> {
  /** Standard name of the layer, and its id in graphs: Conv2D. */
  type: string;
  title: string;
  group: BlockGroup;
  /** Name of a Lucide icon, kebab-case. */
  icon: string;
  /** One sentence for the palette, a few for help. */
  summary: string;
  help: string;
  /** Words that find it in the palette. */
  keywords: readonly string[];
  params: z.ZodType<P>;
  fields: { readonly [K in keyof P]: Field };
  /** Least and most wires that may come in; most is Infinity for merging blocks. */
  inputs: { least: number; most: number };
  /** False for the output. */
  hasOutput: boolean;
  /** Parameters as the node's subtitle: "64 3×3 same relu". */
  describe(params: P): string;
  shape(params: P, inputs: readonly Shape[], context: BlockContext): ShapeResult;
  /** Trainable and frozen numbers the layer holds. */
  parameters(params: P, inputs: readonly Shape[], context: BlockContext): { trainable: number; frozen: number };
  /** Multiply-adds for one item, forward. */
  operations(params: P, inputs: readonly Shape[], context: BlockContext): number;
  /** The arithmetic, to be shown. */
  workings(params: P, inputs: readonly Shape[], context: BlockContext): Working[];
  /** Makes the layer and applies it. `seed` differs a block and a run; `tf` is handed in so that the palette need not load it. */
  build(tf: typeof tfjs, params: P, inputs: readonly tfjs.SymbolicTensor[], context: BuildContext): tfjs.SymbolicTensor;
  /** Class names in Keras and PyTorch. */
  keras: string;
  pytorch: string;
}

export interface BuildContext extends BlockContext {
  /** Layer name, unique in the model. */
  name: string;
  seed: number;
}
