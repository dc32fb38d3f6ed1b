import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '#app/graph/analyse.ts';
import { memoryForecast, stepOperations } from '#app/graph/memory.ts';
import { chain } from '#app/graph/templates/chain.ts';
import { toLayers } from '#app/graph/to-layers.ts';

const input = [8, 8, 3];
const conv = { block: 'Conv2D', params: { filters: 8 } };
const pool = { block: 'MaxPooling2D' };
const dense = { block: 'Dense', params: { units: 10 } };
const graph = chain([{ block: 'Input' }, conv, conv, pool, conv, { block: 'Flatten' }, dense, { block: 'Output' }]);
const { totals } = analyse(graph, { input, classes: 10 });

beforeAll(() => tf.setBackend('cpu'));

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

  it('is about what a step op by op takes', async () => {
    const batch = 24;
    const { logits } = toLayers(tf, graph, { input, classes: 10 }, 7);
    const labels = tf.oneHot(tf.zeros([batch], 'int32'), 10);
    const loss = () =>
      tf.losses.softmaxCrossEntropy(labels, logits.apply(tf.ones([batch, ...input]), { training: true }) as tf.Tensor) as tf.Scalar;
    const { peakBytes } = await tf.profile(() => tf.variableGrads(loss).value);
    const { weights, gradients, activations } = memoryForecast(totals, batch, 'sgd');
    const forecast = weights + gradients + activations;
    expect(forecast).toBeGreaterThan(peakBytes * 0.9);
    expect(forecast).toBeLessThan(peakBytes * 1.3);
    tf.disposeVariables();
  });
});

it('counts a step as three passes forward for each item', () => {
  expect(stepOperations(totals, 10)).toBe(30 * totals.operations);
});
