import type * as tfjs from '@tensorflow/tfjs';

type Symbolic = tfjs.SymbolicTensor;

/** Applies a layer to symbolic tensors. */
export function applied(layer: tfjs.layers.Layer, inputs: Symbolic | Symbolic[]): Symbolic {
  // Applying a layer to symbolic tensors gives a symbolic tensor; the declared union also covers eager calls.
  return layer.apply(inputs) as Symbolic;
}

/** Applies a layer to the one input of its block. */
export const appliedTo = ([input]: readonly Symbolic[], layer: tfjs.layers.Layer): Symbolic => applied(layer, input ?? []);
