import type { z } from 'zod';
import { activationIdentifier } from './activations.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import {
  appliedToSteps,
  type Gates,
  recurrentActivation,
  recurrentArguments,
  recurrentBlock,
  recurrentParameters,
  resetAfter,
} from './recurrent.ts';

const { params, fields } = parameters({
  ...recurrentParameters,
  recurrentActivation,
  resetAfter,
});
type GruParams = z.infer<typeof params>;

const gatesOf = (p: GruParams): Gates => ({ gates: 3, biases: p.useBias ? (p.resetAfter ? 2 : 1) : 0 });

/** A state that two gates mix with its successor (https://keras.io/api/layers/recurrent_layers/gru/). */
export const gru: Block<GruParams> = {
  ...recurrentBlock('GRU', gatesOf),
  title: 'GRU',
  icon: 'repeat-2',
  summary: 'Reads steps in order, with two gates: nearly an LSTM, a quarter smaller.',
  help: 'The state is its own memory. Two gates, numbers of 0 to 1 for each unit, are worked out from the new step and the state: r says how much of the state the candidate h̃ may see, z how much of the state is kept. h′ = z∗h + (1 − z)∗h̃. Some books swap z and 1 − z, which is the same network with the gate named the other way round. Where z is 1 the state passes unchanged, and so does its gradient. With n features and m units: 3·(m² + n·m + m) parameters, and 3·m more biases where the reset comes after the product, as in Keras.',
  keywords: ['recurrent', 'rnn', 'gated recurrent unit', 'gates', 'sequence', 'text', 'memory'],
  params,
  fields,
  build(tf, p, inputs, context) {
    // The layer that the engines hand in takes resetAfter too; the stock one's type does not know it.
    const own = { ...recurrentArguments(tf, p, context), resetAfter: p.resetAfter };
    const layer = tf.layers.gru({ ...own, recurrentActivation: activationIdentifier(p.recurrentActivation) });
    return appliedToSteps(tf, inputs, layer, context);
  },
  keras: 'GRU',
  pytorch: 'nn.GRU',
};
