import { chain, denseLink } from './chain.ts';
import { embeddingLinks, recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** After each letter, the next one: what a text is generated from. */
export const charLm: Template = {
  name: 'char-lm',
  title: 'Next letter',
  description: 'Says after each letter which one comes next; what it has learned, it can write on.',
  for: { data: 'tokens', answers: ['next'] },
  graph: (input, classes) =>
    chain([
      { block: 'Input' },
      ...embeddingLinks(input, 16),
      recurrentLink('LSTM', 128, true),
      denseLink(classes, 'linear'),
      { block: 'Output' },
    ]),
};
