import type * as tfjs from '@tensorflow/tfjs';
import { z } from 'zod';
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
  ['LayerNormalization', 25],
]);
const otherCopies = 3;
/** Numbers that a recurrent layer leaves for each step and unit (its steps' gates, states and gradients), beside its output. */
const recurrentCopies: ReadonlyMap<string, number> = new Map([
  ['SimpleRNN', 13],
  ['LSTM', 48],
  ['GRU', 44],
]);
/** What it leaves for each step and feature of its input, turned step by step. */
const inputCopies = 6;
/** What a dilated window leaves for each number that it sees, tap by tap. */
const dilatedCopies = 9;
/** Parts of configurations that are read here. */
const withUnits = z.object({ units: z.number() });
const named = z.object({ className: z.string(), config: z.unknown() });
const dilated = z.object({ dilationRate: z.tuple([z.number()]), kernelSize: z.tuple([z.number()]) });
/** Beside those, the largest layer at work: its gradients on the way and what its kernels work with. */
const copiesAtWork = 8;
/** Tensors of a weight's size that an update makes before it frees them. */
const updateCopies: Readonly<Record<OptimizerName, number>> = { sgd: 5, rmsprop: 8, adam: 12 };
const slots: Readonly<Record<OptimizerName, number>> = { sgd: 1, rmsprop: 1, adam: 2 };

/** Bytes on the heap of one training step of `items`, at most; the model is that of the logits. */
export function trainingNeed(model: tfjs.LayersModel, items: number, optimizer: OptimizerName): number {
  const sizes = model.weights.map((weight) => sizeOf(weight.shape) * bytes);
  const kept = sum(sizes) * (2 + slots[optimizer]);
  const activations = model.layers.map(
    (layer) => outputSize(layer) * (copiesOf.get(layer.getClassName()) ?? otherCopies) + insideOf(layer),
  );
  const forwardAndBack = items * bytes * (sum(activations) + copiesAtWork * largestOutput(model));
  // Gradients are done, and the activations freed, when the first weight moves.
  return kept + Math.max(forwardAndBack, updateCopies[optimizer] * Math.max(0, ...sizes));
}

/** Bytes on the heap of judging `items`, at most, beside the weights and slots that are there. */
export function judgingNeed(model: tfjs.LayersModel, items: number): number {
  return items * bytes * (sum(model.layers.map((layer) => outputSize(layer) + insideOf(layer))) + copiesAtWork * largestOutput(model));
}

const largestOutput = (model: tfjs.LayersModel): number => Math.max(0, ...model.layers.map(outputSize));

/** Numbers that leave a layer for one item, all its outputs together. */
function outputSize({ outputShape }: tfjs.layers.Layer): number {
  const isShape = (shape: typeof outputShape): shape is tfjs.Shape => !Array.isArray(shape[0]);
  const shapes = isShape(outputShape) ? [outputShape] : outputShape;
  return sum(shapes.map((shape) => sizeOf(shape.slice(1))));
}

/** A recurrent layer by its class and configuration, or one in both directions; null for others. */
function recurrentIn(layer: tfjs.layers.Layer): { name: string; units: number; directions: number } | null {
  const inner = layer.getClassName() === 'Bidirectional' ? named.parse(layer.getConfig().layer) : null;
  const name = inner?.className ?? layer.getClassName();
  if (!recurrentCopies.has(name)) return null;
  return { name, directions: inner === null ? 1 : 2, ...withUnits.parse(inner?.config ?? layer.getConfig()) };
}

/** Numbers that a layer leaves for one item beside its output: what steps leave, and the steps that a dilated window sees at once. */
function insideOf(layer: tfjs.layers.Layer): number {
  const recurrent = recurrentIn(layer);
  if (recurrent !== null) {
    const { name, units, directions } = recurrent;
    const [, steps = 1, features = 1] = inputShape(layer);
    return steps * directions * ((recurrentCopies.get(name) ?? 0) * units + inputCopies * features);
  }
  if (layer.getClassName() !== 'Conv1D') return 0;
  const { dilationRate, kernelSize } = dilated.parse(layer.getConfig());
  return dilationRate[0] === 1 ? 0 : sizeOf(inputShape(layer).slice(1)) * dilatedCopies * kernelSize[0];
}

/** The shape that comes into a layer of one input, with the batch first. */
const inputShape = ({ input }: tfjs.layers.Layer): number[] => [input].flat()[0]?.shape.map((length) => length ?? 1) ?? [];

const sizeOf = (shape: readonly (number | null)[]): number => shape.reduce<number>((product, length) => product * (length ?? 1), 1);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
