import type { KernelConfig } from '@tensorflow/tfjs';
import { type KeepMaskAttributes, keepMaskKernel } from '../../seeded-dropout.ts';
import { tf } from '../../tfjs.ts';
import { backendName, type StockBackend } from '../backend.ts';

/**
 * Dropout's mask from TensorFlow's stateless random numbers, keyed by (the layer's seed and call, the step): a fresh one each
 * step, the same in every repeat, also inside a compiled step.
 */
export const keepMask: KernelConfig = {
  kernelName: keepMaskKernel,
  backendName,
  kernelFunc: ({ inputs, attrs, backend }) => {
    // tfjs types every kernel alike; by its name, this one is called with a step and those attributes.
    const { shape, rate, seed, call } = attrs as unknown as KeepMaskAttributes;
    const { step } = inputs as { step: ReturnType<typeof tf.scalar> };
    const stock = backend as StockBackend;
    const { binding } = stock;
    return tf.tidy(() => {
      const key = tf.stack([tf.scalar((seed + call) | 0, 'int32'), step]);
      const drawn = stock.executeSingleOutput(
        'StatelessRandomUniform',
        [
          { name: 'dtype', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
          { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
          { name: 'Tseed', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
        ],
        [tf.tensor1d(shape, 'int32'), key],
      );
      return drawn
        .greaterEqual(rate)
        .cast('float32')
        .mul(1 / (1 - rate));
    });
  },
};
