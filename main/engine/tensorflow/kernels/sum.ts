import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { backendName, type StockBackend } from '../backend.ts';
import { channelsLast } from './bias.ts';
import { stockKernel } from './stock.ts';

/** Sums along axes; over all but the last of several it is TensorFlow's BiasAddGrad, which shares the rows among the cores. */
export const sum: KernelConfig = {
  kernelName: 'Sum',
  backendName,
  kernelFunc: (given) => {
    const { x } = given.inputs as { x: TensorInfo }; // as tfjs' Sum has them
    const { axis, keepDims } = given.attrs as { axis?: number | number[]; keepDims?: boolean };
    const rank = x.shape.length;
    const axes = tf.util.parseAxisParam(axis ?? [], x.shape);
    const byChannel = axes.length === rank - 1 && !axes.includes(rank - 1);
    if (rank < 2 || !byChannel || keepDims || x.dtype !== 'float32') return stockKernel('Sum')(given);
    const stock = given.backend as StockBackend;
    return stock.executeSingleOutput('BiasAddGrad', channelsLast(stock), [x]);
  },
};
