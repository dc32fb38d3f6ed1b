import { shapeText } from '../numbers.ts';
import { applied } from './applied.ts';
import type { Block, Shape } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, gotFrom, lastAxis, memoryWorking, misfit, noParameters, only } from './rules.ts';

const { params, fields } = parameters({});

const outputShape = (inputs: readonly Shape[]): Shape => [
  ...only(inputs).slice(0, -1),
  inputs.reduce((sum, shape) => sum + lastAxis(shape), 0),
];

/** Inputs side by side on the last axis (https://keras.io/api/layers/merging_layers/concatenate/). */
export const concatenate: Block<Record<never, never>> = {
  type: 'Concatenate',
  title: 'Concatenate',
  group: 'merge',
  icon: 'combine',
  summary: 'Puts inputs side by side: their channels add up.',
  help: 'Puts the channels of all wires behind each other, in the order of the wires; height and width (or the number of steps) must be the same. Channels out = the sum of the channels in. Lets later blocks see both what was found and what it was found in.',
  keywords: ['merge', 'join', 'stack', 'skip connection', 'inception', 'densenet'],
  params,
  fields,
  inputs: { least: 2, most: Infinity },
  hasOutput: true,
  mask: () => 'passes',
  describe: () => 'channels',
  shape(_params, inputs, context) {
    const first = only(inputs);
    const places = (shape: Shape) => `${shape.length}:${shapeText(shape.slice(0, -1))}`;
    const other = inputs.findIndex((shape) => places(shape) !== places(first));
    if (other < 0) return fits(outputShape(inputs));
    return misfit(
      'Concatenate',
      context,
      `get the same ${first.length === 2 ? 'number of steps' : 'height and width'} on every wire`,
      `${gotFrom(inputs, context)} and ${gotFrom(inputs, context, other)}`,
      'use the same strides, padding and pooling on both ways',
    );
  },
  parameters: noParameters,
  operations: () => 0,
  workings: (_params, inputs) => [
    { label: 'Channels', formula: inputs.map(lastAxis).join('+'), value: String(lastAxis(outputShape(inputs))) },
    memoryWorking(outputShape(inputs)),
  ],
  build: (tf, _params, inputs, { name }) => applied(tf.layers.concatenate({ axis: -1, name }), [...inputs]),
  keras: 'Concatenate',
  pytorch: 'torch.cat',
};
