import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';

/**
 * Of each number by itself: max(x, 0) − x·y + log(1 + e^−|x|), whose gradient is σ(x) − y
 * (tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits). Both are float32 of one shape.
 */
export function sigmoidCrossEntropy(tf: Tf, logits: tfjs.Tensor, answers: tfjs.Tensor): tfjs.Tensor {
  return tf.customGrad((...given: (tfjs.Tensor | tfjs.GradSaveFunc)[]) => {
    // tf.customGrad hands over what it is called with, and then the function that saves.
    const [x, save] = given as [tfjs.Tensor, tfjs.GradSaveFunc];
    save([tf.sigmoid(x).sub(answers)]);
    const value = x.relu().sub(x.mul(answers)).add(x.abs().neg().exp().log1p());
    return { value, gradFunc: (dy: tfjs.Tensor, [gradient]: tfjs.Tensor[]) => dy.mul(gradient ?? 0) };
  })(logits);
}

/** The same of one number, in double precision. */
export const sigmoidCrossEntropyOf = (x: number, y: number): number => Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x)));
