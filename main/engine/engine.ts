import type * as tfjs from '@tensorflow/tfjs';
import type { EngineFacts, GradientSize, Metrics } from '#app/contract/runs.ts';
import type { HeadSettings } from '#app/graph/head.ts';
import type { GradientClipping, OptimizerName } from '#app/runs/config.ts';

/** The one tensor API that blocks, loops and exporters are handed. */
export type Tf = typeof tfjs;

/** A model ready to be trained: its layers, and the tensor before the last activation, which the loss is computed from. */
export interface TrainableModel {
  /** Inputs [batch, …], pixels for one, 0 to 255 → what is answered: probabilities [batch, (steps,) classes], or numbers. */
  layers: tfjs.LayersModel;
  /** The same input → logits [batch, (steps,) classes]; shares every weight with `layers`. With steps each has a class of its own. */
  logits: tfjs.LayersModel;
  /** What is made of the logits, and the loss; absent: softmax. */
  head?: HeadSettings;
}

/** Values of items one after another: pixels, numbers of tokens, features. */
export type Inputs = Uint8Array | Int32Array | Float32Array;

/** What is right for items one after another: classes, or numbers and labels as floats. */
export type Answers = Int32Array | Float32Array;

/** One batch as the loop hands it over; the step copies what it keeps. */
export interface Batch<Values extends Inputs = Inputs> {
  /** What the model gets, [size, …]: uint8 pixels [size, height, width, channels], int32 tokens [size, length], float32 features. */
  inputs: Values;
  shape: readonly [size: number, ...item: number[]];
  /**
   * Class of each item, [size]; where each step has one, [size, steps], −1 for those that do not count. Numbers [size, numbers] and
   * labels of 0 or 1 [size, labels] are floats, NaN for those that do not count.
   */
  answers: Answers;
  /** Weight of each item in the loss, [size]; absent: 1. */
  weights?: Float32Array | undefined;
}

export interface StepSettings {
  optimizer: OptimizerName;
  momentum: number;
  /** Bound on the gradients; absent or null: none. */
  clipping?: GradientClipping | null;
  /** Random numbers of step n (dropout) are drawn from (seed, n). */
  seed: number;
  /** Parts that a batch is cut into to be computed at once, one of the engine's `chains`; absent: the first of them. */
  chains?: number | undefined;
}

/** Weights or slots by name, as float32 with their shapes: what a checkpoint holds. */
export interface NamedArray {
  name: string;
  shape: number[];
  values: Float32Array;
}

/** What a step says of the batch before its update; `gradients` by layer, from the input on, where they were asked for. */
export type StepFigures = Metrics & { gradients?: GradientSize[] };

/**
 * How one training step runs: as a compiled graph, or operation by operation. The loop asks for it and does not know which.
 * Sums of a step are in float32, its metrics are means over the answers of the batch that
 * count: items, steps, labels or numbers.
 */
export interface TrainingStep {
  /** Forward, backward, update. `step` counts from 1 over the whole run. Rejects with an AppError when the device refuses. */
  train(batch: Batch, step: number, learningRate: number, wants?: { gradients?: boolean }): Promise<StepFigures>;
  /** Forward only: what `layers` answer, [size, (steps,) classes] or [size, numbers], row by row, and the metrics against the answers. */
  evaluate(batch: Batch): Promise<Metrics & { outputs: Float32Array }>;
  /** All weights (batch normalisation's moving averages too), then all optimizer slots; exact. */
  state(): Promise<{ weights: NamedArray[]; slots: NamedArray[] }>;
  /** Puts a state back; throws when names or shapes do not fit the model. */
  restore(state: { weights: NamedArray[]; slots: NamedArray[] }): Promise<void>;
  /** Why it runs slower than was meant, in words; null or absent where it does not. Known once a batch was tried. */
  note?(): string | null;
  dispose(): void;
}

/** A tensor engine in this process. */
export interface Engine {
  readonly tf: Tf;
  readonly facts: EngineFacts;
  /** Tensors alive and their bytes, as the backend counts them; for leak checks. */
  memory(): { tensors: number; bytes: number };
  /** Numbers of chains that steps of the model may run in, the likeliest to be fast first. Sums are rounded otherwise in each. */
  chains(model: TrainableModel): readonly number[];
  prepare(model: TrainableModel, settings: StepSettings): Promise<TrainingStep>;
  dispose(): void;
}
