import type * as tfjs from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { layersFunctions } from '#main/engine/layers-functions.ts';
import { judgingNeed, trainingNeed } from '#main/engine/portable/memory/need.ts';
import type { GruArgs } from '#main/engine/recurrent/layers.ts';
import { tf } from '#main/engine/tfjs.ts';

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

const items = 8;
const gate = { recurrentActivation: 'sigmoid' } as const;
type Make = (units: number, returnSequences: boolean) => tfjs.layers.Layer;
const layers: Readonly<Record<string, Make>> = {
  SimpleRNN: (units, returnSequences) => tf.layers.simpleRNN({ units, returnSequences }),
  LSTM: (units, returnSequences) => tf.layers.lstm({ units, returnSequences, ...gate }),
  GRU: (units, returnSequences) => tf.layers.gru({ units, returnSequences, ...gate }),
  'GRU that resets after the product': (units, returnSequences) => {
    const args: GruArgs = { units, returnSequences, ...gate, resetAfter: true };
    return tf.layers.gru(args);
  },
  Bidirectional: (units, returnSequences) =>
    tf.layers.bidirectional({ layer: tf.layers.lstm({ units, returnSequences, ...gate, name: 'lstm' }), mergeMode: 'concat' }),
  'dilated Conv1D': (units) => tf.layers.conv1d({ filters: units, kernelSize: 3, dilationRate: 2, padding: 'same' }),
  Conv1D: (units) => tf.layers.conv1d({ filters: units, kernelSize: 3, padding: 'same' }),
  LayerNormalization: () => tf.layers.layerNormalization({}),
  TimeDistributed: (units) => tf.layers.timeDistributed({ layer: tf.layers.dense({ units, name: 'dense' }) }),
};

/** One such layer over steps, under a dense one. */
function modelOf(make: Make, returnSequences: boolean, [steps, units, features]: readonly number[]): tfjs.LayersModel {
  const input = tf.input({ shape: [steps ?? 0, features ?? 0] });
  const apply = (layer: tfjs.layers.Layer, to: tfjs.SymbolicTensor) => layer.apply(to) as tfjs.SymbolicTensor; // one input, one output
  const over = apply(make(units ?? 0, returnSequences), apply(tf.layers.masking({}), input));
  const row = over.shape.length === 3 ? apply(tf.layers.globalAveragePooling1d({}), over) : over;
  return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 2 }), row) });
}

it.each(Object.entries(layers))('%s: a step takes no more than is asked for, and not less than a sixth of it', async (_name, make) => {
  for (const sizes of [
    [16, 12, 4],
    [8, 6, 20],
  ]) {
    for (const sequences of [false, true]) {
      const model = modelOf(make, sequences, sizes);
      const functions = layersFunctions(tf, { layers: model, logits: model }, { optimizer: 'sgd', momentum: 0, seed: 1 });
      const inputs = tf.randomUniform([items, sizes[0] ?? 0, sizes[2] ?? 0], 0, 1, 'float32', 1);
      const given = { inputs, answers: tf.zeros([items], 'int32'), weights: null, rate: tf.scalar(0.1), step: tf.scalar(1, 'int32') };
      const before = tf.memory().numBytes;
      const training = await tf.profile(() => functions.train(given));
      const judging = await tf.profile(() => functions.evaluate(inputs)[0]);
      const need = trainingNeed(model, items, 'sgd');
      expect(training.peakBytes - before, String(sizes)).toBeLessThan(need);
      expect(training.peakBytes - before, String(sizes)).toBeGreaterThan(need / 6);
      expect(judging.peakBytes - before, String(sizes)).toBeLessThan(judgingNeed(model, items));
    }
  }
});
