import type { OptimizerName } from '../runs/config.ts';
import type { Analysis } from './analyse.ts';

/** Arrays of the size of the weights that each optimizer keeps: momentum; mean square; mean and mean square. */
export const slotsOf: Readonly<Record<OptimizerName, number>> = { sgd: 1, rmsprop: 2, adam: 2 };

/** Bytes of a training step by what they are for. */
export interface MemoryForecast {
  weights: number;
  gradients: number;
  slots: number;
  activations: number;
  total: number;
}
