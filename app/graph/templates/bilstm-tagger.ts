import { chain, denseLink } from './chain.ts';
import { embeddingLinks } from './recurrent.ts';
import type { Template } from './template.ts';

/** Many steps to as many tags, each seen from both sides. */
export const bilstmTagger: Template = {
  name: 'bilstm-tagger',
  title: 'BiLSTM tagger',
  description: 'Reads the text in both directions and gives each word a tag.',
  for: { data: 'tokens', answers: ['step'] },
  graph: (input, classes) =>
    chain([
      { block: 'Input' },
      ...embeddingLinks(input, 32),
      { block: 'Bidirectional', params: { layer: 'LSTM', units: 32, mergeMode: 'concat', returnSequences: true, resetAfter: true } },
      denseLink(classes, 'linear'),
      { block: 'Output' },
    ]),
};
