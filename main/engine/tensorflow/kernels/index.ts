import type { KernelConfig } from '@tensorflow/tfjs';
import { keepMask } from './keep-mask.ts';

/** Kernels of ours beside the stock ones, or in the place of one that is slow. */
export const kernels: readonly KernelConfig[] = [keepMask];
