import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import { size } from '../numbers.ts';
import { activation, activationIdentifier, withActivation } from './activations.ts';
import { appliedTo } from './applied.ts';
import type { Block, BuildContext, Shape } from './block.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, needsSteps, only, operationsWorking, parametersWorking } from './rules.ts';
import { describeStepWindow, slide, stepPadding, stepWorking } from './window.ts';

const { params, fields } = parameters({
  filters: integer(32, {
    label: 'Filters',
    help: 'How many patterns the block looks for; each gives one number a step.',
    min: 1,
    max: 4096,
  }),
  kernelSize: integer(3, { label: 'Kernel', help: 'How many steps the window sees at once.', min: 1, max: 256 }),
  strides: integer(1, { label: 'Strides', help: 'How far the window moves at a time; 2 halves the number of steps.', min: 1, max: 64 }),
  padding: stepPadding,
  dilation: integer(1, {
    label: 'Dilation',
    help: 'Distance of the steps that the window sees: 2 takes every second one, so that it sees further with as many weights.',
    min: 1,
    max: 64,
  }),
  activation: activation('relu'),
  useBias: toggle(true, { label: 'Bias', help: 'Adds one learned number to each filter.' }),
});
type Conv1DParams = z.infer<typeof params>;

/** How many steps the window spans. */
const reach = (p: Conv1DParams): number => (p.kernelSize - 1) * p.dilation + 1;
const slideOf = (p: Conv1DParams, inputs: readonly Shape[]) => slide(only(inputs)[0] ?? 0, reach(p), p.strides, p.padding);
const outputShape = (p: Conv1DParams, inputs: readonly Shape[]): Shape => [slideOf(p, inputs).size, p.filters];
/** Weights of all filters: kernel · features · filters. */
const weights = (p: Conv1DParams, inputs: readonly Shape[]) => [p.kernelSize, lastAxis(only(inputs)), p.filters];

/** Convolution over steps (https://keras.io/api/layers/convolution_layers/convolution1d/). */
export const conv1d: Block<Conv1DParams> = {
  type: 'Conv1D',
  title: 'Conv1D',
  group: 'convolve',
  icon: 'audio-lines',
  summary: 'Slides small filters over the steps and finds patterns in time.',
  help: 'Each filter is a window over a few steps. It slides along; at every place its weights are multiplied with the numbers below and added up, so that the sum is large where its pattern is: a few letters, a rise in a series. The steps become ⌊(n + zeros − f)/s⌋ + 1 for n steps, a window that spans f of them and stride s. With causal padding no step sees those after it. All places are worked out at once, which is faster than a recurrent block, but the window sees no further than it spans. Weights: kernel·features·filters + filters.',
  keywords: ['convolution', 'filter', 'temporal', 'causal', 'dilated', 'series', 'text', 'cnn'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: (p) => p.padding !== 'causal' && reach(p) > 1,
  describe(p) {
    const dilated = p.dilation === 1 ? '' : ` dilation ${p.dilation}`;
    const bend = p.activation === 'linear' ? '' : ` ${p.activation.replace('_', ' ')}`;
    return `${p.filters} ${describeStepWindow(p.kernelSize, p.strides)} ${p.padding}${dilated}${bend}`;
  },
  shape(p, inputs, context) {
    const refused = needsSteps('Conv1D', inputs, context);
    if (refused !== null) return refused;
    if (p.strides > 1 && p.dilation > 1)
      return misfit(
        'Conv1D',
        context,
        'have strides 1 or dilation 1',
        `strides ${p.strides} and dilation ${p.dilation}`,
        'use one of them',
        [
          { label: 'Strides 1', kind: 'set', params: { strides: 1 } },
          { label: 'Dilation 1', kind: 'set', params: { dilation: 1 } },
        ],
      );
    const shape = outputShape(p, inputs);
    if (size(shape) > 0) return fits(shape);
    return misfit(
      'Conv1D',
      context,
      `get ${reach(p)} steps or more, its window`,
      gotFrom(inputs, context),
      'use padding same or a smaller kernel',
      [{ label: 'Padding same', kind: 'set', params: { padding: 'same' } }],
    );
  },
  parameters: (p, inputs) => ({ trainable: size(weights(p, inputs)) + (p.useBias ? p.filters : 0), frozen: 0 }),
  operations: (p, inputs) => size(outputShape(p, inputs)) * size(weights(p, inputs).slice(0, 2)),
  workings(p, inputs, context) {
    const shape = outputShape(p, inputs);
    return [
      stepWorking(slideOf(p, inputs)),
      parametersWorking(
        `${weights(p, inputs).join('·')}${p.useBias ? `+${p.filters}` : ''}`,
        conv1d.parameters(p, inputs, context).trainable,
      ),
      operationsWorking([...shape, ...weights(p, inputs).slice(0, 2)].join('·'), conv1d.operations(p, inputs, context)),
      memoryWorking(shape),
    ];
  },
  build(tf, p, inputs, context) {
    const causal = p.padding === 'causal' && reach(p) > 1;
    const layer = tf.layers.conv1d({
      filters: p.filters,
      kernelSize: p.kernelSize,
      strides: p.strides,
      padding: p.padding === 'causal' ? 'valid' : p.padding,
      dilationRate: p.dilation,
      activation: activationIdentifier(p.activation),
      useBias: p.useBias,
      kernelInitializer: tf.initializers.glorotUniform({ seed: context.seed }),
      name: context.name,
    });
    const padded = causal ? [zerosBefore(tf, inputs, reach(p) - 1, context)] : inputs;
    return withActivation(tf, p.activation, layer, padded, context);
  },
  keras: 'Conv1D',
  pytorch: 'nn.Conv1d',
};

/** Steps of zeros before the first: TF.js pads images alone, so the steps become an image of one column meanwhile. */
function zerosBefore(
  tf: typeof tfjs,
  inputs: readonly tfjs.SymbolicTensor[],
  zeros: number,
  { nameOf }: BuildContext,
): tfjs.SymbolicTensor {
  const [, steps, features] = (inputs[0]?.shape ?? []).map(Number);
  const layers = [
    tf.layers.reshape({ targetShape: [steps ?? 0, 1, features ?? 0], name: nameOf('column') }),
    tf.layers.zeroPadding2d({
      padding: [
        [zeros, 0],
        [0, 0],
      ],
      dataFormat: 'channelsLast',
      name: nameOf('zeros'),
    }),
    tf.layers.reshape({ targetShape: [(steps ?? 0) + zeros, features ?? 0], name: nameOf('steps') }),
  ];
  const [input] = inputs;
  if (input === undefined) throw new RangeError('Conv1D must get one tensor; got none');
  return layers.reduce((tensor, layer) => appliedTo([tensor], layer), input);
}
