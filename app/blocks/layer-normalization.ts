import type { z } from 'zod';
import { size } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { decimal, parameters } from './parameter.ts';
import { fits, lastAxis, memoryWorking, only, operationsWorking, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  epsilon: decimal(0.001, {
    label: 'Epsilon',
    help: 'A small number added to the variance, so that nothing is divided by zero.',
    min: 1e-7,
    max: 0.1,
    step: 0.001,
  }),
});
type LayerNormalizationParams = z.infer<typeof params>;

/** Mean 0 and variance 1 a step (https://keras.io/api/layers/normalization_layers/layer_normalization/). */
export const layerNormalization: Block<LayerNormalizationParams> = {
  type: 'LayerNormalization',
  title: 'LayerNormalization',
  group: 'regularise',
  icon: 'sliders-horizontal',
  summary: 'Keeps the features of each step at mean 0 and spread 1.',
  help: 'The features of each step, or the row of an item, are shifted and scaled by their own mean μ and variance σ², then stretched by a learned γ and moved by a learned β: y = γ·(x − μ)/√(σ² + ε) + β. Unlike batch normalisation it never looks at other items, so it works alike in training and in use, for short batches and for steps. 2 numbers a feature.',
  keywords: ['layernorm', 'normalise', 'normalize', 'ln', 'transformer'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => `epsilon ${p.epsilon}`,
  shape: (_params, inputs) => fits(only(inputs)),
  parameters: (_params, inputs) => ({ trainable: 2 * lastAxis(only(inputs)), frozen: 0 }),
  operations: (_params, inputs) => size(only(inputs)),
  workings(p, inputs, context) {
    const features = lastAxis(only(inputs));
    return [
      parametersWorking(`2·${features}`, 2 * features),
      operationsWorking(only(inputs).join('·'), layerNormalization.operations(p, inputs, context)),
      memoryWorking(only(inputs)),
    ];
  },
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.layerNormalization({ epsilon: p.epsilon, name })),
  keras: 'LayerNormalization',
  pytorch: 'nn.LayerNorm',
};
