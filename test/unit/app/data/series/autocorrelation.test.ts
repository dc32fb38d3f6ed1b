import { expect, it } from 'vitest';
import { autocorrelation, whiteNoiseBand } from '#app/data/series/autocorrelation.ts';
import { furthest } from '#test/helpers/close.ts';
import { drawnSeries } from '#test/helpers/drawn-series.ts';

it('is what the definition says, worked out by hand', () => {
  // Mean 2, apart −1 0 1 0 −1 0 1 0 … : squares 4, at lag 1 0, at lag 2 −3.
  expect(furthest(autocorrelation(Float64Array.of(1, 2, 3, 2, 1, 2, 3, 2), 2), [1, 0, -3 / 4])).toBeLessThan(1e-15);
});

it('is the same whether the series is transformed at once or in blocks', () => {
  const values = drawnSeries(1, { rows: 70_000, period: 30, swing: 1, slope: 0, level: 5, noise: 2 });
  // As many lags as make it one block.
  expect(furthest(autocorrelation(values, 90).slice(0, 91), autocorrelation(values, 69_999).slice(0, 91))).toBeLessThan(1e-12);
});

it('is 0 of a constant series and beyond its end', () => {
  expect(autocorrelation(new Float64Array(9).fill(0.1), 2)).toEqual(Float64Array.of(1, 0, 0));
  expect(autocorrelation(Float64Array.of(1, 2), 3)).toEqual(Float64Array.of(1, -0.5, 0, 0));
});

it('has a band that noise leaves in about one lag of twenty', () => {
  const noise = drawnSeries(2, { rows: 5000, period: 1, swing: 0, slope: 0, level: 0, noise: 1 });
  const outside = autocorrelation(noise, 1000)
    .slice(1)
    .filter((value) => Math.abs(value) > whiteNoiseBand(5000)).length;
  expect(outside).toBeGreaterThan(20);
  expect(outside).toBeLessThan(80);
});
