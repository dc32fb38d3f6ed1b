import type { z } from 'zod';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { appliedToSteps, type Gates, recurrentArguments, recurrentBlock, recurrentParameters, recurrentWorkings } from './recurrent.ts';
import { lastAxis, only, parametersWorking } from './rules.ts';

const { params, fields } = parameters(recurrentParameters);
type SimpleRnnParams = z.infer<typeof params>;

const gatesOf = (p: SimpleRnnParams): Gates => ({ gates: 1, biases: p.useBias ? 1 : 0 });

/** A state that each step makes anew of itself and of what comes in (https://keras.io/api/layers/recurrent_layers/simple_rnn/). */
export const simpleRnn: Block<SimpleRnnParams> = {
  ...recurrentBlock('SimpleRNN', gatesOf),
  title: 'SimpleRNN',
  icon: 'repeat',
  summary: 'Reads steps one after the other and carries a state along.',
  help: 'Unfolded through time it is a chain: oₜ = tanh(xₜ·Wᵢ + oₜ₋₁·Wₕ + b), with the same weights at every step and o₀ = 0. So what comes out at the end depends on all steps and on their order. Learning goes back along the same chain, and at each link the gradient is multiplied by the slope of that step: over many links it all but vanishes, or explodes. That is why it hardly learns what lies 20 or more steps back; LSTM and GRU do. With n features and m units: m² + n·m + m parameters.',
  keywords: ['recurrent', 'rnn', 'elman', 'sequence', 'time', 'text', 'memory'],
  params,
  fields,
  workings(p, inputs) {
    const features = lastAxis(only(inputs));
    const [count, ...rest] = recurrentWorkings(p, gatesOf(p), inputs);
    const bias = p.useBias ? p.units : 0;
    const without = parametersWorking(`${features}·${p.units}${p.useBias ? `+${p.units}` : ''}`, features * p.units + bias);
    // Some tables leave the recurrent weights out; they are weights like the others.
    return [...(count === undefined ? [] : [count]), { ...without, label: 'Without the state’s own weights, as some count' }, ...rest];
  },
  build: (tf, p, inputs, context) => appliedToSteps(tf, inputs, tf.layers.simpleRNN(recurrentArguments(tf, p, context)), context),
  keras: 'SimpleRNN',
  pytorch: 'nn.RNN',
};
