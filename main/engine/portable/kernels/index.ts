import { averagePoolGradient } from './average-pool-gradient.ts';
import { mean, sum } from './column-sums.ts';
import { convolution } from './convolution.ts';
import { filterGradient } from './convolution-filter-gradient.ts';
import { inputGradient } from './convolution-input-gradient.ts';
import { depthwise, fusedDepthwise } from './depthwise.ts';
import { depthwiseFilterGradient } from './depthwise-filter-gradient.ts';
import { depthwiseInputGradient } from './depthwise-input-gradient.ts';
import { fusedConvolution, fusedMatMul } from './fused.ts';
import { identity } from './identity.ts';
import type { Kernel } from './kernel.ts';
import { matMul } from './mat-mul.ts';
import { maxPoolGradient } from './max-pool-gradient.ts';
import { segmentSum } from './segment-sum.ts';

/** What the backend lacks, has slow or has wrong, and training needs. */
export const kernels: readonly Kernel[] = [
  matMul,
  fusedMatMul,
  convolution,
  fusedConvolution,
  filterGradient,
  inputGradient,
  depthwise,
  fusedDepthwise,
  depthwiseFilterGradient,
  depthwiseInputGradient,
  maxPoolGradient,
  averagePoolGradient,
  sum,
  mean,
  segmentSum,
  identity,
];
