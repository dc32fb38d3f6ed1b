import type { TrainableModel } from '../../engine.ts';

/** How a step is shared among the cores. */
export interface Plan {
  /** Parts that a batch is cut into, each computed without waiting for the others. */
  chains: number;
  /** Threads inside an operation. */
  intraThreads: number;
  /** Operations at once. */
  interThreads: number;
}

/** So many chains at once, which share the threads. */
export const planOf = (chains: number, threads: number): Plan => ({
  chains,
  intraThreads: Math.max(1, Math.floor(threads / chains)),
  interThreads: chains,
});

/**
 * Numbers of chains that a model's batches may be cut into, the likeliest to be fast first: small products and element-wise
 * operations do not split well over cores, whole chains do. Batch normalisation wants its statistics over the whole batch,
 * and a GPU its operations whole: one chain there.
 */
export function chainsFor({ layers }: TrainableModel, threads: number, onGpu: boolean): number[] {
  const joined = layers.layers.some((layer) => layer.getClassName() === 'BatchNormalization');
  if (onGpu || joined || threads < 2) return [1];
  return [...new Set([2, 1, 4, threads])].filter((chains) => chains <= threads);
}
