import type { Evaluation, NumberEvaluation, RollingEvaluation } from '#app/contract/evaluations.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';

/** Figures of answers that are so far off on average. */
export const fakeScore = (mae: number, change: Partial<NumberScore> = {}): NumberScore => ({
  mae,
  rmse: mae * 1.25,
  mape: 0.05,
  smape: 0.05,
  mase: null,
  r2: 0.9,
  ...change,
});

/** How the price of houses was answered, with what a test cares about. */
export const fakeNumbers = (change: Partial<NumberEvaluation> = {}): NumberEvaluation => ({
  targets: [{ name: 'price (EUR)', unit: 'EUR', score: fakeScore(6287) }],
  steps: [6287],
  intervals: null,
  rolling: null,
  baselines: [{ name: 'linear', title: 'Linear regression on the same inputs', score: fakeScore(15_817, { r2: 0.5 }) }],
  anomalies: [],
  points: [3, 1, 2].map((item) => ({
    item,
    line: null,
    series: null,
    time: null,
    actual: item * 100_000,
    predicted: item * 100_000 + 5000,
    low: null,
    high: null,
  })),
  ...change,
});

const day = 86_400_000;

/** Forecasts of three steps from four origins, a week apart, beside the two plainest ways, with what a test cares about. */
export const fakeRolling = (change: Partial<RollingEvaluation> = {}): RollingEvaluation => {
  const errors = (mean: number) => ({
    mean,
    spread: mean / 4,
    steps: [0.5, 1, 1.5].map((share) => ({ mean: share * mean, spread: (share * mean) / 4 })),
    origins: [0.8, 0.9, 1.1, 1.2].map((share) => share * mean),
  });
  return {
    origins: 4,
    every: 7,
    series: 1,
    leftOut: [],
    times: [0, 7, 14, 21].map((at) => at * day),
    methods: [
      { name: 'run', title: 'This run', errors: errors(10) },
      { name: 'last-value', title: 'Last value again', errors: errors(40) },
      { name: 'seasonal-naive', title: 'The value a season earlier', errors: { ...errors(11), origins: [7, 12, 12, 13] } },
    ],
    ...change,
  };
};

/** An evaluation of classes, with what a test cares about. */
export const fakeEvaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  id: 5,
  run: 1,
  head: null,
  epoch: 1,
  part: 'test',
  folder: null,
  items: 9,
  loss: 1,
  accuracy: 0.5,
  majority: 0.5,
  answers: 'class',
  steps: null,
  perplexity: null,
  macroF1: 0.5,
  rocAuc: null,
  score: null,
  numbers: null,
  baselines: [],
  classes: ['Bonn', 'Ulm'],
  perClass: [],
  confusion: [
    [4, 1],
    [3, 1],
  ],
  skipped: [],
  createdAt: 1,
  ...change,
});
