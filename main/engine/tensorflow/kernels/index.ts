import type { KernelConfig } from '@tensorflow/tfjs';
import { add } from './add.ts';
import { gather } from './gather.ts';
import { keepMask } from './keep-mask.ts';
import { sum } from './sum.ts';

/** Kernels of ours beside the stock ones, or in the place of one that is slow. */
export const kernels: readonly KernelConfig[] = [add, gather, sum, keepMask];
