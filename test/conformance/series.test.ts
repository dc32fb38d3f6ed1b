import { expect, it } from 'vitest';
import { z } from 'zod';
import { autocorrelation } from '#app/data/series/autocorrelation.ts';
import { rollingOrigins } from '#app/data/series/rolling-origin.ts';
import { seasonalDecomposition } from '#app/data/series/seasonal-decomposition.ts';
import { spectrum } from '#app/data/series/spectrum.ts';
import { fitAutoregression, forecastAutoregression } from '#app/runs/baselines/autoregression.ts';
import { asLists, furthest } from '#test/helpers/close.ts';
import { drawnSeries, type SeriesPlan, withHoles } from '#test/helpers/drawn-series.ts';
import { askedOnce, askPython, numbered, peersOrSkip } from '#test/helpers/peers.ts';

const list = z.array(z.number().nullable());
const stretch = z.object({ from: z.int(), to: z.int() });
const answer = z.object({
  correlated: z.array(list),
  decomposed: z.array(z.object({ trend: list, seasonal: list, residual: list })),
  spectra: z.array(list),
  autoregressed: z.array(z.object({ parameters: list, ahead: list })),
  folds: z.array(z.array(stretch)),
});

const plan: SeriesPlan = { rows: 600, period: 24, swing: 8, slope: 0.05, level: 120, noise: 3 };
const series = (seed: number, changes: Partial<SeriesPlan> = {}) => drawnSeries(seed, { ...plan, ...changes });

const cases = {
  correlated: [
    { values: series(1), lags: 40 },
    { values: series(2, { rows: 37 }), lags: 36 },
    { values: withHoles(series(3), 4, 9), lags: 60 },
    // Longer than what is transformed at once.
    { values: series(5, { rows: 150_000, slope: 1e-5 }), lags: 400 },
  ],
  decomposed: ([24, 7, 2] as const).flatMap((period) =>
    (['additive', 'multiplicative'] as const).map((model) => ({ values: series(6, { rows: 501 }), period, model })),
  ),
  spectra: [
    { values: series(7, { rows: 512 }), segment: null },
    { values: series(8, { rows: 499 }), segment: null },
    { values: series(9, { rows: 120_000 }), segment: null },
    { values: series(10, { rows: 1050 }), segment: 200 },
  ],
  autoregressed: [
    { values: series(11), order: 1, horizon: 5 },
    { values: series(12, { slope: 0 }), order: 24, horizon: 48 },
  ],
  folds: [
    { rows: 100, folds: 5, testRows: 10 },
    { rows: 97, folds: 4, testRows: 7 },
  ],
};

peersOrSkip('series beside statsmodels, SciPy and scikit-learn', (python) => {
  const peers = askedOnce(answer, () => askPython(python, new URL('series.py', import.meta.url).pathname, asLists(cases)));

  it.each(numbered(cases.correlated))(
    'autocorrelation is that of acf, missing values and long series too (%i)',
    (place, { values, lags }) => {
      expect(furthest(autocorrelation(values, lags), peers().correlated[place] ?? [])).toBeLessThan(1e-9);
    },
  );

  it.each(numbered(cases.decomposed))('decomposition is that of seasonal_decompose (%i)', (place, { values, period, model }) => {
    const ours = seasonalDecomposition(values, period, model);
    const theirs = peers().decomposed[place];
    expect(furthest(ours.trend, theirs?.trend ?? [])).toBeLessThan(1e-9);
    expect(furthest(ours.seasonal, theirs?.seasonal ?? [])).toBeLessThan(1e-9);
    expect(furthest(ours.residual, theirs?.residual ?? [])).toBeLessThan(1e-9);
  });

  it.each(numbered(cases.spectra))('the spectrum is that of periodogram and welch, of any length (%i)', (place, { values, segment }) => {
    expect(furthest(spectrum(values, segment ?? undefined).density, peers().spectra[place] ?? [])).toBeLessThan(1e-9);
  });

  it.each(numbered(cases.autoregressed))('AR(p) and its forecasts are those of AutoReg (%i)', (place, { values, order, horizon }) => {
    const model = fitAutoregression(values, order);
    const [output] = model.outputs;
    const theirs = peers().autoregressed[place];
    expect(furthest([output?.intercept ?? null, ...(output?.weights ?? [])], theirs?.parameters ?? [])).toBeLessThan(1e-9);
    expect(furthest(forecastAutoregression(model, values, horizon), theirs?.ahead ?? [])).toBeLessThan(1e-9);
  });

  it.each(numbered(cases.folds))('origins a horizon apart are those of TimeSeriesSplit (%i)', (place, { rows, folds, testRows }) => {
    const first = rows - folds * testRows;
    const { places } = rollingOrigins(rows - first - testRows + 1, folds);
    expect(places.map((window) => ({ from: first + window, to: first + window + testRows }))).toEqual(peers().folds[place]);
  });
});
