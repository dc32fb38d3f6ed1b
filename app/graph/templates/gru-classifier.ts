import { chain, denseLink } from './chain.ts';
import { embeddingLinks, recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** Many steps to one class: Embedding, GRU, Dense. */
export const gruClassifier: Template = {
  name: 'gru-classifier',
  title: 'GRU classifier',
  description: 'As the LSTM, a quarter smaller and often as good.',
  for: { data: 'tokens', answers: ['item'] },
  graph: (input, classes) =>
    chain([{ block: 'Input' }, ...embeddingLinks(input, 32), recurrentLink('GRU', 64), denseLink(classes, 'linear'), { block: 'Output' }]),
};
