import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';

/** Size of what flows along a wire without the batch: [height, width, channels], [timesteps, features], [timesteps] of tokens, [features] … */
export type Shape = readonly number[];

export type BlockGroup =
  | 'input'
  | 'convolve'
  | 'pool'
  | 'recurrent'
  | 'attend'
  | 'dense'
  | 'activation'
  | 'regularise'
  | 'merge'
  | 'output';

/** What kind of data enters the model. */
export type Data =
  /** [height, width, channels], pixels 0 to 255. */
  | { kind: 'images' }
  /**
   * [timesteps], whole numbers 0 to vocabulary − 1; 0 is padding. `vectors`: numbers of each pretrained vector that the data has
   * of its tokens, null where it has none, absent where that does not matter any more; `values`: the vectors, [vocabulary, vectors].
   */
  | { kind: 'tokens'; vocabulary: number; vectors?: number | null; values?: Float32Array }
  /**
   * [timesteps, features] or [features], floats; `of`: what they were made of, texts where it is absent; `codes`: features that are codes;
   * `parts`: what of a row is an image or a text, behind its numbers.
   */
  | { kind: 'numbers'; of?: 'texts' | 'rows' | 'series'; codes?: readonly Codes[]; parts?: readonly RowPart[] };

/** A feature that is no quantity but a code of a category, 0 to `codes` − 1; 0 is what training has not seen. */
export interface Codes {
  feature: number;
  column: string;
  codes: number;
}

/** The image or text of one column, as it lies in a row: from feature `from` on, so many as its shape has. */
export interface RowPart {
  column: string;
  from: number;
  shape: Shape;
  data: { kind: 'images' } | { kind: 'tokens'; vocabulary: number };
}

/**
 * What flows along a wire: codes that stand for something, quantities to compute with, rows of these in which some are codes, or rows that
 * hold images or texts too.
 */
export type Carried = 'tokens' | 'numbers' | 'coded' | 'parts';

/** One of several ways of answering, with the columns it answers. */
export interface HeadContext {
  name: string;
  columns: readonly string[];
  answers: 'item' | 'labels' | 'numbers';
  /** Classes, labels or numbers. */
  classes: number;
}

/** What a block needs to know of the data it will meet. */
export interface BlockContext {
  /** Shape of one item, as preprocessing leaves it. */
  input: Shape;
  /** Absent: images. */
  data?: Data;
  /** Number of classes, or of numbers that are answered; null without data. */
  classes: number | null;
  /**
   * Whether an item has one class, or each of its steps has (tagging), or is answered by the one that comes next; or an item has
   * some labels of all, or numbers; or several of these, by `heads`. Absent: item.
   */
  answers?: 'item' | 'step' | 'next' | 'labels' | 'numbers' | 'several';
  /** What is answered in several ways: an Output for each. Absent: all in one way. */
  heads?: readonly HeadContext[];
  /** Of numbers: the quantiles asked for of each, shares from 0 to 1; absent: one answer each. */
  shares?: readonly number[];
  /** What the block and those its wires come from are called on the canvas, for messages: "Dense 2". */
  names?: { self: string; sources: readonly string[] };
}

/** One repair the user can take with a click: what it says, and the parameters or block that it changes. */
export type Repair =
  | { label: string; kind: 'set'; params: Record<string, unknown> }
  /** Sets parameters of the block wired to the first input; offered only where that is a `block`. */
  | { label: string; kind: 'set-source'; block: string; params: Record<string, unknown> }
  /** Sets parameters of the nearest block before it, along the first wires, that has them all; offered only where that changes it. */
  | { label: string; kind: 'set-before'; params: Record<string, unknown> }
  | { label: string; kind: 'insert-before'; block: string; params?: Record<string, unknown> }
  | { label: string; kind: 'remove' };

/** Shapes that fit give a result; those that do not, a message "X must be …; got Y" with repairs. */
export type ShapeResult = { ok: true; shape: Shape } | { ok: false; message: string; repairs: Repair[] };

/** Something that works but is likely not meant. */
export interface Advice {
  message: string;
  repairs: Repair[];
}

/** A figure with the formula it came from in real values, shown as `formula = value`: `⌊(32−3+2·1)/1⌋+1 = 32`. */
export interface Working {
  label: string;
  /** Left side of the equation; empty where there is nothing to work out. */
  formula: string;
  /** Right side, with its unit. */
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
  /** The same where they depend on the data. */
  choicesOf?(context: BlockContext): readonly { value: string; label: string }[];
  /** It is left away unless the data has what it names. */
  optional?: true;
  min?: number;
  max?: number;
  step?: number;
  /** Counts only where another parameter has this value, and is shown only then. */
  when?: { param: string; is: string };
}

/** Numbers that a layer holds: those that training moves, and those it only keeps (moving averages). */
export interface ParameterCount {
  trainable: number;
  frozen: number;
}

/**
 * One block: everything the product knows of a layer, in one file. Palette, node, inspector, help, compiler and code
 * export read it from here. P is the type of its parameters. `parameters`, `operations`, `workings`, `advice` and `build`
 * are asked only with inputs that `shape` accepts.
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
  /** What must come in; absent: numbers. Only what makes numbers of codes takes them. */
  takes?: Carried;
  /** What comes out of it is data of its own, which blocks behind it are to know as such. Absent: they know what came in. */
  gives?(params: P, context: BlockContext): Pick<BlockContext, 'input' | 'data'>;
  /**
   * Of a mask, which marks the steps that count: whether the block begins one, uses or keeps it and passes it on, or uses it and
   * ends it. Absent: it works on all steps alike, and the mask ends.
   */
  mask?(params: P): 'begins' | 'passes' | 'ends';
  /** Whether a step that comes out knows of steps behind it: where the next one is to be answered, that is the answer. Absent: it does not. */
  seesLater?(params: P): boolean;
  /** Whether it leaves padding out by the tokens themselves (`BuildContext.tokens`), where a mask of theirs comes in. */
  seesPadding?: boolean;
  /** Whether its activation works inside it, so that it is not the last thing done to what comes out. */
  bendsInside?: boolean;
  /** Parameters as the node's subtitle: "64 3×3 same relu". */
  describe(params: P, context: BlockContext): string;
  shape(params: P, inputs: readonly Shape[], context: BlockContext): ShapeResult;
  parameters(params: P, inputs: readonly Shape[], context: BlockContext): ParameterCount;
  /** Multiply-adds for one item, forward. */
  operations(params: P, inputs: readonly Shape[], context: BlockContext): number;
  /** Numbers that training keeps of an item beside what comes out: the steps' gates. Absent: none. */
  inside?(params: P, inputs: readonly Shape[], context: BlockContext): number;
  /** The arithmetic, to be shown. */
  workings(params: P, inputs: readonly Shape[], context: BlockContext): Working[];
  /** What is allowed but likely a mistake. */
  advice?(params: P, inputs: readonly Shape[], context: BlockContext): Advice[];
  /** Makes the layer and applies it. `seed` differs a block and a run; `tf` is handed in so that the palette need not load it. */
  build(tf: typeof tfjs, params: P, inputs: readonly tfjs.SymbolicTensor[], context: BuildContext): tfjs.SymbolicTensor;
  /** Class names in Keras and PyTorch. */
  keras: string;
  pytorch: string;
}

export interface BuildContext extends BlockContext {
  /** Name of the block's layer, unique in the model. */
  name: string;
  /** A further unique name for a block that needs a second layer. */
  nameOf(part: string): string;
  seed: number;
  /** Whether a mask comes in on each wire. */
  masks: readonly boolean[];
  /** The model's tokens, [batch, timesteps], 0 where a step does not count; null where no mask of theirs comes in. */
  tokens: tfjs.SymbolicTensor | null;
  /** Whether a mask begins anywhere in the model. */
  hasMasks: boolean;
}
