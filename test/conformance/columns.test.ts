import { expect, it } from 'vitest';
import { z } from 'zod';
import { fillMissing, fitMissing, type MissingRule } from '#app/data/columns/missing-values.ts';
import { applyScalers, fitScalers, invertScalers } from '#app/data/scaling/chain.ts';
import type { ScalerSettings } from '#app/data/scaling/index.ts';
import { answerLinear, fitLinear } from '#app/runs/baselines/linear-regression.ts';
import { brierScore, calibration } from '#app/runs/calibration.ts';
import {
  determination,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanAbsoluteScaledError,
  rootMeanSquaredError,
  seasonalNaiveError,
  symmetricPercentageError,
} from '#app/runs/forecast-metrics.ts';
import { intervalScore, pinballLoss } from '#app/runs/interval-metrics.ts';
import { LogisticRegression } from '#main/inference/baselines/logistic-regression.ts';
import { denseRows } from '#main/inference/baselines/rows.ts';
import { asLists, furthest } from '#test/helpers/close.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { drawnSeries, type SeriesPlan, withHoles } from '#test/helpers/drawn-series.ts';
import { askedOnce, askPython, numbered, peersOrSkip } from '#test/helpers/peers.ts';

const list = z.array(z.number().nullable());
const byKind = z.record(z.string(), list);
const answer = z.object({
  scaled: z.array(byKind),
  filled: z.array(byKind),
  figures: z.array(
    z.object({
      ...{ mae: z.number(), rmse: z.number(), mape: z.number(), smape: z.number(), mase: z.number(), r2: z.number() },
      ...{ pinball: z.array(z.number()), coverage: z.number(), width: z.number() },
    }),
  ),
  calibrated: z.array(z.object({ said: list, cameTrue: list, brier: z.number() })),
  lines: z.array(z.object({ weights: list, intercepts: list, answers: list })),
  logistic: z.array(list),
});

const plan: SeriesPlan = { rows: 400, period: 12, swing: 5, slope: 0.02, level: 3, noise: 4 };
const column = (seed: number, changes: Partial<SeriesPlan> = {}) => drawnSeries(seed, { ...plan, ...changes });
const constant = new Float64Array(300).fill(0.1);
/** Values of which many are the same. */
const rounded = (seed: number) => column(seed).map(Math.round);

function figures(seed: number) {
  const [actual, predicted] = [column(seed, { level: 30 }), column(seed + 1, { level: 30.5 })];
  const [low, high] = [predicted.map((value) => value - 3), predicted.map((value) => value + 2)];
  return { actual, predicted, low, high, train: withHoles(column(seed + 2), seed, 20), season: 12, shares: [0.1, 0.5, 0.9] };
}

function calibrated(seed: number) {
  const random = drawn(seed);
  // Some lie on a border between two bins.
  const probabilities = Float64Array.from({ length: 500 }, () => random.whole(0, 40) / 40);
  return { probabilities, outcomes: Array.from(probabilities, (value) => random.whole(0, 99) < value * 80 + 5), bins: 10 };
}

function line(seed: number, features: number, level = 0) {
  const inputs = Array.from({ length: features }, (_, place) => column(seed + place, { period: 5 + 3 * place, level: level * place }));
  const target = (weight: number) =>
    column(seed + 50).map((noise, row) => inputs.reduce((sum, each, at) => sum + weight * at * (each[row] ?? 0), noise));
  const judged = Array.from({ length: features }, (_, place) => column(seed + 70 + place, { rows: 50, level: level * place }));
  return { inputs, targets: [target(1), target(-0.3)], judged };
}

/** Two columns are alike but for a factor, and one is constant. */
function dependent() {
  const { inputs, targets, judged } = line(40, 4);
  const more = (columns: readonly Float64Array[]) => [
    ...columns,
    (columns[1] ?? constant).map((value) => 2 * value + 1),
    new Float64Array(columns[0]?.length ?? 0).fill(7),
  ];
  return { inputs: more(inputs), targets, judged: more(judged) };
}

function logistic(seed: number, classes: number) {
  const random = drawn(seed);
  const { inputs, judged } = line(seed, 5);
  return {
    inputs,
    judged,
    classes,
    labels: Array.from({ length: plan.rows }, (_, row) =>
      Math.min(classes - 1, Math.max(0, Math.round((inputs[0]?.[row] ?? 0) / 4 + random.whole(0, 2) - 1))),
    ),
  };
}

const cases = {
  scaled: [
    { train: column(1), values: column(2, { level: 9 }), lag: 1 },
    { train: withHoles(column(3, { level: 1e6 }), 4, 7), values: withHoles(column(5, { level: 1e6 }), 6, 7), lag: 12 },
    { train: constant, values: column(7), lag: 3 },
    { train: column(8, { level: -200, slope: 1 }), values: column(9, { level: -200, slope: 1 }), lag: 399 },
  ],
  filled: [
    { train: withHoles(rounded(10), 11, 5), values: withHoles(rounded(12), 13, 5) },
    { train: withHoles(column(14), 15, 3), values: withHoles(column(16), 17, 3) },
  ],
  figures: [figures(20), figures(24)],
  calibrated: [calibrated(28), calibrated(29)],
  lines: [line(30, 3), line(31, 8, 1e4), dependent()],
  logistic: [logistic(60, 2), logistic(61, 3)],
};

peersOrSkip('columns of numbers beside scikit-learn, NumPy and pandas', (python) => {
  const peers = askedOnce(answer, () => askPython(python, new URL('columns.py', import.meta.url).pathname, asLists(cases)));

  it.each(numbered(cases.scaled))('scalers say the same, and take it back (%i)', (place, { train, values, lag }) => {
    const all: ScalerSettings[] = [
      { kind: 'standard' },
      { kind: 'min-max' },
      { kind: 'robust' },
      { kind: 'log' },
      { kind: 'difference', lag },
    ];
    for (const settings of all) {
      const states = fitScalers([settings], train);
      const ours = applyScalers(states, values);
      expect(furthest(ours, peers().scaled[place]?.[settings.kind] ?? []), settings.kind).toBeLessThan(1e-9);
      if (settings.kind !== 'difference') expect(furthest(invertScalers(states, ours), values), settings.kind).toBeLessThan(1e-9);
    }
  });

  it.each(numbered(cases.filled))('missing values are filled alike (%i)', (place, { train, values }) => {
    const rules: MissingRule[] = [
      { kind: 'mean' },
      { kind: 'median' },
      { kind: 'most-frequent' },
      { kind: 'mark', value: -1 },
      { kind: 'forward' },
    ];
    for (const rule of rules) {
      const ours = fillMissing(fitMissing(rule, train), values);
      expect(furthest(ours, peers().filled[place]?.[rule.kind] ?? []), rule.kind).toBeLessThan(1e-9);
    }
  });

  it.each(numbered(cases.figures))('figures of forecasts and intervals are the same (%i)', (place, given) => {
    const { actual, predicted, low, high, train, season, shares } = given;
    const theirs = peers().figures[place];
    const score = intervalScore(actual, low, high);
    const ours = {
      mae: meanAbsoluteError(actual, predicted),
      rmse: rootMeanSquaredError(actual, predicted),
      mape: meanAbsolutePercentageError(actual, predicted),
      smape: symmetricPercentageError(actual, predicted),
      mase: meanAbsoluteScaledError(actual, predicted, seasonalNaiveError(train, season)),
      r2: determination(actual, predicted),
      coverage: score?.coverage ?? null,
      width: score?.width ?? null,
    };
    for (const [name, value] of Object.entries(ours) as [keyof typeof ours, number | null][]) {
      expect(furthest([value], [theirs?.[name] ?? null]), name).toBeLessThan(1e-9);
    }
    const losses = shares.map((share) => pinballLoss(actual, predicted, share));
    expect(furthest(losses, theirs?.pinball ?? [])).toBeLessThan(1e-9);
  });

  it.each(numbered(cases.calibrated))('calibration and the Brier score are the same (%i)', (place, { probabilities, outcomes, bins }) => {
    const theirs = peers().calibrated[place];
    const ours = calibration(probabilities, outcomes, bins);
    const saidOf = ours.map(({ said: mean }) => mean);
    expect(furthest(saidOf, theirs?.said ?? [])).toBeLessThan(1e-9);
    const cameTrueOf = ours.map(({ cameTrue }) => cameTrue);
    expect(furthest(cameTrueOf, theirs?.cameTrue ?? [])).toBeLessThan(1e-9);
    expect(furthest([brierScore(probabilities, outcomes)], [theirs?.brier ?? null])).toBeLessThan(1e-9);
  });

  it.each(numbered(cases.lines.slice(0, 2)))('linear regression has the same weights (%i)', (place, { inputs, targets }) => {
    const model = fitLinear(inputs, targets);
    const theirs = peers().lines[place];
    const weights = model.outputs.flatMap((output) => output.weights);
    expect(furthest(weights, theirs?.weights ?? [])).toBeLessThan(1e-9);
    const intercepts = model.outputs.map(({ intercept }) => intercept);
    expect(furthest(intercepts, theirs?.intercepts ?? [])).toBeLessThan(1e-9);
    expect(model.heldBack).toEqual([]);
  });

  it.each(numbered(cases.lines))(
    'linear regression answers alike, also where inputs depend on each other (%i)',
    (place, { inputs, targets, judged }) => {
      const answers = answerLinear(fitLinear(inputs, targets), judged).flatMap((output) => [...output]);
      expect(furthest(answers, peers().lines[place]?.answers ?? [])).toBeLessThan(1e-9);
    },
  );

  it.each(numbered(cases.logistic))(
    'logistic regression has the same probabilities (%i)',
    async (place, { inputs, judged, classes, labels }) => {
      const data = { rows: denseRows(inputs), labels, classes, features: inputs.length };
      const model = await LogisticRegression.fit(data, { steps: 2000, tolerance: 1e-12, pause: async () => undefined });
      expect(furthest(model.probabilities(denseRows(judged)), peers().logistic[place] ?? [])).toBeLessThan(1e-9);
    },
  );
});
