import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { backendName, type StockBackend } from '../backend.ts';
import { addsBias, channelsLast } from './bias.ts';
import { stockKernel } from './stock.ts';

/** A sum; of a tensor and one number a channel it is TensorFlow's BiasAdd, which a rewriter can put into a convolution. */
export const add: KernelConfig = {
  kernelName: 'Add',
  backendName,
  kernelFunc: (given) => {
    const { a, b } = given.inputs as { a: TensorInfo; b: TensorInfo }; // tfjs' Add has these two
    if (!addsBias(a, b)) return stockKernel('Add')(given);
    const stock = given.backend as StockBackend;
    return stock.executeSingleOutput('BiasAdd', channelsLast(stock), [a, b]);
  },
};
