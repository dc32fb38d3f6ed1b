import { expect, it } from 'vitest';
import { countedIn, MeanMetrics } from '#main/training/mean-metrics.ts';

it('counts the answers that count', () => {
  expect(countedIn({ answers: Int32Array.of(0, -1, 2) })).toBe(2);
  expect(countedIn({ answers: Float32Array.of(-3, Number.NaN, 0) })).toBe(2);
});

it('means each by what it is of, in the measure of the run', () => {
  const mean = new MeanMetrics('error');
  mean.add({ loss: 1, accuracy: null, error: 10 }, 3);
  mean.add({ loss: 5, accuracy: null, error: 30 }, 1);
  expect(mean.value()).toEqual({ loss: 2, accuracy: null, error: 15 });
  expect(new MeanMetrics('accuracy').value()).toEqual({ loss: 0, accuracy: 0, error: null });
});
