import type { z } from 'zod';
import { activationIdentifier } from './activations.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import {
  appliedToSteps,
  describeRecurrent,
  type Gates,
  recurrentActivation,
  recurrentArguments,
  recurrentCount,
  recurrentInside,
  recurrentOperations,
  recurrentParameters,
  recurrentShape,
  recurrentWorkings,
} from './recurrent.ts';

const { params, fields } = parameters({ ...recurrentParameters, recurrentActivation });
type LstmParams = z.infer<typeof params>;

const gatesOf = (p: LstmParams): Gates => ({ gates: 4, biases: p.useBias ? 1 : 0 });

/** A state with a memory that gates forget, write and show (https://keras.io/api/layers/recurrent_layers/lstm/). */
export const lstm: Block<LstmParams> = {
  type: 'LSTM',
  title: 'LSTM',
  group: 'recurrent',
  icon: 'memory-stick',
  summary: 'Reads steps in order, with a memory that gates protect.',
  help: 'Beside its output h it carries a memory c from step to step. Three gates, numbers of 0 to 1 for each unit, are worked out from the new step and the last output: f says how much of the memory stays, i how much of the new candidate g is written, o how much of the memory is shown. c′ = f∗c + i∗g and h′ = o∗tanh(c′). A forget gate of ½ halves the memory: of (2, 8, 9, 4, 0, 6) it leaves (1, 4, 4.5, 2, 0, 3). Since the memory is added to and not made anew, gradients come back along it over many steps. The forget gate begins open (bias 1). With n features and m units: 4·(m² + n·m + m) parameters.',
  keywords: ['recurrent', 'rnn', 'long short-term memory', 'gates', 'cell state', 'sequence', 'text'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: (p) => p.goBackwards,
  mask: (p) => (p.returnSequences ? 'passes' : 'ends'),
  bendsInside: true,
  describe: describeRecurrent,
  shape: (p, inputs, context) => recurrentShape('LSTM', p, p.units, inputs, context),
  parameters: (p, inputs) => ({ trainable: recurrentCount(p, gatesOf(p), inputs), frozen: 0 }),
  operations: (p, inputs) => recurrentOperations(p, gatesOf(p), inputs),
  inside: (p, inputs) => recurrentInside(p, gatesOf(p), inputs),
  workings: (p, inputs) => recurrentWorkings(p, gatesOf(p), inputs),
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
