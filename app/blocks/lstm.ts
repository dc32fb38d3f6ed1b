import type { z } from 'zod';
import { activationIdentifier } from './activations.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { appliedToSteps, type Gates, recurrentActivation, recurrentArguments, recurrentBlock, recurrentParameters } from './recurrent.ts';

const { params, fields } = parameters({ ...recurrentParameters, recurrentActivation });
type LstmParams = z.infer<typeof params>;

const gatesOf = (p: LstmParams): Gates => ({ gates: 4, biases: p.useBias ? 1 : 0 });

/** A state with a memory that gates forget, write and show (https://keras.io/api/layers/recurrent_layers/lstm/). */
export const lstm: Block<LstmParams> = {
  ...recurrentBlock('LSTM', gatesOf),
  title: 'LSTM',
  icon: 'memory-stick',
  summary: 'Reads steps in order, with a memory that gates protect.',
  help: 'Beside its output h it carries a memory c from step to step. Three gates, numbers of 0 to 1 for each unit, are worked out from the new step and the last output: f says how much of the memory stays, i how much of the new candidate g is written, o how much of the memory is shown. c′ = f∗c + i∗g and h′ = o∗tanh(c′). A forget gate of ½ halves the memory: of (2, 8, 9, 4, 0, 6) it leaves (1, 4, 4.5, 2, 0, 3). Since the memory is added to and not made anew, gradients come back along it over many steps. The forget gate begins open (bias 1). With n features and m units: 4·(m² + n·m + m) parameters.',
  keywords: ['recurrent', 'rnn', 'long short-term memory', 'gates', 'cell state', 'sequence', 'text'],
  params,
  fields,
  build(tf, p, inputs, context) {
    const layer = tf.layers.lstm({
      ...recurrentArguments(tf, p, context),
      recurrentActivation: activationIdentifier(p.recurrentActivation),
      unitForgetBias: true,
    });
    return appliedToSteps(tf, inputs, layer, context);
  },
  keras: 'LSTM',
  pytorch: 'nn.LSTM',
};
