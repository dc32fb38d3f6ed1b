import type * as tfjs from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BlockContext } from '#app/blocks/block.ts';
import { analyse } from '#app/graph/analyse.ts';
import { memoryForecast, stepOperations } from '#app/graph/memory.ts';
import { chain, type Link } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';
import { tf } from '#main/engine/tfjs.ts';

const input = [8, 8, 3];
const conv = { block: 'Conv2D', params: { filters: 8 } };
const pool = { block: 'MaxPooling2D' };
const dense = { block: 'Dense', params: { units: 10 } };
const graph = chain([{ block: 'Input' }, conv, conv, pool, conv, { block: 'Flatten' }, dense, { block: 'Output' }]);
const { totals } = analyse(graph, { input, classes: 10 });

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => {
  tf.engine().endScope();
  tf.disposeVariables();
});

describe('the forecast', () => {
  it('adds weights, gradients, what the optimizer keeps and needs, and activations that grow with the batch', () => {
    const { parameters, activationBytes } = totals;
    expect(memoryForecast(totals, 10, 'adam')).toEqual({
      weights: 4 * parameters,
      gradients: 4 * parameters,
      slots: 8 * parameters,
      update: 24 * parameters,
      activations: 60 * activationBytes,
      total: 40 * parameters + 60 * activationBytes,
    });
  });

  it.each<[string, Link[]]>([
    ['SimpleRNN', [{ block: 'SimpleRNN' }]],
    ['LSTM', [{ block: 'LSTM' }]],
    ['GRU', [{ block: 'GRU' }]],
    ['Bidirectional and LSTM', [{ block: 'Bidirectional', params: { returnSequences: true } }, { block: 'LSTM' }]],
  ])('counts what the steps of %s keep: a step op by op takes about that', async (_name, links) => {
    const [batch, steps] = [8, 12];
    const context: BlockContext = { input: [steps, 8], classes: 10, data: { kind: 'numbers' } };
    const recurrent = chain([{ block: 'Input' }, ...links, dense, { block: 'Output' }]);
    const { logits } = toLayers(tf, recurrent, context, 7);
    const labels = tf.oneHot(tf.zeros([batch], 'int32'), 10);
    const x = tf.ones([batch, steps, 8]);
    const loss = () => tf.losses.softmaxCrossEntropy(labels, logits.apply(x, { training: true }) as tfjs.Tensor) as tfjs.Scalar;
    const before = tf.memory().numBytes;
    const { peakBytes } = await tf.profile(() => tf.variableGrads(loss).value);
    const { gradients, activations } = memoryForecast(analyse(recurrent, context).totals, batch, 'sgd');
    expect(gradients + activations).toBeGreaterThan((peakBytes - before) * 0.8);
    expect(gradients + activations).toBeLessThan((peakBytes - before) * 1.6);
  });

  it('is about what a step op by op takes', async () => {
    const batch = 24;
    const { logits } = toLayers(tf, graph, { input, classes: 10 }, 7);
    const labels = tf.oneHot(tf.zeros([batch], 'int32'), 10);
    const loss = () =>
      tf.losses.softmaxCrossEntropy(labels, logits.apply(tf.ones([batch, ...input]), { training: true }) as tfjs.Tensor) as tfjs.Scalar;
    const { peakBytes } = await tf.profile(() => tf.variableGrads(loss).value);
    const { weights, gradients, activations } = memoryForecast(totals, batch, 'sgd');
    const forecast = weights + gradients + activations;
    expect(forecast).toBeGreaterThan(peakBytes * 0.9);
    expect(forecast).toBeLessThan(peakBytes * 1.3);
  });
});

it('counts a step as three passes forward for each item', () => {
  expect(stepOperations(totals, 10)).toBe(30 * totals.operations);
});
