import type { KernelConfig, KernelFunc } from '@tensorflow/tfjs';

const replaced = new Map<string, KernelFunc>();

/** Keeps the stock kernel that one of ours takes the place of, for what ours leaves to it. */
export function keepStock({ kernelName, kernelFunc }: KernelConfig): void {
  replaced.set(kernelName, kernelFunc);
}

/** The stock kernel of that name; throws where none was replaced. */
export function stockKernel(name: string): KernelFunc {
  const kernel = replaced.get(name);
  if (kernel === undefined) throw new Error(`there is no stock kernel ${name}`);
  return kernel;
}
