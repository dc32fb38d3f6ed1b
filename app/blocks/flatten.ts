import { grouped, size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, memoryWorking, noParameters, only } from './rules.ts';

const { params, fields } = parameters({});

/** All numbers in one row (https://keras.io/api/layers/reshaping_layers/flatten/). */
export const flatten: Block<Record<never, never>> = {
  type: 'Flatten',
  title: 'Flatten',
  group: 'dense',
  icon: 'unfold-horizontal',
  summary: 'Lays all numbers out in one row.',
  help: 'Writes an image of height × width × channels as one row of height·width·channels numbers, and steps of timesteps × features as timesteps·features, so that Dense can weigh each of them. Nothing is computed and nothing learned.',
  keywords: ['reshape', 'row', 'vector'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: () => true,
  describe: () => 'one row',
  shape: (_params, inputs) => fits([size(only(inputs))]),
  parameters: noParameters,
  operations: () => 0,
  workings(_params, inputs) {
    const count = size(only(inputs));
    return [{ label: 'Numbers', formula: only(inputs).join('·'), value: grouped(count) }, memoryWorking([count])];
  },
  advice: (_params, inputs, context) =>
    only(inputs).length > 1
      ? []
      : [
          {
            message: `${context.names?.self ?? 'Flatten'} changes nothing: its input is one row already.`,
            repairs: [{ label: 'Remove block', kind: 'remove' }],
          },
        ],
  // TF.js refuses to flatten a row; there is nothing to do for one.
  build: (tf, _params, inputs, { name }) => (inputs[0]?.shape.length === 2 ? inputs[0] : appliedTo(inputs, tf.layers.flatten({ name }))),
  keras: 'Flatten',
  pytorch: 'nn.Flatten',
};
