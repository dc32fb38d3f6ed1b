import { chain, denseLink, type Link } from './chain.ts';
import type { Template } from './template.ts';

/** Sees no step behind its own; the distance doubles from block to block, so that the window is seen whole. */
const conv = (dilation: number): Link => ({
  block: 'Conv1D',
  params: { filters: 32, kernelSize: 3, strides: 1, padding: 'causal', dilation, activation: 'relu', useBias: true },
});

/** A window of steps to what comes next: dilated convolutions, Dense (WaveNet's, van den Oord et al. 2016, https://arxiv.org/abs/1609.03499). */
export const convForecast: Template = {
  name: 'conv-forecast',
  title: 'Convolutional forecast',
  description: 'Looks for patterns of neighbouring steps, all at once: much quicker than reading step by step.',
  for: { data: 'series', answers: ['numbers', 'item'] },
  graph: (_input, outputs) =>
    chain([{ block: 'Input' }, ...[1, 2, 4].map(conv), { block: 'Flatten' }, denseLink(outputs, 'linear'), { block: 'Output' }]),
};
