import type * as tfjs from '@tensorflow/tfjs';
import type { OptimizerName } from '#app/runs/config.ts';

const bytes = Float32Array.BYTES_PER_ELEMENT;

/**
 * How many tensors of its output's size a layer leaves in memory until the step is over, forward and backward together:
 * tfjs frees them all at once. Measured on chains of equal layers; those not named take 3 at most.
 */
const copiesOf: ReadonlyMap<string, number> = new Map([
  ['Flatten', 0],
  ['Conv2D', 5],
  ['Dense', 5],
  ['BatchNormalization', 12],
]);
const otherCopies = 3;
/** Beside those, the largest layer at work: its gradients on the way and what its kernels work with. */
const copiesAtWork = 8;
/** Tensors of a weight's size that an update makes before it frees them. */
const updateCopies: Readonly<Record<OptimizerName, number>> = { sgd: 5, rmsprop: 8, adam: 12 };
const slots: Readonly<Record<OptimizerName, number>> = { sgd: 1, rmsprop: 1, adam: 2 };

/** Bytes on the heap of one training step of `items`, at most; the model is that of the logits. */
export function trainingNeed(model: tfjs.LayersModel, items: number, optimizer: OptimizerName): number {
  const sizes = model.weights.map((weight) => sizeOf(weight.shape) * bytes);
  const kept = sum(sizes) * (2 + slots[optimizer]);
  const activations = model.layers.map((layer) => outputSize(layer) * (copiesOf.get(layer.getClassName()) ?? otherCopies));
  const forwardAndBack = items * bytes * (sum(activations) + copiesAtWork * largestOutput(model));
  // Gradients are done, and the activations freed, when the first weight moves.
  return kept + Math.max(forwardAndBack, updateCopies[optimizer] * Math.max(0, ...sizes));
}

/** Bytes on the heap of judging `items`, at most, beside the weights and slots that are there. */
export function judgingNeed(model: tfjs.LayersModel, items: number): number {
  return items * bytes * (sum(model.layers.map(outputSize)) + copiesAtWork * largestOutput(model));
}

const largestOutput = (model: tfjs.LayersModel): number => Math.max(0, ...model.layers.map(outputSize));

/** Numbers that leave a layer for one item, all its outputs together. */
function outputSize({ outputShape }: tfjs.layers.Layer): number {
  const isShape = (shape: typeof outputShape): shape is tfjs.Shape => !Array.isArray(shape[0]);
  const shapes = isShape(outputShape) ? [outputShape] : outputShape;
  return sum(shapes.map((shape) => sizeOf(shape.slice(1))));
}

const sizeOf = (shape: readonly (number | null)[]): number => shape.reduce<number>((product, length) => product * (length ?? 1), 1);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
