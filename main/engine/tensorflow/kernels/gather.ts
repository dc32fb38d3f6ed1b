import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { backendName, type StockBackend } from '../backend.ts';

/** Rows by their numbers. The stock kernel reads the numbers to check them, which a compiled step cannot; TensorFlow checks them too. */
export const gather: KernelConfig = {
  kernelName: 'GatherV2',
  backendName,
  kernelFunc: ({ inputs, attrs, backend }) => {
    const { x, indices } = inputs as { x: TensorInfo; indices: TensorInfo }; // as tfjs' GatherV2 has them
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const stock = backend as StockBackend;
    const { binding } = stock;
    return tf.tidy(() =>
      stock.executeSingleOutput(
        'GatherV2',
        [
          { name: 'batch_dims', type: binding.TF_ATTR_INT, value: batchDims },
          { name: 'Tparams', type: binding.TF_ATTR_TYPE, value: stock.getDTypeInteger(x.dtype) },
          { name: 'Tindices', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
          { name: 'Taxis', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
        ],
        [x, indices, tf.scalar(axis, 'int32')],
      ),
    );
  },
};
