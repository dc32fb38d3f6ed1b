import type { Shape } from '../../blocks/block.ts';
import type { Link } from './chain.ts';

/** An Embedding that skips padding, before codes [timesteps]; nothing before [timesteps, features], which has its numbers. */
export const embeddingLinks = (input: Shape, dimension: number): Link[] =>
  input.length === 2 ? [] : [{ block: 'Embedding', params: { dimension, maskZero: true, pretrained: false, frozen: false } }];

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
