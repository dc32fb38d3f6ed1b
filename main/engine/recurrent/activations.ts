import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';
import type { Operations } from './operations.ts';

type Tensor = tfjs.Tensor;

/** A function that bends numbers, with its gradient in terms of its result: nothing but that needs to be kept. */
export interface Activation {
  /** [batch, units] → the same shape. */
  of(x: Tensor): Tensor;
  /** Gradient of the result → gradient of what went in. */
  gradient(y: Tensor, dy: Tensor): Tensor;
}

/** Every activation that a recurrent layer computes with, under TF.js' name for it. */
const makers = {
  linear: () => ({ of: (x) => x, gradient: (_y, dy) => dy }),
  tanh: (tf, { tanhGradient }) => ({ of: (x) => tf.tanh(x), gradient: tanhGradient }),
  sigmoid: (tf, { sigmoidGradient }) => ({ of: (x) => tf.sigmoid(x), gradient: sigmoidGradient }),
  relu: (tf) => ({ of: (x) => tf.relu(x), gradient: (y, dy) => dy.mul(tf.step(y)) }),
  elu: (tf) => ({ of: (x) => tf.elu(x), gradient: (y, dy) => dy.mul(tf.minimum(y, 0).add(1)) }),
  hardSigmoid: (tf) => ({
    of: (x) => tf.clipByValue(x.mul(0.2).add(0.5), 0, 1),
    gradient: (y, dy) => dy.mul(tf.step(y.mul(tf.sub(1, y))).mul(0.2)),
  }),
  softmax: (tf) => ({
    of: (x) => tf.softmax(x),
    gradient: (y, dy) => y.mul(dy.sub(dy.mul(y).sum(-1, true))),
  }),
} satisfies Record<string, (tf: Tf, operations: Operations) => Activation>;

/** TF.js' names of them. */
export const activationNames: readonly string[] = Object.keys(makers);

/** The activation of that name. Throws RangeError for one that has no gradient here. */
export function activationOf(tf: Tf, operations: Operations, name: string): Activation {
  // The keys are looked up by a name from a model's file; what is missing is undefined.
  const make = (makers as Record<string, ((tf: Tf, operations: Operations) => Activation) | undefined>)[name];
  if (make === undefined) throw new RangeError(`activation must be one of ${activationNames.join(', ')}; got ${name}`);
  return make(tf, operations);
}
