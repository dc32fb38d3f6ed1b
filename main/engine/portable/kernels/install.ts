import type { KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tfjs.ts';
import { createUnroll } from '../convolution/unroll.ts';
import type { Heap } from '../heap.ts';
import { Product } from '../product/product.ts';
import { kernels } from './index.ts';
import type { Tools } from './kernel.ts';

export const backendName = 'wasm';

/** Puts our kernels in the place of the backend's own and returns how to put those back. */
export function installKernels(heap: Heap): () => void {
  const stock = new Map<string, KernelConfig>(tf.getKernelsForBackend(backendName).map((config) => [config.kernelName, config]));
  const tools: Tools = {
    heap,
    product: new Product(heap),
    unroll: createUnroll(heap.memory),
    stock(name, inputs, attributes = {}) {
      const result = stock.get(name)?.kernelFunc({ inputs, backend: heap.backend, attrs: attributes });
      if (result === undefined || Array.isArray(result)) throw new Error(`the backend must have a kernel ${name} with one result`);
      return result;
    },
  };
  for (const { name, make } of kernels) {
    const own = stock.get(name);
    if (own !== undefined) tf.unregisterKernel(name, backendName);
    tf.registerKernel({ ...own, kernelName: name, backendName, kernelFunc: make(tools) });
  }
  return () => {
    for (const { name } of kernels) {
      tf.unregisterKernel(name, backendName);
      const own = stock.get(name);
      if (own !== undefined) tf.registerKernel(own);
    }
  };
}
