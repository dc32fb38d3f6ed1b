import type { Link } from './chain.ts';

/** An Embedding link that skips padding. */
export const embeddingLink = (dimension: number): Link => ({
  block: 'Embedding',
  params: { dimension, maskZero: true, pretrained: false, frozen: false },
});

const usual = { activation: 'tanh', useBias: true, goBackwards: false, dropout: 0, recurrentDropout: 0 };
const ofLayer = {
  SimpleRNN: {},
  LSTM: { recurrentActivation: 'sigmoid' },
  GRU: { recurrentActivation: 'sigmoid', resetAfter: true },
} as const;

/** A recurrent link with its layer's usual options, written down. */
export const recurrentLink = (block: keyof typeof ofLayer, units: number, returnSequences = false): Link => ({
  block,
  params: { units, returnSequences, ...usual, ...ofLayer[block] },
});
