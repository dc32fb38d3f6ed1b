import type * as tfjs from '@tensorflow/tfjs';
import type { NumberLoss } from '#app/runs/config.ts';
import type { Tf } from '../engine.ts';

/** A loss of each answer by itself, from how much it is above the truth: d = answer − actual. */
export interface PointLoss {
  value(tf: Tf, d: tfjs.Tensor): tfjs.Tensor;
  /** Its derivative by the answer. */
  slope(tf: Tf, d: tfjs.Tensor): tfjs.Tensor;
  /** Of one number, in double precision; `column` says which of the shares is answered. */
  of(d: number, column: number): number;
}

/** Held to −1 … 1: where Huber's loss turns from squared to absolute, Keras' delta of 1. */
const held = (d: number): number => Math.min(1, Math.max(-1, d));

/** Keras' MeanSquaredError, MeanAbsoluteError and Huber (https://keras.io/api/losses/regression_losses/), before the mean. */
export const pointLosses: Readonly<Record<NumberLoss, PointLoss>> = {
  mse: { value: (_, d) => d.square(), slope: (_, d) => d.mul(2), of: (d) => d * d },
  mae: { value: (_, d) => d.abs(), slope: (_, d) => d.sign(), of: Math.abs },
  huber: {
    /** d²/2 within the bound, |d| − 1/2 beyond it, in one: h·(d − h/2) with h = d held to the bound. */
    value(_, d) {
      const h = d.clipByValue(-1, 1);
      return h.mul(d.sub(h.div(2)));
    },
    slope: (_, d) => d.clipByValue(-1, 1),
    of: (d) => held(d) * (d - held(d) / 2),
  },
};

/** Of a quantile that `share` of the actual values should lie below: max((1 − share)·d, −share·d) (Koenker & Bassett 1978). */
export function pinball(shares: readonly number[]): PointLoss {
  const row = (tf: Tf) => tf.tensor3d([[[...shares]]]);
  return {
    value(tf, d) {
      const share = row(tf);
      return tf.maximum(d.mul(tf.sub(1, share)), d.mul(share.neg()));
    },
    slope: (tf, d) => d.greater(0).cast('float32').sub(row(tf)),
    of(d, column) {
      const share = shares[column] ?? Number.NaN;
      return Math.max((1 - share) * d, -share * d);
    },
  };
}
