import { expect, it } from 'vitest';
import { applyScalers, fitScalers, invertScalers, reachOf } from '#app/data/scaling/chain.ts';
import { type ScalerSettings, scalerSettings, scalerState, scalers } from '#app/data/scaling/index.ts';
import { furthest } from '#test/helpers/close.ts';

const nan = Number.NaN;
const train = Float64Array.of(2, nan, 4, 4, 6, 14);
const all: ScalerSettings[] = [
  { kind: 'standard' },
  { kind: 'min-max' },
  { kind: 'robust' },
  { kind: 'log' },
  { kind: 'difference', lag: 2 },
];

it('has a case for each scaler here', () => {
  expect(all.map(({ kind }) => kind)).toEqual(scalers.map(({ kind }) => kind));
});

it.each<[ScalerSettings['kind'], number[]]>([
  // Mean 6, variance (16 + 4 + 4 + 0 + 64)/5.
  ['standard', [-6 / Math.sqrt(17.6), 0, nan]],
  ['min-max', [-2 / 12, 4 / 12, nan]],
  ['robust', [(0 - 4) / 2, (6 - 4) / 2, nan]],
  ['log', [0, Math.log(7), nan]],
  ['difference', [nan, nan, nan]],
])('%s scales by what was fitted, skipping what is missing', (kind, scaled) => {
  const settings = all.filter((each) => each.kind === kind);
  expect(furthest(applyScalers(fitScalers(settings, train), Float64Array.of(0, 6, nan)), scaled)).toBeLessThan(1e-15);
});

it.each(all)('what $kind found goes through JSON and is refused where it is damaged', (settings) => {
  expect(scalerSettings.parse(settings)).toEqual(settings);
  const [state] = fitScalers([settings], train);
  const kept = JSON.parse(JSON.stringify(state));
  expect(scalerState.parse(kept)).toEqual(state);
  for (const name of Object.keys(kept)) expect(scalerState.safeParse({ ...kept, [name]: null }).success, name).toBe(false);
});

it.each<ScalerSettings['kind']>(['standard', 'min-max', 'robust'])('%s makes 0 of a constant column, and not NaN', (kind) => {
  const constant = new Float64Array(50).fill(0.1);
  const scaled = applyScalers(
    fitScalers(
      all.filter((each) => each.kind === kind),
      constant,
    ),
    constant,
  );
  expect(furthest(scaled, new Float64Array(50))).toBeLessThan(1e-15);
});

it.each<ScalerSettings['kind']>(['standard', 'min-max', 'robust'])('%s says so where there is no number', (kind) => {
  const settings = all.filter((each) => each.kind === kind);
  expect(() => fitScalers(settings, Float64Array.of(nan, Number.POSITIVE_INFINITY))).toThrow('got none in 2 cells');
});

it('the logarithm mirrors what lies below 0 and takes it back', () => {
  const values = Float64Array.of(-1000, -1, 0, 1e-12, 1000);
  const states = fitScalers([{ kind: 'log' }], values);
  const scaled = applyScalers(states, values);
  expect(scaled[0]).toBe(-Math.log1p(1000));
  expect(furthest(invertScalers(states, scaled), values)).toBeLessThan(1e-15);
});

it('differences reach back to the values before, and leave unknown what those do not tell', () => {
  const states = fitScalers([{ kind: 'difference', lag: 2 }], train);
  expect(applyScalers(states, Float64Array.of(5, 7, 6), Float64Array.of(100, 1, 2))).toEqual(Float64Array.of(4, 5, 1));
  expect(applyScalers(states, Float64Array.of(5, 7, 6), Float64Array.of(2))).toEqual(Float64Array.of(nan, 5, 1));
  expect(invertScalers(states, Float64Array.of(4, 5, 1), Float64Array.of(100, 1, 2))).toEqual(Float64Array.of(5, 7, 6));
  expect(invertScalers(states, Float64Array.of(4, 5, 1))).toEqual(Float64Array.of(nan, nan, nan));
});

it('a chain takes itself back, from the values before alone', () => {
  const settings: ScalerSettings[] = [
    { kind: 'log' },
    { kind: 'difference', lag: 1 },
    { kind: 'difference', lag: 3 },
    { kind: 'standard' },
  ];
  const series = Float64Array.from({ length: 40 }, (_, at) => 50 + at + 9 * Math.sin(at));
  const states = fitScalers(settings, series.subarray(0, 25));
  const [past, next] = [series.subarray(0, 30), series.subarray(30)];
  expect(reachOf(states)).toBe(4);
  const scaled = applyScalers(states, next, past.subarray(-4));
  expect(furthest(scaled, applyScalers(states, series).subarray(30))).toBeLessThan(1e-12);
  expect(furthest(invertScalers(states, scaled, past.subarray(-4)), next)).toBeLessThan(1e-12);
});

it('each scaler of a chain is fitted to what those before it make', () => {
  const [, standard] = fitScalers([{ kind: 'difference', lag: 1 }, { kind: 'standard' }], Float64Array.of(0, 1, 4));
  expect(standard).toEqual({ kind: 'standard', mean: 2, deviation: 1 });
});
