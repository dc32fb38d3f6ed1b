import { chain, denseLink } from './chain.ts';
import { convolutionalStages } from './convolutional.ts';
import type { Template } from './template.ts';

/** The CNN of the lecture: 5,851,338 parameters for 32×32×3 and 10 classes. */
export const lectureCnn: Template = {
  name: 'lecture-cnn',
  title: 'Lecture CNN',
  description: 'Six convolutions in three stages, then three Dense blocks: the network of the course, strong and slow.',
  for: { data: 'images', answers: ['item'] },
  graph: (input, classes) =>
    chain([
      { block: 'Input' },
      ...convolutionalStages(
        input,
        [
          [32, 64],
          [128, 128],
          [256, 256],
        ],
        8,
      ),
      { block: 'Flatten' },
      denseLink(1024, 'relu'),
      denseLink(512, 'relu'),
      denseLink(classes, 'linear'),
      { block: 'Output' },
    ]),
};
