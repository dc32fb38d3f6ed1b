import { chain, denseLink } from './chain.ts';
import type { Template } from './template.ts';

/** One weight a feature and answer: linear regression, or logistic where classes are answered. */
export const linear: Template = {
  name: 'linear',
  title: 'Linear model',
  description: 'One Dense block: linear or logistic regression, which every network should beat.',
  for: { data: 'rows', answers: ['item', 'numbers', 'labels', 'several'] },
  graph: (_input, outputs) => chain([{ block: 'Input' }, denseLink(outputs, 'linear'), { block: 'Output' }]),
};
