import type { _FusedMatMulAttrs, FusedConv2DAttrs, TensorInfo } from '@tensorflow/tfjs';
import { convolve } from '../convolution/convolve.ts';
import { geometryOf } from '../convolution/geometry.ts';
import { kernel, type Tools } from './kernel.ts';
import { multiply } from './mat-mul.ts';

interface Finish {
  bias?: TensorInfo;
  preluActivationWeights?: TensorInfo;
}

interface MatMulInputs extends Finish {
  a: TensorInfo;
  b: TensorInfo;
}

interface ConvolutionInputs extends Finish {
  x: TensorInfo;
  filter: TensorInfo;
}

/*
 * What tfjs runs where no gradient is asked for: a product, a bias and an activation in one. Made of the same kernels that
 * training runs one by one, so that a model says the same while it trains and afterwards.
 */

export const fusedMatMul = kernel<MatMulInputs, _FusedMatMulAttrs>('_FusedMatMul', (tools, { a, b, ...finish }, attributes) => {
  return finished(tools, multiply(tools, { a, b }, attributes), finish, attributes);
});

export const fusedConvolution = kernel<ConvolutionInputs, FusedConv2DAttrs>(
  'FusedConv2D',
  (tools, { x, filter, ...finish }, attributes) => {
    return finished(tools, convolve(tools, x, filter, geometryOf(x.shape, filter.shape, attributes)), finish, attributes);
  },
);

/** Adds the bias and applies the activation; takes the product's place. */
function finished(
  { heap, stock }: Tools,
  product: TensorInfo,
  { bias, preluActivationWeights }: Finish,
  { activation, leakyreluAlpha }: Pick<_FusedMatMulAttrs, 'activation' | 'leakyreluAlpha'>,
): TensorInfo {
  const biased = bias === undefined ? product : stock('Add', { a: product, b: bias });
  if (biased !== product) heap.free(product);
  const name = activations[activation];
  if (name === undefined) return biased;
  const inputs = name === 'Prelu' ? { x: biased, alpha: preluActivationWeights } : { x: biased };
  const out = stock(name, inputs, name === 'LeakyRelu' ? { alpha: leakyreluAlpha ?? 0 } : {});
  heap.free(biased);
  return out;
}

/** The kernel of each activation that tfjs fuses; linear has none. */
const activations: Readonly<Record<_FusedMatMulAttrs['activation'], string | undefined>> = {
  linear: undefined,
  relu: 'Relu',
  relu6: 'Relu6',
  elu: 'Elu',
  sigmoid: 'Sigmoid',
  leakyrelu: 'LeakyRelu',
  prelu: 'Prelu',
};
