import type * as tfjs from '@tensorflow/tfjs';
import { metricsOf } from '#app/runs/measure.ts';
import type { Tf } from '../engine.ts';
import type { Head } from './head.ts';
import { knownAnswers, meanOverCounted } from './known-answers.ts';
import type { PointLoss } from './point-losses.ts';

/** How answers that are numbers are told. */
export interface NumberHead {
  loss: PointLoss;
  /** Answers to each number: its quantiles, or 1; and which of them the error is told of. */
  columns: number;
  middle: number;
  /** By how much 1 counts in each number's own unit, [numbers]; absent: 1. */
  units: readonly number[] | undefined;
}

/**
 * Answers that are numbers, [size, numbers] float32, NaN where one does not count; logits [size, numbers · columns], all answers to
 * the first number, then those to the second. The loss is a mean over answers, the error one over numbers in their own unit.
 */
export function numberHead({ loss, columns, middle, units }: NumberHead): Head {
  /** [size, numbers · columns] → [size, numbers, columns]. */
  const spread = (logits: tfjs.Tensor): tfjs.Tensor3D => logits.reshape([logits.shape[0] ?? 0, (logits.shape[1] ?? 0) / columns, columns]);
  return {
    measure: 'error',
    type: 'float32',
    loss(tf, logits, answers, weights) {
      const { known, counts } = knownAnswers(tf, answers.expandDims(2));
      return meanOverCounted(tf, lossesOf(tf, loss, spread(logits), known).mean(2, true), counts, weights);
    },
    figure(tf, logits, answers) {
      const { known, counts } = knownAnswers(tf, answers.expandDims(2));
      const told = spread(logits).slice([0, 0, middle], [-1, -1, 1]);
      const off = told.sub(known).abs();
      return meanOverCounted(tf, units === undefined ? off : off.mul(tf.tensor3d([...units], [1, units.length, 1])), counts, null);
    },
    outputs: (_, logits) => [logits.clone()],
    judge(outputs, { answers, weights, shape: [size] }) {
      const numbers = answers.length / size;
      let [sum, off, count] = [0, 0, 0];
      for (const [place, actual] of answers.entries()) {
        if (Number.isNaN(actual)) continue;
        const above = (column: number) => (outputs[place * columns + column] ?? Number.NaN) - actual;
        let own = 0;
        for (let column = 0; column < columns; column += 1) own += loss.of(above(column), column) / columns;
        sum += own * (weights?.[Math.floor(place / numbers)] ?? 1);
        off += Math.abs(above(middle)) * (units?.[place % numbers] ?? 1);
        count += 1;
      }
      return metricsOf('error', sum / Math.max(1, count), off / Math.max(1, count));
    },
  };
}

function lossesOf(tf: Tf, loss: PointLoss, outputs: tfjs.Tensor, actual: tfjs.Tensor): tfjs.Tensor {
  return tf.customGrad((...given: (tfjs.Tensor | tfjs.GradSaveFunc)[]) => {
    // tf.customGrad hands over what it is called with, and then the function that saves.
    const [answered, save] = given as [tfjs.Tensor, tfjs.GradSaveFunc];
    const d = answered.sub(actual);
    save([loss.slope(tf, d)]);
    return { value: loss.value(tf, d), gradFunc: (dy: tfjs.Tensor, [slope]: tfjs.Tensor[]) => dy.mul(slope ?? 0) };
  })(outputs);
}
