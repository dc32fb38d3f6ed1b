import type * as tfjs from '@tensorflow/tfjs';
import type { TrainableModel } from '../engine.ts';
import type { Head } from './head.ts';

/** How many steps of an item have a class of their own; null where the item has one answer. */
export function stepsOf({ logits }: Pick<TrainableModel, 'logits'>): number | null {
  const shape = logits.outputs[0]?.shape ?? [];
  return shape.length === 3 ? (shape[1] ?? null) : null;
}

/** The loss of one class an item, made that of one class a step: Σ wᵢ·lᵢₜ / (steps that count); those labelled −1 do not. */
export const perStepLoss =
  (loss: Head['loss']): Head['loss'] =>
  (tf, logits, labels, weights) => {
    const [size = 0, steps = 0, classes = 0] = logits.shape;
    const counted = labels.greaterEqual(0).cast('float32');
    const each = weights === null ? counted : counted.mul(weights.expandDims(1));
    // The loss divides by all rows: each that counts weighs as much more.
    const share = tf.scalar(size * steps).div(tf.maximum(counted.sum(), 1));
    const known = tf.maximum(labels, tf.scalar(0, 'int32'));
    const flat = (tensor: tfjs.Tensor) => tensor.reshape([size * steps]);
    return loss(tf, logits.reshape([size * steps, classes]), flat(known), flat(each.mul(share)) as tfjs.Tensor1D); // flat has one axis
  };

/** A head of classes for one a step: logits [size, steps, classes], labels [size, steps] int32, −1 where a step does not count. */
export const perStep = (head: Head): Head => ({
  ...head,
  loss: perStepLoss(head.loss),
  figure(tf, logits, labels) {
    const counted = labels.greaterEqual(0).cast('float32').sum();
    // −1 is no class: a step that does not count is never right.
    const right = logits.argMax(2).equal(labels).cast('float32').sum();
    return right.div(tf.maximum(counted, 1));
  },
});
