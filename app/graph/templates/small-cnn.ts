import { chain, denseLink } from './chain.ts';
import { convolutionalStages } from './convolutional.ts';
import type { Template } from './template.ts';

/** A CNN that trains in seconds and is enough for simple pictures. */
export const smallCnn: Template = {
  name: 'small-cnn',
  title: 'Small CNN',
  description: 'Three convolutions and two Dense blocks: trains in seconds, a good first model.',
  for: { data: 'images', answers: ['item'] },
  graph: (input, classes) =>
    chain([
      { block: 'Input' },
      ...convolutionalStages(input, [[16], [32], [64]], 4),
      { block: 'Flatten' },
      denseLink(64, 'relu'),
      denseLink(classes, 'linear'),
      { block: 'Output' },
    ]),
};
