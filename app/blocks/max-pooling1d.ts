import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { type Pooling1DParams, pooling1dFields, pooling1dParams, pooling1dShape, pooling1dWorkings } from './pooling1d.ts';
import { noParameters } from './rules.ts';
import { describeStepWindow } from './window.ts';

/** Largest number of each window of steps (https://keras.io/api/layers/pooling_layers/max_pooling1d/). */
export const maxPooling1d: Block<Pooling1DParams> = {
  type: 'MaxPooling1D',
  title: 'MaxPooling1D',
  group: 'pool',
  icon: 'shrink',
  summary: 'Shortens the sequence: keeps the largest number of each window of steps.',
  help: 'A window moves over the steps of each feature and keeps only its largest number: whether the pattern was there, not exactly when. The steps become ⌊(n + zeros − f)/s⌋ + 1; with 2 steps and stride 2 they halve. It has nothing to learn.',
  keywords: ['pool', 'maximum', 'downsample', 'temporal', 'sequence'],
  params: pooling1dParams,
  fields: pooling1dFields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: (p) => p.poolSize > 1,
  describe: (p) => `${describeStepWindow(p.poolSize, p.strides)} ${p.padding}`,
  shape: (p, inputs, context) => pooling1dShape('MaxPooling1D', p, inputs, context),
  parameters: noParameters,
  operations: () => 0,
  workings: pooling1dWorkings,
  build: (tf, p, inputs, { name }) =>
    appliedTo(inputs, tf.layers.maxPooling1d({ poolSize: p.poolSize, strides: p.strides, padding: p.padding, name })),
  keras: 'MaxPooling1D',
  pytorch: 'nn.MaxPool1d',
};
