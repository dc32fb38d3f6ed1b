import type { z } from 'zod';
import { shapeText } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { fits, memoryWorking, noParameters, only, parametersWorking, vocabularyOf } from './rules.ts';
import { skipPadding } from './skip-padding.ts';

const { params, fields } = parameters({
  dimension: integer(32, {
    label: 'Dimension',
    help: 'How many numbers stand for a token; 8 for letters, 32 to 300 for words.',
    min: 1,
    max: 4096,
  }),
  maskZero: skipPadding,
  frozen: toggle(false, {
    label: 'Frozen',
    help: 'Keeps the table as it is: for vectors that were learned elsewhere, or to see what a random table is good for.',
  }),
});
type EmbeddingParams = z.infer<typeof params>;

/** A row of a learned table for each token (https://keras.io/api/layers/core_layers/embedding/). */
export const embedding: Block<EmbeddingParams> = {
  type: 'Embedding',
  title: 'Embedding',
  group: 'input',
  icon: 'table-properties',
  summary: 'Looks up a learned row of numbers for each token.',
  help: 'A table with one row for each entry of the vocabulary. A token’s code says which row is taken: timesteps become timesteps × dimension. The rows are weights like all others, so words that are used alike end up with rows that are alike. It is the same as OneHot followed by Dense without bias, without the many multiplications by zero. Weights: vocabulary·dimension.',
  keywords: ['word vectors', 'word2vec', 'glove', 'lookup', 'table', 'tokens', 'text'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  takes: 'tokens',
  mask: (p) => (p.maskZero ? 'begins' : 'ends'),
  describe: (p) => `${p.dimension}${p.maskZero ? ' skips padding' : ''}${p.frozen ? ' frozen' : ''}`,
  shape: (p, inputs) => fits([...only(inputs), p.dimension]),
  parameters(p, _inputs, context) {
    const count = vocabularyOf(context) * p.dimension;
    return p.frozen ? { ...noParameters(), frozen: count } : { ...noParameters(), trainable: count };
  },
  operations: () => 0,
  workings(p, inputs, context) {
    const vocabulary = vocabularyOf(context);
    return [
      parametersWorking(`${vocabulary}·${p.dimension}`, vocabulary * p.dimension),
      { label: 'Shape', formula: '', value: `${shapeText(only(inputs))} tokens → ${shapeText([...only(inputs), p.dimension])}` },
      memoryWorking([...only(inputs), p.dimension]),
    ];
  },
  build: (tf, p, inputs, context) =>
    appliedTo(
      inputs,
      tf.layers.embedding({
        inputDim: vocabularyOf(context),
        outputDim: p.dimension,
        embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: context.seed }),
        maskZero: p.maskZero,
        trainable: !p.frozen,
        name: context.name,
      }),
    ),
  keras: 'Embedding',
  pytorch: 'nn.Embedding',
};
