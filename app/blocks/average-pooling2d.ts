import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { type PoolingParams, pooledShape, poolingFields, poolingParams, poolingShape, poolingSlides } from './pooling.ts';
import { memoryWorking, noParameters, operationsWorking } from './rules.ts';
import { describeWindow, slideWorkings } from './window.ts';

/** Mean of each window (https://keras.io/api/layers/pooling_layers/average_pooling2d/). */
export const averagePooling2d: Block<PoolingParams> = {
  type: 'AveragePooling2D',
  title: 'AveragePooling2D',
  group: 'pool',
  icon: 'minimize-2',
  summary: 'Shrinks the image: the mean of each window.',
  help: 'A window moves over each channel and keeps the mean of its numbers, which blurs and shrinks the image. Height and width become ⌊(n + 2p − f)/s⌋ + 1. Padding does not count towards the mean. It has nothing to learn.',
  keywords: ['pool', 'mean', 'downsample', 'shrink', 'blur', 'subsampling'],
  params: poolingParams,
  fields: poolingFields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: (p) => `${describeWindow(p.poolSize, p.strides)} ${p.padding}`,
  shape: (p, inputs, context) => poolingShape('AveragePooling2D', p, inputs, context),
  parameters: noParameters,
  operations: (p, inputs) => size(pooledShape(p, inputs)) * size(p.poolSize),
  workings(p, inputs, context) {
    const shape = pooledShape(p, inputs);
    return [
      ...slideWorkings(poolingSlides(p, inputs)),
      operationsWorking([...shape, ...p.poolSize].join('·'), averagePooling2d.operations(p, inputs, context)),
      memoryWorking(shape),
    ];
  },
  build: (tf, p, inputs, { name }) =>
    appliedTo(inputs, tf.layers.averagePooling2d({ poolSize: p.poolSize, strides: p.strides, padding: p.padding, name })),
  keras: 'AveragePooling2D',
  pytorch: 'nn.AvgPool2d',
};
