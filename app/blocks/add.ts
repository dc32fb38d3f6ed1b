import { shapeText, size } from '../numbers.ts';
import { applied } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, gotFrom, memoryWorking, misfit, noParameters, only, operationsWorking } from './rules.ts';

const { params, fields } = parameters({});

/** Sum of inputs of the same shape (https://keras.io/api/layers/merging_layers/add/). */
export const add: Block<Record<never, never>> = {
  type: 'Add',
  title: 'Add',
  group: 'merge',
  icon: 'circle-plus',
  summary: 'Adds inputs of the same shape, number by number.',
  help: 'Adds what comes in on each wire, number by number: y = x₁ + x₂ + …; all must have the same shape. Used for skip connections: a block’s input is added to its output, so that gradients have a short way back.',
  keywords: ['sum', 'plus', 'merge', 'residual', 'skip connection', 'resnet'],
  params,
  fields,
  inputs: { least: 2, most: Infinity },
  hasOutput: true,
  mask: () => 'passes',
  describe: () => 'sum',
  shape(_params, inputs, context) {
    const first = only(inputs);
    const other = inputs.findIndex((shape) => shapeText(shape) !== shapeText(first));
    if (other < 0) return fits(first);
    return misfit(
      'Add',
      context,
      'get the same shape on every wire',
      `${gotFrom(inputs, context)} and ${gotFrom(inputs, context, other)}`,
      'give both as many filters and the same strides, or use Concatenate',
    );
  },
  parameters: noParameters,
  operations: (_params, inputs) => size(only(inputs)) * (inputs.length - 1),
  workings(p, inputs, context) {
    return [
      operationsWorking([inputs.length - 1, ...only(inputs)].join('·'), add.operations(p, inputs, context)),
      memoryWorking(only(inputs)),
    ];
  },
  build: (tf, _params, inputs, { name }) => applied(tf.layers.add({ name }), [...inputs]),
  keras: 'Add',
  pytorch: 'torch.add',
};
