import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsImage, noParameters, only, operationsWorking } from './rules.ts';

const { params, fields } = parameters({});

/** Mean of each channel (https://keras.io/api/layers/pooling_layers/global_average_pooling2d/). */
export const globalAveragePooling2d: Block<Record<never, never>> = {
  type: 'GlobalAveragePooling2D',
  title: 'GlobalAveragePooling2D',
  group: 'pool',
  icon: 'crosshair',
  summary: 'One number a channel: the mean over the whole image.',
  help: 'Takes the mean of each channel over all places: height × width × channels becomes channels numbers. Asks “how much of this pattern is in the image at all?”, needs no weights, and works for every image size: yᶜ = Σ xᵢⱼᶜ/(height·width).',
  keywords: ['pool', 'mean', 'gap', 'flatten', 'global'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: () => 'mean of each channel',
  shape: (_params, inputs, context) => needsImage('GlobalAveragePooling2D', inputs, context) ?? fits([lastAxis(only(inputs))]),
  parameters: noParameters,
  operations: (_params, inputs) => size(only(inputs)),
  workings(params, inputs, context) {
    const image = only(inputs);
    return [
      { label: 'Numbers', formula: '', value: `${lastAxis(image)}, one a channel` },
      operationsWorking(image.join('·'), globalAveragePooling2d.operations(params, inputs, context)),
      memoryWorking([lastAxis(image)]),
    ];
  },
  build: (tf, _params, inputs, { name }) => appliedTo(inputs, tf.layers.globalAveragePooling2d({ name })),
  keras: 'GlobalAveragePooling2D',
  pytorch: 'nn.AdaptiveAvgPool2d',
};
