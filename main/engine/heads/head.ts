import type * as tfjs from '@tensorflow/tfjs';
import type { Metrics } from '#app/contract/runs.ts';
import type { Measure } from '#app/runs/measure.ts';
import type { Batch, Tf } from '../engine.ts';

/**
 * What stands behind a model's last numbers, the logits [size, …]: their loss against the answers of a batch, its measure, and
 * the outputs that they mean. Answers that do not count (−1, NaN) count in neither.
 */
export interface Head {
  measure: Measure;
  /** Of the answers: classes are whole numbers. */
  type: 'int32' | 'float32';
  /** Σ wᵢ·lᵢ / answers that count, []; `weights` [size] or null. */
  loss(tf: Tf, logits: tfjs.Tensor, answers: tfjs.Tensor, weights: tfjs.Tensor1D | null): tfjs.Scalar;
  /** Accuracy, 0 to 1, or mean absolute error; []. */
  figure(tf: Tf, logits: tfjs.Tensor, answers: tfjs.Tensor): tfjs.Scalar;
  /** What the model answers, and what `judge` reads where that is something else. */
  outputs(tf: Tf, logits: tfjs.Tensor): [outputs: tfjs.Tensor, judged?: tfjs.Tensor];
  /** The same loss and figure from what was read of `outputs`, row by row. */
  judge(judged: ArrayLike<number>, batch: Batch): Metrics;
}
