import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, noParameters, only, operationsWorking } from './rules.ts';

const { params, fields } = parameters({});

/** Mean of each feature (https://keras.io/api/layers/pooling_layers/global_average_pooling1d/). */
export const globalAveragePooling1d: Block<Record<never, never>> = {
  type: 'GlobalAveragePooling1D',
  title: 'GlobalAveragePooling1D',
  group: 'pool',
  icon: 'crosshair',
  summary: 'One number a feature: the mean over all steps.',
  help: 'Takes the mean of each feature over all steps: timesteps × features becomes features numbers, yᶠ = Σ xₜᶠ/timesteps. Behind Embedding it is a bag of words, whose order does not count. Padding counts like all other steps. It has nothing to learn.',
  keywords: ['pool', 'mean', 'global', 'bag of words', 'sequence', 'text'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: () => 'mean of each feature',
  shape: (_params, inputs, context) => needsSteps('GlobalAveragePooling1D', inputs, context) ?? fits([lastAxis(only(inputs))]),
  parameters: noParameters,
  operations: (_params, inputs) => size(only(inputs)),
  workings: (params, inputs, context) => [
    { label: 'Numbers', formula: '', value: `${lastAxis(only(inputs))}, one a feature` },
    operationsWorking(only(inputs).join('·'), globalAveragePooling1d.operations(params, inputs, context)),
    memoryWorking([lastAxis(only(inputs))]),
  ],
  build: (tf, _params, inputs, { name }) => appliedTo(inputs, tf.layers.globalAveragePooling1d({ name })),
  keras: 'GlobalAveragePooling1D',
  pytorch: 'nn.AdaptiveAvgPool1d',
};
