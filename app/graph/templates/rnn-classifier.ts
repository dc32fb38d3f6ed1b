import { chain, denseLink } from './chain.ts';
import { embeddingLinks, recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** Many steps to one class: Embedding, SimpleRNN, Dense. */
export const rnnClassifier: Template = {
  name: 'rnn-classifier',
  title: 'RNN classifier',
  description: 'The simplest network that reads in order: learns what a few words decide, forgets what lies far back.',
  for: { data: 'tokens', answers: ['item'] },
  graph: (input, classes) =>
    chain([
      { block: 'Input' },
      ...embeddingLinks(input, 32),
      recurrentLink('SimpleRNN', 64),
      denseLink(classes, 'linear'),
      { block: 'Output' },
    ]),
};
