import type { KernelConfig, Tensor } from '@tensorflow/tfjs';
import { backendName, type StockBackend } from '../tensorflow/backend.ts';
import { productKernel, sigmoidGradientKernel, tanhGradientKernel } from './operations.ts';

/** TensorFlow's own operations for those of a recurrence that tfjs does not ask for. */
export const tensorflowKernels: readonly KernelConfig[] = [
  {
    kernelName: productKernel,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      // tfjs types every kernel alike; by its name, this one is called with two matrices and those attributes.
      const { a, b } = inputs as { a: Tensor; b: Tensor };
      const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
      const stock = backend as StockBackend;
      const { binding } = stock;
      const attributes = [
        { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        { name: 'transpose_a', type: binding.TF_ATTR_BOOL, value: transposeA },
        { name: 'transpose_b', type: binding.TF_ATTR_BOOL, value: transposeB },
      ];
      return stock.executeSingleOutput('MatMul', attributes, [a, b]);
    },
  },
  ...[sigmoidGradientKernel, tanhGradientKernel].map(
    (kernelName): KernelConfig => ({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend }) => {
        // Called with a result and the gradient of it, of one shape.
        const { y, dy } = inputs as { y: Tensor; dy: Tensor };
        const stock = backend as StockBackend;
        const type = { name: 'T', type: stock.binding.TF_ATTR_TYPE, value: stock.binding.TF_FLOAT };
        return stock.executeSingleOutput(kernelName, [type], [y, dy]);
      },
    }),
  ),
];
