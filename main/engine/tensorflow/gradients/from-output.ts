import type * as tfjs from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import type { StockBackend } from '../backend.ts';

/** A gradient of ours for one of tfjs' operations. */
export interface Gradient {
  kernelName: string;
  outputsToSave: boolean[];
  gradFunc: tfjs.GradFunc;
}

/** The gradient of an activation that TensorFlow computes in one operation from what the activation answered: `name`(a, b). */
export function fromOutput(kernelName: string, name: string, order: 'output first' | 'gradient first'): Gradient {
  return {
    kernelName,
    outputsToSave: [true],
    gradFunc: (dy, saved) => ({
      x: () => {
        const [y] = saved;
        if (y === undefined || Array.isArray(dy)) throw new Error(`${kernelName} saves its one output`);
        const stock = tf.backend() as StockBackend; // registered with this backend alone
        const { binding } = stock;
        const inputs = order === 'output first' ? [y, dy] : [dy, y];
        return stock.executeSingleOutput(name, [{ name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT }], inputs);
      },
    }),
  };
}
