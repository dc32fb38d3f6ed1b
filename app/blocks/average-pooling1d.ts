import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { type Pooling1DParams, pooled1dShape, pooling1dFields, pooling1dParams, pooling1dShape, pooling1dWorkings } from './pooling1d.ts';
import { noParameters } from './rules.ts';
import { describeStepWindow } from './window.ts';

/** Mean of each window of steps (https://keras.io/api/layers/pooling_layers/average_pooling1d/). */
export const averagePooling1d: Block<Pooling1DParams> = {
  type: 'AveragePooling1D',
  title: 'AveragePooling1D',
  group: 'pool',
  icon: 'minimize-2',
  summary: 'Shortens the sequence: the mean of each window of steps.',
  help: 'A window moves over the steps of each feature and keeps their mean, which smooths and shortens the sequence. The steps become ⌊(n + zeros − f)/s⌋ + 1. Padding does not count towards the mean. It has nothing to learn.',
  keywords: ['pool', 'mean', 'moving average', 'smooth', 'downsample', 'temporal', 'sequence'],
  params: pooling1dParams,
  fields: pooling1dFields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  seesLater: (p) => p.poolSize > 1,
  describe: (p) => `${describeStepWindow(p.poolSize, p.strides)} ${p.padding}`,
  shape: (p, inputs, context) => pooling1dShape('AveragePooling1D', p, inputs, context),
  parameters: noParameters,
  operations: (p, inputs) => size(pooled1dShape(p, inputs)) * p.poolSize,
  workings: pooling1dWorkings,
  build: (tf, p, inputs, { name }) =>
    appliedTo(inputs, tf.layers.averagePooling1d({ poolSize: p.poolSize, strides: p.strides, padding: p.padding, name })),
  keras: 'AveragePooling1D',
  pytorch: 'nn.AvgPool1d',
};
