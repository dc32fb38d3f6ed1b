import { chain } from './chain.ts';
import { denseLink } from './convolutional.ts';
import type { Template } from './template.ts';

/** One weight a pixel and class: what every network should beat. */
export const softmax: Template = {
  name: 'softmax',
  title: 'Softmax regression',
  description: 'One Dense block on the pixels themselves: the linear baseline that every network should beat.',
  graph: (_input, classes) => chain([{ block: 'Input' }, { block: 'Flatten' }, denseLink(classes, 'linear'), { block: 'Output' }]),
};
