import { cnn, smallCnn, softmax } from './images-in-memory.ts';
import type { Steps } from './measured-steps.ts';
import { deepLstm, gru, lstm, rnn } from './sequences.ts';

/** What can be trained on random items in memory, by name. */
export const trainable: ReadonlyMap<string, Steps> = new Map(
  [cnn, rnn, lstm, gru, deepLstm, smallCnn, softmax].map((steps) => [steps.workload, steps]),
);
