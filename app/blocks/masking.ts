import type { z } from 'zod';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { decimal, parameters } from './parameter.ts';
import { fits, memoryWorking, needsSteps, noParameters, only } from './rules.ts';

const { params, fields } = parameters({
  value: decimal(0, {
    label: 'Value',
    help: 'Steps in which every number is this one do not count.',
    min: -1_000_000,
    max: 1_000_000,
    step: 1,
  }),
});
type MaskingParams = z.infer<typeof params>;

/** Marks the steps that only fill up (https://keras.io/api/layers/core_layers/masking/). */
export const masking: Block<MaskingParams> = {
  type: 'Masking',
  title: 'Masking',
  group: 'recurrent',
  icon: 'eye-off',
  summary: 'Marks the steps that only fill up, so that recurrent blocks step over them.',
  help: 'Sequences of different length are filled up to one length. Where every number of a step is the given value, the step is marked, and recurrent blocks behind this one keep their state over it, as if the sequence had ended or not begun. It is for series of numbers; Embedding and OneHot mark the padding of texts themselves. It has nothing to learn.',
  keywords: ['mask', 'padding', 'missing', 'skip', 'sequence'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  mask: () => 'begins',
  describe: (p) => `skips ${p.value}`,
  shape: (_params, inputs, context) => needsSteps('Masking', inputs, context) ?? fits(only(inputs)),
  parameters: noParameters,
  operations: () => 0,
  workings: (_params, inputs) => [memoryWorking(only(inputs))],
  build: (tf, p, inputs, { name }) => appliedTo(inputs, tf.layers.masking({ maskValue: p.value, name })),
  keras: 'Masking',
  pytorch: 'nn.utils.rnn.pack_padded_sequence',
};
