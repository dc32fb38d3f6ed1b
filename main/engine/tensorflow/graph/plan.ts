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

/** Everything in one chain, with all threads inside its operations. */
export const oneChain = (threads: number): Plan => ({ chains: 1, intraThreads: threads, interThreads: 1 });

/**
 * The plan for a model: small products and element-wise operations do not split well over cores, whole chains do. Batch
 * normalisation wants its statistics over the whole batch, and a GPU its operations whole: one chain there.
 */
export function planOf({ layers }: TrainableModel, threads: number, onGpu: boolean): Plan {
  const joined = layers.layers.some((layer) => layer.getClassName() === 'BatchNormalization');
  if (onGpu || joined || threads < 2) return oneChain(threads);
  return { chains: 2, intraThreads: Math.floor(threads / 2), interThreads: 2 };
}
