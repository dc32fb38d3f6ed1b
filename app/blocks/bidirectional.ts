import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import { grouped, size } from '../numbers.ts';
import type { Block, BuildContext, Shape } from './block.ts';
import { choice, integer, parameters } from './parameter.ts';
import {
  appliedToSteps,
  countFormula,
  type Gates,
  type RecurrentParams,
  recurrentArguments,
  recurrentCount,
  recurrentInside,
  recurrentOperations,
  recurrentParameters,
  recurrentShape,
  resetAfter,
} from './recurrent.ts';
import { memoryWorking, only, operationsWorking, parametersWorking } from './rules.ts';

type Kind = 'LSTM' | 'GRU' | 'SimpleRNN';
type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

const { params, fields } = parameters({
  layer: choice<Kind>(
    'LSTM',
    { LSTM: 'LSTM', GRU: 'GRU', SimpleRNN: 'SimpleRNN' },
    { label: 'Layer', help: 'The recurrent block of which one reads forwards and one backwards.' },
  ),
  units: integer(32, { label: 'Units', help: 'Size of the state in each direction.', min: 1, max: 4096 }),
  mergeMode: choice<MergeMode>(
    'concat',
    { concat: 'side by side', sum: 'sum', mul: 'product', ave: 'mean' },
    { label: 'Merge', help: 'How the two directions become one row; side by side doubles its length.' },
  ),
  returnSequences: recurrentParameters.returnSequences,
  resetAfter: { ...resetAfter, field: { ...resetAfter.field, label: 'GRU resets after the product', when: { param: 'layer', is: 'GRU' } } },
});
type BidirectionalParams = z.infer<typeof params>;

const gateCounts: Readonly<Record<Kind, number>> = { SimpleRNN: 1, LSTM: 4, GRU: 3 };
const gatesOf = (p: BidirectionalParams): Gates => ({ gates: gateCounts[p.layer], biases: p.layer === 'GRU' && p.resetAfter ? 2 : 1 });

const unitsOut = (p: BidirectionalParams): number => (p.mergeMode === 'concat' ? 2 * p.units : p.units);
const outputShape = (p: BidirectionalParams, inputs: readonly Shape[]): Shape =>
  p.returnSequences ? [only(inputs)[0] ?? 0, unitsOut(p)] : [unitsOut(p)];

/** The layer that reads forwards; Bidirectional makes the one that reads backwards like it. */
function forwards(tf: typeof tfjs, p: BidirectionalParams, context: BuildContext): tfjs.RNN {
  const usual: RecurrentParams = {
    units: p.units,
    returnSequences: p.returnSequences,
    activation: 'tanh',
    useBias: true,
    goBackwards: false,
    dropout: 0,
    recurrentDropout: 0,
  };
  const given = recurrentArguments(tf, usual, { name: p.layer.toLowerCase(), seed: context.seed });
  switch (p.layer) {
    case 'SimpleRNN':
      return tf.layers.simpleRNN(given);
    case 'LSTM':
      return tf.layers.lstm({ ...given, recurrentActivation: 'sigmoid', unitForgetBias: true });
    case 'GRU': {
      // The layer that the engines hand in takes resetAfter too; the stock one's type does not know it.
      const own = { ...given, resetAfter: p.resetAfter };
      return tf.layers.gru({ ...own, recurrentActivation: 'sigmoid' });
    }
  }
}

/** Two recurrent layers, one for each direction (https://keras.io/api/layers/recurrent_layers/bidirectional/). */
export const bidirectional: Block<BidirectionalParams> = {
  type: 'Bidirectional',
  title: 'Bidirectional',
  group: 'recurrent',
  icon: 'arrow-left-right',
  summary: 'Reads forwards and backwards at once and joins the two.',
  help: 'Two recurrent layers with weights of their own read the same steps, one from the front and one from the back; their outputs are joined step by step. So what comes out at a word knows what stands before it and what stands behind it, which tagging needs: “bank” alone does not tell, the words around it do. Not for guessing what comes next, because the answer would be in what it reads. Twice the parameters of the layer.',
  keywords: ['recurrent', 'rnn', 'bilstm', 'bigru', 'both directions', 'tagging', 'sequence'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  mask: (p) => (p.returnSequences ? 'passes' : 'ends'),
  bendsInside: true,
  describe: (p) => `${p.layer} ${p.units}${p.returnSequences ? ' sequence' : ''} ${p.mergeMode}`,
  shape: (p, inputs, context) => recurrentShape('Bidirectional', p, unitsOut(p), inputs, context),
  parameters: (p, inputs) => ({ trainable: 2 * recurrentCount(p, gatesOf(p), inputs), frozen: 0 }),
  operations: (p, inputs) => 2 * recurrentOperations(p, gatesOf(p), inputs),
  inside: (p, inputs) => 2 * recurrentInside(p, gatesOf(p), inputs),
  workings(p, inputs, context) {
    const { gates: count, biases } = gatesOf(p);
    const [steps = 0, features = 0] = only(inputs);
    const factor = count === 1 ? '2' : `2·${count}`;
    const shape = outputShape(p, inputs);
    return [
      parametersWorking(`${factor}·(${countFormula(p.units, features, biases)})`, bidirectional.parameters(p, inputs, context).trainable),
      operationsWorking(`${factor}·${steps}·(${features}·${p.units}+${p.units}·${p.units})`, bidirectional.operations(p, inputs, context)),
      { label: 'Numbers', formula: shape.join('·'), value: grouped(size(shape)) },
      memoryWorking(shape),
    ];
  },
  build(tf, p, inputs, context) {
    const layer = forwards(tf, p, context);
    const both = tf.layers.bidirectional({ layer, mergeMode: p.mergeMode, name: context.name });
    return appliedToSteps(tf, inputs, both, context);
  },
  keras: 'Bidirectional',
  pytorch: 'nn.LSTM',
};
