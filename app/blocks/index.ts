import { activation } from './activation.ts';
import { add } from './add.ts';
import { additiveAttention } from './additive-attention.ts';
import { attention } from './attention.ts';
import { averagePooling1d } from './average-pooling1d.ts';
import { averagePooling2d } from './average-pooling2d.ts';
import { batchNormalization } from './batch-normalization.ts';
import { bidirectional } from './bidirectional.ts';
import type { Block, BlockGroup } from './block.ts';
import { categoryEmbedding } from './category-embedding.ts';
import { concatenate } from './concatenate.ts';
import { conv1d } from './conv1d.ts';
import { conv2d } from './conv2d.ts';
import { dense } from './dense.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import { flatten } from './flatten.ts';
import { globalAveragePooling1d } from './global-average-pooling1d.ts';
import { globalAveragePooling2d } from './global-average-pooling2d.ts';
import { globalMaxPooling1d } from './global-max-pooling1d.ts';
import { gru } from './gru.ts';
import { input } from './input.ts';
import { layerNormalization } from './layer-normalization.ts';
import { lstm } from './lstm.ts';
import { masking } from './masking.ts';
import { maxPooling1d } from './max-pooling1d.ts';
import { maxPooling2d } from './max-pooling2d.ts';
import { oneHot } from './one-hot.ts';
import { output } from './output.ts';
import { permute } from './permute.ts';
import { repeatVector } from './repeat-vector.ts';
import { reshape } from './reshape.ts';
import { simpleRnn } from './simple-rnn.ts';
import { spatialDropout1d } from './spatial-dropout1d.ts';
import { takeColumn } from './take-column.ts';
import { timeDistributed } from './time-distributed.ts';

/** Every block of the product, in the order of the palette. */
export const blocks: readonly Block[] = [
  input,
  takeColumn,
  embedding,
  oneHot,
  categoryEmbedding,
  conv2d,
  conv1d,
  maxPooling2d,
  averagePooling2d,
  globalAveragePooling2d,
  maxPooling1d,
  averagePooling1d,
  globalMaxPooling1d,
  globalAveragePooling1d,
  simpleRnn,
  lstm,
  gru,
  bidirectional,
  repeatVector,
  masking,
  attention,
  additiveAttention,
  dense,
  timeDistributed,
  flatten,
  reshape,
  permute,
  activation,
  dropout,
  spatialDropout1d,
  batchNormalization,
  layerNormalization,
  add,
  concatenate,
  output,
];

/** The palette's groups, in order. */
export const blockGroups: readonly { group: BlockGroup; title: string }[] = [
  { group: 'input', title: 'Input' },
  { group: 'convolve', title: 'Convolve' },
  { group: 'pool', title: 'Pool' },
  { group: 'recurrent', title: 'Recurrent' },
  { group: 'attend', title: 'Attend' },
  { group: 'dense', title: 'Dense' },
  { group: 'activation', title: 'Activate' },
  { group: 'regularise', title: 'Regularise' },
  { group: 'merge', title: 'Merge' },
  { group: 'output', title: 'Output' },
];

// A Map, not an object: names come from files, and "constructor" must find nothing.
const byType = new Map(blocks.map((block) => [block.type, block]));

/** The block of a layer's standard name, or undefined. */
export const blockOf = (type: string): Block | undefined => byType.get(type);
