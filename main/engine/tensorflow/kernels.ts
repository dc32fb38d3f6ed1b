import { createRequire } from 'node:module';
import util from 'node:util';
import type { KernelBackend } from '@tensorflow/tfjs';
import { tf } from '../tfjs.ts';
import type { Binding } from './binding.ts';

/** The stock backend, whose kernels call the binding. */
interface StockBackend {
  NodeJSKernelBackend: new (binding: Binding, packageName: string) => KernelBackend;
}

export const backendName = 'tensorflow';

/** Registers the stock kernels of @tensorflow/tfjs-node-gpu over `binding` and makes them the ones that compute. */
export async function useKernels(binding: Binding): Promise<void> {
  fillInUtil();
  const require = createRequire(import.meta.url);
  const { NodeJSKernelBackend }: StockBackend = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js');
  tf.registerBackend(backendName, () => new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu'));
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  await tf.setBackend(backendName);
}

/** The stock kernels, of 2024, call two functions of node:util that Node has dropped since, or warns of. */
function fillInUtil(): void {
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined, isArray: Array.isArray });
}
