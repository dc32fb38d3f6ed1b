import type * as tfjs from '@tensorflow/tfjs';
import { accuracy, crossEntropy } from './cross-entropy.ts';
import type { HeadName, Tf } from './engine.ts';

/** What stands behind the logits: their loss, how often they are right, and the probabilities that they mean. */
export interface Head {
  /** [size, logits], [size] int32, [size] or null → []: Σ wᵢ·lᵢ / size. A head a step (per-step.ts) has steps behind size. */
  loss(tf: Tf, logits: tfjs.Tensor, labels: tfjs.Tensor, weights: tfjs.Tensor1D | null): tfjs.Scalar;
  accuracy(tf: Tf, logits: tfjs.Tensor, labels: tfjs.Tensor): tfjs.Scalar;
  /** Of every class, and their logarithms: [size, classes] each. */
  probabilities(tf: Tf, logits: tfjs.Tensor): [probabilities: tfjs.Tensor, logarithms: tfjs.Tensor];
}

const softmax: Head = {
  loss: crossEntropy,
  accuracy,
  probabilities: (tf, logits) => [tf.softmax(logits), tf.logSoftmax(logits)],
};

/** One logit for the second of two classes. */
const sigmoid: Head = {
  /** lᵢ = max(x, 0) − x·y + log(1 + e^−|x|), whose gradient is σ(x) − y (tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits). */
  loss(tf, logits: tfjs.Tensor2D, labels: tfjs.Tensor1D, weights) {
    const losses = tf.customGrad((...given: (tfjs.Tensor | tfjs.GradSaveFunc)[]) => {
      // tf.customGrad hands over what it is called with, and then the function that saves.
      const [x, save] = given as [tfjs.Tensor, tfjs.GradSaveFunc];
      const y = labels.cast('float32');
      save([tf.sigmoid(x).sub(y)]);
      const value = x.relu().sub(x.mul(y)).add(x.abs().neg().exp().log1p());
      return { value, gradFunc: (dy: tfjs.Tensor, [gradient]: tfjs.Tensor[]) => dy.mul(gradient ?? 0) };
    })(logits.reshape([logits.shape[0]]));
    return (weights === null ? losses : losses.mul(weights)).sum().div(logits.shape[0]);
  },
  accuracy: (tf, logits, labels) => tf.mean(logits.reshape([logits.shape[0]]).greater(0).cast('int32').equal(labels).cast('float32')),
  probabilities(tf, logits: tfjs.Tensor2D) {
    const both = tf.concat2d([logits.neg(), logits], 1);
    return [tf.sigmoid(both), tf.logSigmoid(both)];
  },
};

export const heads: Readonly<Record<HeadName, Head>> = { softmax, sigmoid };
