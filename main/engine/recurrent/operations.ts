import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../engine.ts';

type Tensor = tfjs.Tensor;

/** The operations that a recurrence is made of, where an engine may have a better one than tfjs asks for. */
export interface Operations {
  /** a·b, either transposed first; matrices. */
  product(a: Tensor, b: Tensor, transposed?: { a?: boolean; b?: boolean }): Tensor;
  /** What a sigmoid passes back, from its result: dy·y·(1 − y). */
  sigmoidGradient(y: Tensor, dy: Tensor): Tensor;
  /** What a tanh passes back, from its result: dy·(1 − y²). */
  tanhGradient(y: Tensor, dy: Tensor): Tensor;
}

/** Kernels of ours: TensorFlow has each as one operation; elsewhere the formula is computed. */
export const productKernel = 'MatMul';
export const sigmoidGradientKernel = 'SigmoidGrad';
export const tanhGradientKernel = 'TanhGrad';

/** The operations on the backend that computes now. */
export function operations(tf: Tf): Operations {
  const has = (kernel: string): boolean => tf.getKernel(kernel, tf.getBackend()) !== undefined;
  // Kernels of ours, with one result each.
  const run = (kernel: string, inputs: tfjs.NamedTensorMap, attributes = {}): Tensor =>
    tf.engine().runKernel(kernel, inputs, attributes) as Tensor;
  return {
    product: has(productKernel)
      ? (a, b, transposed = {}) => run(productKernel, { a, b }, { transposeA: transposed.a ?? false, transposeB: transposed.b ?? false })
      : (a, b, transposed = {}) => tf.matMul(a, b, transposed.a ?? false, transposed.b ?? false),
    sigmoidGradient: has(sigmoidGradientKernel) ? (y, dy) => run(sigmoidGradientKernel, { y, dy }) : (y, dy) => dy.mul(y.sub(y.square())),
    tanhGradient: has(tanhGradientKernel) ? (y, dy) => run(tanhGradientKernel, { y, dy }) : (y, dy) => dy.sub(dy.mul(y.square())),
  };
}
