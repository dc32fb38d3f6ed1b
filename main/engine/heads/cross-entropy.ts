import type * as tfjs from '@tensorflow/tfjs';
import type { Metrics } from '#app/contract/runs.ts';
import { metricsOf } from '#app/runs/measure.ts';
import type { Batch, Tf } from '../engine.ts';

/**
 * Softmax cross-entropy of a batch, from logits [size, classes]: Σ wᵢ·lᵢ / size, where lᵢ = −log softmax(logitsᵢ)[labelᵢ].
 * It divides by the number of items, not by the weights' sum, as Keras does; so a batch weighs as much as its items do.
 */
export function crossEntropy(tf: Tf, logits: tfjs.Tensor2D, labels: tfjs.Tensor1D, weights: tfjs.Tensor1D | null): tfjs.Scalar {
  const [size, classes] = logits.shape;
  const losses = tf.oneHot(labels, classes).cast('float32').mul(tf.logSoftmax(logits)).sum(1).neg();
  return (weights === null ? losses : losses.mul(weights)).sum().div(size);
}

/** Share of the items whose largest logit is their label's. */
export function accuracy(tf: Tf, logits: tfjs.Tensor2D, labels: tfjs.Tensor1D): tfjs.Scalar {
  return tf.mean(logits.argMax(1).equal(labels).cast('float32'));
}

/** The same loss and accuracy from log-probabilities already read, row by row; what has no known label (−1), an item or a step, counts in neither. */
export function judge(logProbabilities: ArrayLike<number>, { answers, weights, shape: [size] }: Batch): Metrics {
  const classes = logProbabilities.length / answers.length;
  const steps = answers.length / size;
  let loss = 0;
  let right = 0;
  let known = 0;
  for (const [place, label] of answers.entries()) {
    if (label < 0) continue;
    known++;
    const row = place * classes;
    let best = 0;
    for (let index = 1; index < classes; index++) {
      if ((logProbabilities[row + index] ?? 0) > (logProbabilities[row + best] ?? 0)) best = index;
    }
    if (best === label) right++;
    loss -= (logProbabilities[row + label] ?? Number.NaN) * (weights?.[Math.floor(place / steps)] ?? 1);
  }
  return metricsOf('accuracy', loss / Math.max(1, known), right / Math.max(1, known));
}
