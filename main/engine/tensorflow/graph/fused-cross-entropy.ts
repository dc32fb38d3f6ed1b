import type * as tfjs from '@tensorflow/tfjs';
import type { Tf } from '../../engine.ts';
import { tf } from '../../tfjs.ts';
import type { StockBackend } from '../backend.ts';

/** The same as crossEntropy(), by the operation that answers each item's loss and its gradient, softmax − one-hot, at once. */
export function fusedCrossEntropy(_: Tf, logits: tfjs.Tensor2D, labels: tfjs.Tensor1D, weights: tfjs.Tensor1D | null): tfjs.Scalar {
  const losses = tf.customGrad((...given: (tfjs.Tensor | tfjs.GradSaveFunc)[]) => {
    // tf.customGrad hands over what it is called with, and then the function that saves.
    const [from, save] = given as [tfjs.Tensor, tfjs.GradSaveFunc];
    const stock = tf.backend() as StockBackend;
    const { binding } = stock;
    const [loss, gradient] = stock.executeMultipleOutputs(
      'SparseSoftmaxCrossEntropyWithLogits',
      [
        { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        { name: 'Tlabels', type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 },
      ],
      [from, labels],
      2,
    );
    if (loss === undefined || gradient === undefined) throw new Error('the operation answers two tensors');
    save([gradient]);
    return { value: loss, gradFunc: (dy: tfjs.Tensor, [saved]: tfjs.Tensor[]) => (saved ?? dy).mul(dy.expandDims(1)) };
  })(logits);
  return (weights === null ? losses : losses.mul(weights)).sum().div(logits.shape[0]);
}
