import { fromOutput, type Gradient } from './from-output.ts';

/** Gradients in fewer operations than tfjs has them in; each computes the same from what was kept of the forward pass. */
export const gradients: readonly Gradient[] = [
  fromOutput('Relu', 'ReluGrad', 'gradient first'),
  fromOutput('Sigmoid', 'SigmoidGrad', 'output first'),
  fromOutput('Tanh', 'TanhGrad', 'output first'),
];
