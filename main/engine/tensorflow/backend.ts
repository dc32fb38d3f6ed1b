import type * as tfjs from '@tensorflow/tfjs';
import type { KernelBackend } from '@tensorflow/tfjs';
import type { Attribute } from './attributes.ts';
import type { Binding, TensorMetadata } from './binding.ts';

/** The name that tfjs knows it by. */
export const backendName = 'tensorflow';

/** What the stock backend of @tensorflow/tfjs-node-gpu has beyond a KernelBackend, as far as we use it. */
export interface StockBackend extends KernelBackend {
  binding: Binding;
  /** TensorFlow's number of an element type. */
  getDTypeInteger(dtype: tfjs.DataType): number;
  /** Numbers of the tensors; values that were not handed over yet are. */
  getInputTensorIds(tensors: readonly tfjs.Tensor[]): number[];
  /** A tensor that stands for a number of the binding. */
  createOutputTensor(metadata: TensorMetadata): tfjs.Tensor;
  executeSingleOutput(name: string, attributes: readonly Attribute[], inputs: readonly tfjs.TensorInfo[]): tfjs.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly Attribute[],
    inputs: readonly tfjs.TensorInfo[],
    outputs: number,
  ): tfjs.Tensor[];
}

/** The number that the binding knows a tensor by. */
export function numberOf(backend: StockBackend, tensor: tfjs.Tensor): number {
  const [id] = backend.getInputTensorIds([tensor]);
  if (id === undefined) throw new Error('the backend answers one number a tensor');
  return id;
}
