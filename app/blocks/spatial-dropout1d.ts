import type { z } from 'zod';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { decimal, parameters } from './parameter.ts';
import { fits, memoryWorking, needsSteps, noParameters, only } from './rules.ts';

const { params, fields } = parameters({
  rate: decimal(0.25, { label: 'Rate', help: 'Share of the features that is dropped, 0.25 for a quarter.', min: 0, max: 0.95, step: 0.05 }),
});
type SpatialDropout1DParams = z.infer<typeof params>;

/** Whole features dropped in training (https://keras.io/api/layers/regularization_layers/spatial_dropout1d/). */
export const spatialDropout1d: Block<SpatialDropout1DParams> = {
  type: 'SpatialDropout1D',
  title: 'SpatialDropout1D',
  group: 'regularise',
  icon: 'square-dashed',
  summary: 'Drops whole features over all steps while training.',
  help: 'While training, a feature is set to zero at all steps of an item with this chance, and the others are multiplied by 1/(1 − rate). Neighbouring steps are alike, so dropping single numbers would take little away; dropping a feature everywhere does. When the model is used, it does nothing.',
  keywords: ['dropout', 'regularisation', 'regularization', 'overfitting', 'sequence', 'embedding'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => String(p.rate),
  shape: (_params, inputs, context) => needsSteps('SpatialDropout1D', inputs, context) ?? fits(only(inputs)),
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [
    { label: 'Kept features times', formula: `1/(1−${p.rate})`, value: String(Number((1 / (1 - p.rate)).toPrecision(4))) },
    memoryWorking(only(inputs)),
  ],
  build: (tf, p, inputs, { name, seed }) => appliedTo(inputs, tf.layers.spatialDropout1d({ rate: p.rate, seed, name })),
  keras: 'SpatialDropout1D',
  pytorch: 'nn.Dropout1d',
};
