import { chain, denseLink } from './chain.ts';
import { recurrentLink } from './recurrent.ts';
import type { Template } from './template.ts';

/** A window of steps to what comes next: LSTM, Dense. */
export const lstmForecast: Template = {
  name: 'lstm-forecast',
  title: 'LSTM forecast',
  description: 'Reads the window step by step and remembers what matters: a good first model for series.',
  for: { data: 'series', answers: ['numbers', 'item'] },
  graph: (_input, outputs) => chain([{ block: 'Input' }, recurrentLink('LSTM', 64), denseLink(outputs, 'linear'), { block: 'Output' }]),
};
