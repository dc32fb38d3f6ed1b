import type { z } from 'zod';
import { grouped, shapeText } from '../numbers.ts';
import { appliedTo } from './applied.ts';
import type { Block } from './block.ts';
import { parameters } from './parameter.ts';
import { fits, memoryWorking, misfit, only, parametersWorking, vocabularyOf } from './rules.ts';
import { skipPadding } from './skip-padding.ts';

const { params, fields } = parameters({ maskZero: skipPadding });
type OneHotParams = z.infer<typeof params>;

/** Largest vocabulary: its table is kept with the model, 64 MB of it. */
const mostEntries = 4096;

/** A row of zeros with a single 1 for each token: a frozen table that is the identity (https://keras.io/api/layers/core_layers/embedding/). */
export const oneHot: Block<OneHotParams> = {
  type: 'OneHot',
  title: 'OneHot',
  group: 'input',
  icon: 'binary',
  summary: 'Makes a row of zeros with a single 1 of each token.',
  help: 'Each token becomes as many numbers as the vocabulary has entries: all are 0, and the one at the token’s code is 1. So no word is nearer to another, and none is larger: timesteps become timesteps × vocabulary. Good for letters and for small vocabularies; for thousands of words take Embedding. It has nothing to learn; the table of ones that it looks up is kept with the model.',
  keywords: ['one-hot', 'encoding', 'categorical', 'tokens', 'text', 'letters'],
  params,
  fields,
  inputs: { least: 1, most: 1 },
  hasOutput: true,
  takes: 'tokens',
  mask: (p) => (p.maskZero ? 'begins' : 'ends'),
  describe: (p) => (p.maskZero ? 'skips padding' : 'of each token'),
  shape(_params, inputs, context) {
    const vocabulary = vocabularyOf(context);
    if (vocabulary <= mostEntries) return fits([...only(inputs), vocabulary]);
    const must = `get a vocabulary of ${grouped(mostEntries)} entries or fewer`;
    return misfit('OneHot', context, must, grouped(vocabulary), 'use Embedding in its place');
  },
  parameters: (_params, _inputs, context) => ({ trainable: 0, frozen: vocabularyOf(context) ** 2 }),
  operations: () => 0,
  workings(_params, inputs, context) {
    const vocabulary = vocabularyOf(context);
    const shape = [...only(inputs), vocabulary];
    return [
      parametersWorking(`${vocabulary}·${vocabulary}`, vocabulary ** 2),
      { label: 'Shape', formula: '', value: `${shapeText(only(inputs))} tokens → ${shapeText(shape)}` },
      memoryWorking(shape),
    ];
  },
  build(tf, p, inputs, context) {
    const vocabulary = vocabularyOf(context);
    return appliedTo(
      inputs,
      tf.layers.embedding({
        inputDim: vocabulary,
        outputDim: vocabulary,
        embeddingsInitializer: tf.initializers.identity({ gain: 1 }),
        maskZero: p.maskZero,
        trainable: false,
        name: context.name,
      }),
    );
  },
  keras: 'Embedding',
  pytorch: 'nn.functional.one_hot',
};
