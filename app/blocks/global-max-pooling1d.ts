import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, needsSteps, noParameters, only } from './rules.ts';

const { params, fields } = parameters({});

/** Largest number of each feature (https://keras.io/api/layers/pooling_layers/global_max_pooling1d/). */
export const globalMaxPooling1d: Block<Record<never, never>> = {
  type: 'GlobalMaxPooling1D',
  title: 'GlobalMaxPooling1D',
  group: 'pool',
  icon: 'locate',
  summary: 'One number a feature: the largest over all steps.',
  help: 'Keeps the largest number of each feature over all steps: timesteps × features becomes features numbers. Behind Conv1D it asks whether a pattern was anywhere in the text. It has nothing to learn and works for every length.',
  keywords: ['pool', 'maximum', 'global', 'sequence', 'text'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: () => 'largest of each feature',
  shape: (_params, inputs, context) => needsSteps('GlobalMaxPooling1D', inputs, context) ?? fits([lastAxis(only(inputs))]),
  parameters: noParameters,
  operations: () => 0,
  workings: (_params, inputs) => [
    { label: 'Numbers', formula: '', value: `${lastAxis(only(inputs))}, one a feature` },
    memoryWorking([lastAxis(only(inputs))]),
  ],
  build: (tf, _params, inputs, { name }) => appliedTo(inputs, tf.layers.globalMaxPooling1d({ name })),
  keras: 'GlobalMaxPooling1D',
  pytorch: 'nn.AdaptiveMaxPool1d',
};
