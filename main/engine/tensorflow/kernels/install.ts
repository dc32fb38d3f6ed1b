import { createRequire } from 'node:module';
import util from 'node:util';
import { tf } from '../../tfjs.ts';
import { backendName, type StockBackend } from '../backend.ts';
import type { Binding } from '../binding.ts';
import { kernels } from './index.ts';
import { keepStock } from './stock.ts';

/** The stock backend's module; its kernels call the binding. */
interface StockModule {
  NodeJSKernelBackend: new (binding: Binding, packageName: string) => StockBackend;
}

/** Registers the stock kernels of @tensorflow/tfjs-node-gpu, and ours, over `binding` and makes them the ones that compute. */
export async function useKernels(binding: Binding): Promise<StockBackend> {
  fillInUtil();
  const require = createRequire(import.meta.url);
  const { NodeJSKernelBackend }: StockModule = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js');
  const backend = new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
  tf.registerBackend(backendName, () => backend);
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  for (const kernel of kernels) {
    const stock = tf.getKernel(kernel.kernelName, backendName);
    if (stock !== undefined && stock !== kernel) {
      keepStock(stock);
      tf.unregisterKernel(kernel.kernelName, backendName);
    }
    if (stock !== kernel) tf.registerKernel(kernel);
  }
  await tf.setBackend(backendName);
  return backend;
}

/** The stock kernels, of 2024, call two functions of node:util that Node has dropped since, or warns of. */
function fillInUtil(): void {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray });
}
