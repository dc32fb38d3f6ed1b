import type { z } from 'zod';
import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { decimal, parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  momentum: decimal(0.99, {
    label: 'Momentum',
    help: 'How slowly the running mean and variance follow the batches; lower it for short training.',
    min: 0,
    max: 0.999,
    step: 0.01,
  }),
  epsilon: decimal(0.001, {
    label: 'Epsilon',
    help: 'A small number added to the variance, so that nothing is divided by zero.',
    min: 1e-7,
    max: 0.1,
    step: 0.001,
  }),
});
type BatchNormalizationParams = z.infer<typeof params>;

/** Mean 0 and variance 1 a channel (https://keras.io/api/layers/normalization_layers/batch_normalization/). */
export const batchNormalization: Block<BatchNormalizationParams> = {
  type: 'BatchNormalization',
  title: 'BatchNormalization',
  group: 'regularise',
  icon: 'activity',
  summary: 'Keeps each channel at mean 0 and spread 1, so that training is steadier and faster.',
  help: 'While training, each channel is shifted and scaled by the mean μ and variance σ² of the batch, then stretched by a learned γ and moved by a learned β: y = γ·(x − μ)/√(σ² + ε) + β. It also keeps running averages of μ and σ², which are used instead once the model is trained. 4 numbers a channel: 2 learned, 2 kept.',
  keywords: ['batchnorm', 'normalise', 'normalize', 'bn'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => `momentum ${p.momentum}`,
  shape: (_params, inputs) => fits(only(inputs)),
  parameters(_params, inputs) {
    const channels = lastAxis(only(inputs));
    return { trainable: 2 * channels, frozen: 2 * channels };
  },
  operations: (_params, inputs) => size(only(inputs)),
  workings(p, inputs, context) {
    const channels = lastAxis(only(inputs));
    return [
      parametersWorking(`4·${channels}`, 4 * channels),
      operationsWorking(only(inputs).join('·'), batchNormalization.operations(p, inputs, context)),
      memoryWorking(only(inputs)),
    ];
  },
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.batchNormalization({ momentum: p.momentum, epsilon: p.epsilon, name })),
  keras: 'BatchNormalization',
  pytorch: 'nn.BatchNorm2d',
};
