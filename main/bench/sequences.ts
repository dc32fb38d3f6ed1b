import type * as tfjs from '@tensorflow/tfjs';
import { draws } from '#app/runs/random.ts';
import type { Tf, TrainableModel } from '#main/engine/engine.ts';
import type { BatchSource } from '#main/training/feed.ts';
import type { Steps } from './measured-steps.ts';

const batchSize = 64;
const length = 100;
const vocabulary = 10_000;
const width = 64;
const units = 128;

/** One recurrent layer; `more`: whether another one stands on it. */
type Recurrent = (tf: Tf, options: { units: number; returnSequences: boolean } & Initial) => tfjs.layers.Layer;
type Initial = Pick<Parameters<Tf['layers']['lstm']>[0], 'kernelInitializer' | 'recurrentInitializer'>;

/** Random sequences of 100 tokens in batches of 64: an embedding of 10,000 × 64, recurrent layers of 128 units, one sigmoid. */
const sequences = (workload: string, layers: readonly Recurrent[]): Steps => ({
  workload,
  batchSize,
  model: (tf, seed) => modelOf(tf, layers, seed),
  feed: tokens,
});

const lstmLayer: Recurrent = (tf, options) => tf.layers.lstm({ ...options, recurrentActivation: 'sigmoid' });
/** Reset after the product, as Keras and PyTorch have it; tfjs' own types do not know the option. */
const resetAfter = { resetAfter: true };
const gruLayer: Recurrent = (tf, options) => tf.layers.gru({ ...options, ...resetAfter, recurrentActivation: 'sigmoid' });
const simpleLayer: Recurrent = (tf, options) => tf.layers.simpleRNN(options);

export const lstm = sequences('lstm', [lstmLayer]);
export const gru = sequences('gru', [gruLayer]);
export const rnn = sequences('rnn', [simpleLayer]);
export const deepLstm = sequences('deep-lstm', [lstmLayer, lstmLayer]);

/** The model with weights drawn from the seed: two processes begin alike. */
function modelOf(tf: Tf, layers: readonly Recurrent[], seed: number): TrainableModel {
  const { glorotUniform, orthogonal, randomUniform } = tf.initializers;
  const initial = (place: number): Initial => ({
    kernelInitializer: glorotUniform({ seed: seed + place }),
    recurrentInitializer: orthogonal({ seed: seed + place }),
  });
  const input = tf.input({ shape: [length], dtype: 'int32' });
  const embedded = tf.layers
    .embedding({ inputDim: vocabulary, outputDim: width, embeddingsInitializer: randomUniform({ minval: -0.05, maxval: 0.05, seed }) })
    .apply(input) as tfjs.SymbolicTensor; // one input, one output
  const answer = layers.reduce(
    (below, layer, place) =>
      layer(tf, { units, returnSequences: place + 1 < layers.length, ...initial(place) }).apply(below) as tfjs.SymbolicTensor,
    embedded,
  );
  const logits = tf.layers.dense({ units: 1, kernelInitializer: glorotUniform({ seed }) }).apply(answer) as tfjs.SymbolicTensor;
  const probability = tf.layers.activation({ activation: 'sigmoid' }).apply(logits) as tfjs.SymbolicTensor;
  return {
    layers: tf.model({ inputs: input, outputs: probability }),
    logits: tf.model({ inputs: input, outputs: logits }),
    head: { kind: 'sigmoid' },
  };
}

/** Random tokens in memory. */
function tokens(items: number): BatchSource {
  const { integer } = draws(1);
  const drawn = Int32Array.from({ length: items * length }, () => integer(vocabulary));
  const plain: BatchSource['plain'] = async (chosen, place) => {
    const rows = chosen.subarray(place * batchSize, (place + 1) * batchSize);
    const inputs = new Int32Array(rows.length * length);
    for (const [row, item] of rows.entries()) inputs.set(drawn.subarray(item * length, (item + 1) * length), row * length);
    return { inputs, shape: [rows.length, length], answers: Int32Array.from(rows, (item) => item % 2) };
  };
  return { batches: (chosen) => Math.ceil(chosen.length / batchSize), training: plain, plain };
}
