import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { type PoolingParams, pooledShape, poolingFields, poolingParams, poolingShape, poolingSlides } from './pooling.ts';
import { memoryWorking, noParameters } from './rules.ts';
import { describeWindow, slideWorkings } from './window.ts';

/** Largest number of each window (https://keras.io/api/layers/pooling_layers/max_pooling2d/). */
export const maxPooling2d: Block<PoolingParams> = {
  type: 'MaxPooling2D',
  title: 'MaxPooling2D',
  group: 'pool',
  icon: 'shrink',
  summary: 'Shrinks the image: keeps the largest number of each window.',
  help: 'A window moves over each channel and keeps only its largest number: whether the pattern was there, not exactly where. Height and width become ⌊(n + 2p − f)/s⌋ + 1; with a 2×2 window and stride 2 they halve. It has nothing to learn.',
  keywords: ['pool', 'maximum', 'downsample', 'shrink', 'subsampling'],
  params: poolingParams,
  fields: poolingFields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  describe: (p) => `${describeWindow(p.poolSize, p.strides)} ${p.padding}`,
  shape: (p, inputs, context) => poolingShape('MaxPooling2D', p, inputs, context),
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [...slideWorkings(poolingSlides(p, inputs)), memoryWorking(pooledShape(p, inputs))],
  build: (tf, p, inputs, { name }) =>
    appliedTo(inputs, tf.layers.maxPooling2d({ poolSize: p.poolSize, strides: p.strides, padding: p.padding, name })),
  keras: 'MaxPooling2D',
  pytorch: 'nn.MaxPool2d',
};
