import type { z } from 'zod';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { decimal, parameters } from './parameter.ts';
import { fits, memoryWorking, noParameters, only } from './rules.ts';

const { params, fields } = parameters({
  rate: decimal(0.25, { label: 'Rate', help: 'Share of the numbers that is dropped, 0.25 for a quarter.', min: 0, max: 0.95, step: 0.05 }),
});
type DropoutParams = z.infer<typeof params>;

/** Random zeros in training (https://keras.io/api/layers/regularization_layers/dropout/). */
export const dropout: Block<DropoutParams> = {
  type: 'Dropout',
  title: 'Dropout',
  group: 'regularise',
  icon: 'squircle-dashed',
  summary: 'Drops numbers at random while training, against learning by heart.',
  help: 'While training, each number is set to zero with this chance and the others are multiplied by 1/(1 − rate), so that the sum stays the same on average. No unit can rely on another, and the network learns less by heart. When the model is used, Dropout does nothing.',
  keywords: ['regularisation', 'regularization', 'overfitting', 'random'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'passes',
  describe: (p) => String(p.rate),
  shape: (_params, inputs) => fits(only(inputs)),
  parameters: noParameters,
  operations: () => 0,
  workings: (p, inputs) => [
    { label: 'Kept numbers times', formula: `1/(1−${p.rate})`, value: String(Number((1 / (1 - p.rate)).toPrecision(4))) },
    memoryWorking(only(inputs)),
  ],
  // TF.js alone would draw the same zeros in every step; the engines take the seed and the step.
  build: (tf, p, inputs, context) => appliedTo(inputs, tf.layers.dropout({ rate: p.rate, seed: context.seed, name: context.name })),
  keras: 'Dropout',
  pytorch: 'nn.Dropout',
};
