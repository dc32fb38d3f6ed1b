import type { OptimizerName } from '../runs/config.ts';
import type { Analysis } from './analyse.ts';

/** Arrays as large as the weights that each optimizer keeps: momentum; mean square; mean and mean square. */
const slotsOf: Readonly<Record<OptimizerName, number>> = { sgd: 1, rmsprop: 1, adam: 2 };

/** Arrays as large as the weights that come and go while they are updated op by op. */
const updateCopies = 6;

/**
 * How many times a block's output lies in memory while a step runs: forward the sum, the sum with its bias and what the
 * activation makes of it, and a gradient for each on the way back. Op by op they are freed at the end of the step.
 */
const activationCopies = 6;

/** Bytes of one training step by what they are for; the program and the data come on top. */
export interface MemoryForecast {
  weights: number;
  gradients: number;
  slots: number;
  update: number;
  activations: number;
  total: number;
}

/**
 * Memory that training takes: 4·parameters + 4·trainable·(1 + slots + 6) + 6·batch·(bytes of all blocks' outputs for one
 * item). Three quarters to one and a half times what the lecture CNN and the small CNN were measured to take with both
 * engines at batches of 16 to 512, where that is more than 100 MB.
 */
export function memoryForecast(totals: Analysis['totals'], batchSize: number, optimizer: OptimizerName): MemoryForecast {
  const weights = 4 * totals.parameters;
  const gradients = 4 * totals.trainable;
  const slots = gradients * slotsOf[optimizer];
  const update = gradients * updateCopies;
  const activations = activationCopies * batchSize * totals.activationBytes;
  return { weights, gradients, slots, update, activations, total: weights + gradients + slots + update + activations };
}

/** Multiply-adds of one training step: forward once, and backward twice as much (to the inputs and to the weights). */
export const stepOperations = (totals: Analysis['totals'], batchSize: number): number => 3 * batchSize * totals.operations;
