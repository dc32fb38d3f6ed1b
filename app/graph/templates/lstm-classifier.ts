import { chain, denseLink } from './chain.ts';
import { embeddingLinks, recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** Many steps to one class: Embedding, LSTM, Dense. */
export const lstmClassifier: Template = {
  name: 'lstm-classifier',
  title: 'LSTM classifier',
  description: 'Reads the text word by word and remembers what matters: a good first model for texts.',
  for: { data: 'tokens', answers: ['item'] },
  graph: (input, classes) =>
    chain([{ block: 'Input' }, ...embeddingLinks(input, 32), recurrentLink('LSTM', 64), denseLink(classes, 'linear'), { block: 'Output' }]),
};
