import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';

/** Answers with 0 for those that are not known (NaN), and 1 where one counts, else 0: floats of their shape. */
export function knownAnswers(tf: Tf, answers: tfjs.Tensor): { known: tfjs.Tensor; counts: tfjs.Tensor } {
  const missing = tf.isNaN(answers);
  return { known: tf.where(missing, tf.zerosLike(answers), answers), counts: tf.logicalNot(missing).cast('float32') };
}

/** The mean of `values` over what counts, 0 where nothing does: Σ wᵢ·values / Σ counts; `weights` [size] or null. */
export function meanOverCounted(tf: Tf, values: tfjs.Tensor, counts: tfjs.Tensor, weights: tfjs.Tensor1D | null): tfjs.Scalar {
  const each = weights === null ? counts : counts.mul(weights.reshape([weights.size, ...counts.shape.slice(1).fill(1)]));
  // The sum of all is a scalar.
  return values.mul(each).sum().div(tf.maximum(counts.sum(), 1)) as tfjs.Scalar;
}
