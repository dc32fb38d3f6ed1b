import type * as tfjs from '@tensorflow/tfjs';
import type { z } from 'zod';
import { hash32 } from '../runs/random.ts';
import { applied, appliedTo } from './applied.ts';
import type { Block, BlockContext, BuildContext, Codes } from './block.ts';
import { integer, parameters } from './parameter.ts';
import { codesOf, fits, gotFrom, lastAxis, memoryWorking, misfit, only, parametersWorking } from './rules.ts';

const { params, fields } = parameters({
  dimension: integer(8, {
    label: 'Dimension',
    help: 'How many numbers stand for a category; 4 to 50, more for columns of more categories.',
    min: 1,
    max: 4096,
  }),
});
type CategoryEmbeddingParams = z.infer<typeof params>;

const entries = (context: BlockContext): number => codesOf(context).reduce((sum, { codes }) => sum + codes, 0);

/** Numbers of a row that go on as they are, and of the rows that are looked up. */
function widths({ dimension }: CategoryEmbeddingParams, context: BlockContext): { features: number; plain: number; looked: number } {
  const features = lastAxis(context.input);
  const coded = codesOf(context).length;
  return { features, plain: features - coded, looked: coded * dimension };
}

/** Learned rows for the categories of a table (Guo & Berkhahn 2016, "Entity Embeddings of Categorical Variables", https://arxiv.org/abs/1604.06737). */
export const categoryEmbedding: Block<CategoryEmbeddingParams> = {
  type: 'CategoryEmbedding',
  title: 'CategoryEmbedding',
  group: 'input',
  icon: 'table-properties',
  summary: 'Looks up a learned row of numbers for each category of a table.',
  help: 'Where a column of very many categories goes in as a code, the code is no quantity: category 8 is not twice category 4. This block has a table for each such column, with one row for each of its categories and one for what training has not seen; the code says which row is taken. The rows are weights like all others, so categories that act alike end up with rows that are alike. They stand behind the other features, which go on as they are: features − coded + coded·dimension. Weights: categories·dimension of each column; what picks the columns out of a row is frozen.',
  keywords: ['entity embedding', 'categorical', 'lookup', 'table', 'codes', 'high cardinality'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  takes: 'coded',
  describe: (p) => `${p.dimension} a category`,
  shape(p, inputs, context) {
    const { plain, looked } = widths(p, context);
    if (codesOf(context).length === 0) {
      const hint = 'choose "Code for an embedding" for a column in Preprocessing';
      return misfit('CategoryEmbedding', context, 'get rows with codes of categories', gotFrom(inputs, context), hint, [
        { label: 'Remove block', kind: 'remove' },
      ]);
    }
    return fits([...only(inputs).slice(0, -1), plain + looked]);
  },
  parameters(p, _inputs, context) {
    const { features, plain } = widths(p, context);
    const coded = codesOf(context).length;
    return { trainable: entries(context) * p.dimension, frozen: features * (plain + coded) };
  },
  operations: () => 0,
  workings(p, inputs, context) {
    const { plain, looked } = widths(p, context);
    const tables = codesOf(context).map(({ codes }) => codes);
    const before = only(inputs).slice(0, -1);
    return [
      parametersWorking(`(${tables.join('+')})·${p.dimension}`, entries(context) * p.dimension),
      { label: 'Features', formula: `${plain}+${tables.length}·${p.dimension}`, value: String(plain + looked) },
      memoryWorking([...before, plain + looked]),
    ];
  },
  build(tf, p, inputs, context) {
    const [row] = inputs;
    if (row === undefined) throw new RangeError('CategoryEmbedding must get one tensor; got none');
    const coded = codesOf(context);
    const { features, plain } = widths(p, context);
    const quantities = Array.from({ length: features }, (_, feature) => feature).filter(
      (each) => !coded.some(({ feature }) => feature === each),
    );
    const rows = coded.map((codes, place) =>
      lookedUp(tf, p, picked(tf, row, [codes.feature], `codes_${place}`, context), { codes, place, context }),
    );
    const kept = plain === 0 ? [] : [picked(tf, row, quantities, 'quantities', context)];
    const parts = [...kept, ...rows];
    const [first] = parts;
    if (parts.length === 1 && first !== undefined)
      return applied(tf.layers.activation({ activation: 'linear', name: context.name }), first);
    return applied(tf.layers.concatenate({ axis: -1, name: context.name }), parts);
  },
  keras: 'Embedding',
  pytorch: 'nn.Embedding',
};

/** Features of a row, by a frozen table of zeros and ones: a standard layer, so that the model is read anywhere. */
function picked(
  tf: typeof tfjs,
  row: tfjs.SymbolicTensor,
  features: readonly number[],
  part: string,
  { nameOf }: BuildContext,
): tfjs.SymbolicTensor {
  const layer = tf.layers.dense({
    units: features.length,
    useBias: false,
    trainable: false,
    kernelInitializer: 'zeros',
    name: nameOf(part),
  });
  const chosen = applied(layer, row);
  const width = Number(row.shape.at(-1));
  const table = new Float32Array(width * features.length);
  for (const [place, feature] of features.entries()) table[feature * features.length + place] = 1;
  tf.tidy(() => layer.setWeights([tf.tensor2d(table, [width, features.length])]));
  return chosen;
}

/** [batch, 1] or [batch, timesteps, 1] of codes become [batch, dimension] or [batch, timesteps, dimension]. */
function lookedUp(
  tf: typeof tfjs,
  { dimension }: CategoryEmbeddingParams,
  codes: tfjs.SymbolicTensor,
  { codes: of, place, context: { nameOf, seed } }: { codes: Codes; place: number; context: BuildContext },
): tfjs.SymbolicTensor {
  const table = tf.layers.embedding({
    inputDim: of.codes,
    outputDim: dimension,
    embeddingsInitializer: tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05, seed: hash32(seed, place) }),
    name: nameOf(`table_${place}`),
  });
  const targetShape = [...codes.shape.slice(1, -1).map(Number), dimension];
  return appliedTo([applied(table, codes)], tf.layers.reshape({ targetShape, name: nameOf(`rows_${place}`) }));
}
