import { expect, it } from 'vitest';
import { powersOf } from '#app/data/series/fourier.ts';
import { spectrum } from '#app/data/series/spectrum.ts';
import { spectrumPeaks } from '#app/data/series/spectrum-peaks.ts';
import { furthest } from '#test/helpers/close.ts';
import { drawnSeries } from '#test/helpers/drawn-series.ts';

const plan = { rows: 1000, period: 24, swing: 5, slope: 0.3, level: 100, noise: 4 };

/** |Σ x·exp(−2πi·kt/n)|² by its definition. */
function powersByHand(values: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.floor(values.length / 2) + 1 }, (_, bin) => {
    let [re, im] = [0, 0];
    for (const [at, value] of values.entries()) {
      re += value * Math.cos((2 * Math.PI * bin * at) / values.length);
      im -= value * Math.sin((2 * Math.PI * bin * at) / values.length);
    }
    return re ** 2 + im ** 2;
  });
}

it.each([1, 2, 3, 4, 5, 8, 17, 60, 64, 127])('the transform of %i values is what the definition says', (rows) => {
  const values = drawnSeries(rows, { ...plan, rows });
  const [ours, byHand] = [powersOf(values), powersByHand(values)];
  expect(furthest(ours.map(Math.sqrt), byHand.map(Math.sqrt))).toBeLessThan(1e-9);
});

it('keeps its digits over a long series: what a sine at one bin leaves in the others is rounding', () => {
  const rows = 300_001;
  const powers = powersOf(Float64Array.from({ length: rows }, (_, at) => Math.cos((2 * Math.PI * ((1000 * at) % rows)) / rows)));
  const peak = powers[1000] ?? 0;
  powers[1000] = 0;
  const rest = Math.sqrt(powers.reduce((most, power) => Math.max(most, power), 0) / peak);
  expect(Math.sqrt(peak)).toBeCloseTo(rows / 2, 6);
  expect(rest).toBeLessThan(1e-15);
});

it('the whole of it is the variance around the line', () => {
  const { density, length } = spectrum(drawnSeries(1, { ...plan, swing: 0, slope: 0, noise: 1 }));
  const whole = density.reduce((sum, value) => sum + value, 0) / length;
  // Evenly from −1 to 1.
  expect(whole).toBeCloseTo(1 / 3, 1);
});

it('finds a season under a trend and noise, between two bins too', () => {
  const [first, ...others] = spectrumPeaks(spectrum(drawnSeries(2, plan)), 5);
  expect(Math.abs((first?.period ?? 0) - 24)).toBeLessThan(0.1);
  // The season's share is 0.7; 1000 values have bins at 24.4 and 23.8 steps, which get 0.855 of it.
  expect(first?.share).toBeCloseTo(0.6, 1);
  expect(others).toEqual([]);
});

it('tells the period of a sine between two bins to a hundredth of a bin and better', () => {
  const sine = drawnSeries(0, { ...plan, rows: 5000, slope: 0, noise: 0, period: 365.25 });
  expect(Math.abs(5000 / (spectrumPeaks(spectrum(sine), 1)[0]?.period ?? 0) - 5000 / 365.25)).toBeLessThan(0.01);
});

it('finds two seasons, the stronger first', () => {
  const [one, other] = [drawnSeries(3, plan), drawnSeries(4, { ...plan, period: 7, swing: 9 })];
  const peaks = spectrumPeaks(spectrum(one.map((value, row) => value + (other[row] ?? 0))), 5);
  expect(peaks.map(({ period }) => Math.round(period))).toEqual([7, 24]);
  expect(spectrumPeaks(spectrum(one.map((value, row) => value + (other[row] ?? 0))), 1)).toHaveLength(1);
});

it('gives noise a season about once in a hundred series', () => {
  const seeds = Array.from({ length: 500 }, (_, seed) => seed);
  const given = seeds.filter(
    (seed) => spectrumPeaks(spectrum(drawnSeries(seed, { ...plan, rows: 200, swing: 0, slope: 0 })), 5).length > 0,
  );
  expect(given.length).toBeLessThan(15);
});

it('names no peak of a straight line', () => {
  expect(spectrumPeaks(spectrum(Float64Array.from({ length: 64 }, () => 3)), 5)).toEqual([]);
});

it('averages stretches of a series that is longer than what it may transform', () => {
  const { length, density } = spectrum(drawnSeries(6, { ...plan, rows: 1010 }), 240);
  expect([length, density.length]).toEqual([240, 121]);
  expect(spectrumPeaks({ length, density }, 1)[0]?.period).toBeCloseTo(24, 1);
});

it('says so where values are missing, or hardly any are there', () => {
  expect(() => spectrum(Float64Array.of(1, 2, Number.NaN, 4))).toThrow('without missing values here; got 1');
  expect(() => spectrum(Float64Array.of(1, 2, 3))).toThrow('must have 4 rows or more; got 3');
});
