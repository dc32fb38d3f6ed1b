import type * as tfjs from '@tensorflow/tfjs';

type Tensor = tfjs.Tensor;

/** A layer's weights as its file has them. */
export interface LayerWeights {
  /** [features, gates·units]. */
  kernel: Tensor;
  /** [units, gates·units]. */
  recurrentKernel: Tensor;
  /** [gates·units], or [2, gates·units] where a product has a bias of its own; null: none. */
  bias: Tensor | null;
}

/** The same weights, cut and ordered as the steps want them. */
export interface CellWeights {
  /** What the whole input is multiplied by, before the first step: [features, columns] each. */
  kernels: Tensor[];
  /** Added to those products: [columns] each; empty: none. */
  biases: Tensor[];
  /** What the state is multiplied by in each step: [units, columns] each. */
  recurrent: Tensor[];
  /** Added to those products, likewise. */
  recurrentBiases: Tensor[];
}

/** What a step answers: the states after it, [batch, units] each (the first is its output), and what its gradient needs. */
export interface Step<Kept extends string> {
  states: Tensor[];
  kept: Record<Kept, Tensor>;
}

/** What a step passes back. */
export interface StepGradient {
  /** Gradients of the input's products, one a kernel. */
  inputs: Tensor[];
  /** For each recurrent kernel: what it multiplied, and the gradient of that product. */
  products: [left: Tensor, gradient: Tensor][];
  /** Gradients of the states before it. */
  states: Tensor[];
}

/** The arithmetic of one kind of recurrent layer; `Kept` names what its steps keep for their gradients. */
export interface Cell<Kept extends string = string> {
  units: number;
  /** How many states a step hands on. */
  states: number;
  kept: readonly Kept[];
  /** Cuts the weights for the steps. */
  arrange(weights: LayerWeights): CellWeights;
  /** Puts gradients of cut weights together as the layer has them. */
  gather(gradients: CellWeights): LayerWeights;
  /**
   * One step: `inputs` are this step's rows of the input's products, [batch, columns] each. `keep`: what the state is multiplied
   * by before its products, [batch, units]; null: 1.
   */
  step(inputs: readonly Tensor[], states: readonly Tensor[], weights: CellWeights, keep: Tensor | null): Step<Kept>;
  /**
   * The same step backwards, from the gradients of the states after it. `transposed`: the recurrent kernels, columns first: to
   * turn them once is cheaper than to multiply by their columns in every step.
   */
  stepBack(
    kept: Record<Kept, Tensor>,
    before: readonly Tensor[],
    after: readonly Tensor[],
    transposed: readonly Tensor[],
    keep: Tensor | null,
  ): StepGradient;
}

/** A tensor with what is dropped taken out. */
export const dropped = (tensor: Tensor, keep: Tensor | null): Tensor => (keep === null ? tensor : tensor.mul(keep));

/** The element that must be there: what is counted out beforehand. */
export function at<T>(list: readonly T[], index: number): T {
  const element = list[index];
  if (element === undefined) throw new RangeError(`index must be below ${list.length}; got ${index}`);
  return element;
}
