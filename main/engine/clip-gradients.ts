import type * as tfjs from '@tensorflow/tfjs';
import type { GradientClipping } from '#app/runs/config.ts';
import type { Tf } from './engine.ts';

/**
 * Gradients held to a bound as Keras' optimizers do (keras.io/api/optimizers: clipvalue, clipnorm, global_clipnorm): each
 * number to [−c, c]; each weight's to the length c; all together to the length c. Lengths are Euclidean; what is within stays.
 */
export function clipGradients(tf: Tf, gradients: tfjs.NamedTensorMap, { by, at }: GradientClipping): tfjs.NamedTensorMap {
  const named = Object.entries(gradients);
  switch (by) {
    case 'value':
      return Object.fromEntries(named.map(([name, gradient]) => [name, gradient.clipByValue(-at, at)]));
    case 'norm':
      return Object.fromEntries(named.map(([name, gradient]) => [name, gradient.mul(factor(tf, gradient.square().sum(), at))]));
    case 'global-norm': {
      const together = factor(tf, tf.addN(named.map(([, gradient]) => gradient.square().sum())), at);
      return Object.fromEntries(named.map(([name, gradient]) => [name, gradient.mul(together)]));
    }
  }
}

/** c / max(length, c), from the length's square: 1 for what is within the bound. */
const factor = (tf: Tf, square: tfjs.Tensor, at: number): tfjs.Tensor => tf.scalar(at).div(tf.maximum(square.sqrt(), at));
