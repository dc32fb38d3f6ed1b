import { expect, it } from 'vitest';
import { anomalies } from '#app/runs/anomalies.ts';
import { drawn } from '#test/helpers/drawn.ts';

it('finds what lies far off, farthest first, and nothing else', () => {
  const noise = drawn(7).floats(1000);
  const predicted = new Float64Array(1000).fill(50);
  const actual = Float64Array.from(predicted, (value, place) => value + (noise[place] ?? 0));
  actual[100] = 90;
  actual[200] = -20;
  expect(anomalies(actual, predicted, 10).map(({ place }) => place)).toEqual([200, 100]);
  expect(anomalies(actual, predicted, 1).map(({ place }) => place)).toEqual([200]);
});

it('measures in robust deviations: 1.4826 times the median of what is off the median', () => {
  const actual = Float64Array.of(-2, -1, 0, 1, 2, 100);
  // Median 0.5, apart 2.5, 1.5, 0.5, 0.5, 1.5, 99.5: median 1.5.
  expect(anomalies(actual, new Float64Array(6), 10)).toEqual([{ place: 5, score: 99.5 / (1.4826 * 1.5) }]);
});

it('is none where most errors are alike, and does not stumble over what is not known', () => {
  expect(anomalies(Float64Array.of(1, 1, 1, 9), Float64Array.of(1, 1, 1, 1), 10)).toEqual([]);
  expect(anomalies(Float64Array.of(Number.NaN, 1, 2, 3), new Float64Array(4), 10)).toEqual([]);
  expect(anomalies(new Float64Array(), new Float64Array(), 10)).toEqual([]);
});
