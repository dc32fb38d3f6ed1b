import type * as tfjs from '@tensorflow/tfjs';
import { accuracy, crossEntropy, judge } from './cross-entropy.ts';
import type { Head } from './head.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';

/** One logit a class; answers [size] int32. What it is judged by are the logarithms of the probabilities [size, classes]. */
export const softmax: Head = {
  measure: 'accuracy',
  type: 'int32',
  loss: crossEntropy,
  figure: accuracy,
  outputs: (tf, logits) => [tf.softmax(logits), tf.logSoftmax(logits)],
  judge,
};

/** One logit for the second of two classes. */
export const sigmoid: Head = {
  measure: 'accuracy',
  type: 'int32',
  loss(tf, logits: tfjs.Tensor2D, labels: tfjs.Tensor1D, weights) {
    const losses = sigmoidCrossEntropy(tf, logits.reshape([logits.shape[0]]), labels.cast('float32'));
    return (weights === null ? losses : losses.mul(weights)).sum().div(logits.shape[0]);
  },
  figure: (tf, logits, labels) => tf.mean(logits.reshape([logits.shape[0]]).greater(0).cast('int32').equal(labels).cast('float32')),
  outputs(tf, logits: tfjs.Tensor2D) {
    const both = tf.concat2d([logits.neg(), logits], 1);
    return [tf.sigmoid(both), tf.logSigmoid(both)];
  },
  judge,
};
