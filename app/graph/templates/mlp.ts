import { chain, denseLink } from './chain.ts';
import type { Template } from './template.ts';

/** A row of numbers through two hidden layers. */
export const mlp: Template = {
  name: 'mlp',
  title: 'Multilayer perceptron',
  description: 'Two Dense blocks with ReLU before the answer: a good first model for tables.',
  for: { data: 'rows', answers: ['item', 'numbers', 'labels', 'several'] },
  graph: (_input, outputs) =>
    chain([{ block: 'Input' }, denseLink(64, 'relu'), denseLink(32, 'relu'), denseLink(outputs, 'linear'), { block: 'Output' }]),
};
