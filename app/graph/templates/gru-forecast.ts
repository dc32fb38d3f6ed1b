import { chain, denseLink } from './chain.ts';
import { recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** A window of steps to what comes next: GRU, Dense. */
export const gruForecast: Template = {
  name: 'gru-forecast',
  title: 'GRU forecast',
  description: 'As the LSTM with fewer numbers: quicker, and often as good.',
  for: { data: 'series', answers: ['numbers', 'item'] },
  graph: (_input, outputs) => chain([{ block: 'Input' }, recurrentLink('GRU', 64), denseLink(outputs, 'linear'), { block: 'Output' }]),
};
