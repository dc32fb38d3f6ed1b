import { chain, denseLink } from './chain.ts';
import type { Template } from './template.ts';

/** One weight a pixel and class: what every network should beat. */
export const softmax: Template = {
  name: 'softmax',
  title: 'Softmax regression',
  description: 'One Dense block on the pixels themselves: the linear baseline that every network should beat.',
  for: { data: 'images', answers: ['item'] },
  graph: (_input, classes) => chain([{ block: 'Input' }, { block: 'Flatten' }, denseLink(classes, 'linear'), { block: 'Output' }]),
};
