import type { z } from 'zod';
import { shapeText } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block, BlockContext, Repair, ShapeResult } from './block.ts';
import { integer, parameters, toggle } from './parameter.ts';
import { dataOf, fits, memoryWorking, misfit, noParameters, only, parametersWorking, vocabularyOf } from './rules.ts';
import { skipPadding } from './skip-padding.ts';

const { params, fields } = parameters({
  dimension: integer(32, {
    label: 'Dimension',
    help: 'How many numbers stand for a token; 8 for letters, 32 to 300 for words.',
    min: 1,
    max: 4096,
  }),
  maskZero: skipPadding,
  pretrained: toggle(false, {
    label: 'Pretrained',
    help: 'Begins with the word vectors that were read for the data, not with random rows.',
  }),
  frozen: toggle(false, {
    label: 'Frozen',
    help: 'Keeps the table as it is: for vectors that were learned elsewhere, or to see what a random table is good for.',
  }),
});
type EmbeddingParams = z.infer<typeof params>;

/** Refuses to begin with vectors that the data has not, or of another length. */
function vectorsMisfit({ pretrained, dimension }: EmbeddingParams, context: BlockContext): ShapeResult | null {
  const data = dataOf(context);
  if (!pretrained || data.kind !== 'tokens' || data.vectors === undefined || data.vectors === dimension) return null;
  const { vectors } = data;
  const random: Repair = { label: 'Begin with random rows', kind: 'set', params: { pretrained: false } };
  if (vectors === null)
    return misfit('Embedding', context, 'have word vectors to begin with', 'none with the data', 'read them in Preparation', [random]);
  const fitting: Repair = { label: `Set dimension to ${vectors}`, kind: 'set', params: { dimension: vectors } };
  return misfit('Embedding', context, `have dimension ${vectors}, as the word vectors have`, String(dimension), '', [fitting, random]);
}

/** A row of a learned table for each token (https://keras.io/api/layers/core_layers/embedding/). */
export const embedding: Block<EmbeddingParams> = {
  type: 'Embedding',
  title: 'Embedding',
  group: 'input',
  icon: 'table-properties',
  summary: 'Looks up a learned row of numbers for each token.',
  help: 'A table with one row for each entry of the vocabulary. A token’s code says which row is taken: timesteps become timesteps × dimension. The rows are weights like all others, so words that are used alike end up with rows that are alike. It is the same as OneHot followed by Dense without bias, without the many multiplications by zero. It may begin with vectors that were learned elsewhere (GloVe, word2vec, FastText), once the data has read them. Weights: vocabulary·dimension.',
  keywords: ['word vectors', 'word2vec', 'glove', 'lookup', 'table', 'tokens', 'text'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  takes: 'tokens',
  mask: (p) => (p.maskZero ? 'begins' : 'ends'),
  describe: (p) => `${p.dimension}${p.maskZero ? ' skips padding' : ''}${p.pretrained ? ' pretrained' : ''}${p.frozen ? ' frozen' : ''}`,
  shape: (p, inputs, context) => vectorsMisfit(p, context) ?? fits([...only(inputs), p.dimension]),
  parameters(p, _inputs, context) {
    const count = vocabularyOf(context) * p.dimension;
    return p.frozen ? { ...noParameters(), frozen: count } : { ...noParameters(), trainable: count };
  },
  operations: () => 0,
  advice(p, _inputs, context) {
    const data = dataOf(context);
    if (p.pretrained || data.kind !== 'tokens' || data.vectors === undefined || data.vectors === null) return [];
    const { vectors } = data;
    return [
      {
        message: `The data has word vectors of ${vectors} numbers; this table begins with random rows.`,
        repairs: [{ label: 'Begin with the vectors', kind: 'set', params: { dimension: vectors, pretrained: true } }],
      },
    ];
  },
  workings(p, inputs, context) {
    const vocabulary = vocabularyOf(context);
    return [
      parametersWorking(`${vocabulary}·${p.dimension}`, vocabulary * p.dimension),
      { label: 'Shape', formula: '', value: `${shapeText(only(inputs))} tokens → ${shapeText([...only(inputs), p.dimension])}` },
      memoryWorking([...only(inputs), p.dimension]),
    ];
  },
  build(tf, p, inputs, context) {
    const layer = tf.layers.embedding({
      inputDim: vocabularyOf(context),
      outputDim: p.dimension,
      embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: context.seed }),
      maskZero: p.maskZero,
      trainable: !p.frozen,
      name: context.name,
    });
    const rows = appliedTo(inputs, layer);
    const data = dataOf(context);
    if (p.pretrained && data.kind === 'tokens' && data.values !== undefined) {
      const { values } = data;
      tf.tidy(() => layer.setWeights([tf.tensor2d(values, [data.vocabulary, p.dimension])]));
    }
    return rows;
  },
  keras: 'Embedding',
  pytorch: 'nn.Embedding',
};
