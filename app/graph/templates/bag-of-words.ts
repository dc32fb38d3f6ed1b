import { chain, denseLink } from './chain.ts';
import type { Template } from './template.ts';

/** One weight a number and class, for counts of words or any other row of numbers: logistic regression. */
export const bagOfWords: Template = {
  name: 'bag-of-words',
  title: 'Bag of words',
  description: 'One Dense block on the counts of the words, whatever their order: the baseline that every network should beat.',
  for: { data: 'numbers', answers: ['item'] },
  graph: (input, classes) =>
    chain([{ block: 'Input' }, ...(input.length > 1 ? [{ block: 'Flatten' }] : []), denseLink(classes, 'linear'), { block: 'Output' }]),
};
