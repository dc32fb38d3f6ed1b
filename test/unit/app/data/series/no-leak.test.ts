import { expect, it } from 'vitest';
import { applyScalers } from '#app/data/scaling/chain.ts';
import type { ScalerSettings } from '#app/data/scaling/index.ts';
import { withoutDoubles } from '#app/data/series/doubles.ts';
import { fitScalersInTime } from '#app/data/series/fit-scaling.ts';
import { fillGaps, type GapRule, withoutForesight, withoutLeaks } from '#app/data/series/gaps.ts';
import { splitByTime, type TimeParts } from '#app/data/series/time-split.ts';
import { inOrder, type TimedSeries } from '#app/data/series/timed.ts';
import { sampleStarts, samplesOf, type WindowShape, wholeSamples } from '#app/data/series/windows.ts';
import { type Drawn, drawn } from '#test/helpers/drawn.ts';

const count = 500;
const interval = { unit: 'milliseconds', every: 10 } as const;

interface Case {
  raw: TimedSeries;
  shares: { train: number; validation: number; test: number };
  gap: number;
  shape: WindowShape;
  fill: GapRule;
  scalers: ScalerSettings[];
}

/** A series with gaps, doubles, holes and shuffled rows, and ways to cut it. */
function drawCase(seed: number): Case {
  const random = drawn(seed);
  let time = 0;
  const times = Array.from({ length: random.whole(60, 300) }, () => {
    time += 10 * (random.whole(1, 6) === 1 ? random.whole(0, 9) : 1);
    return time;
  });
  for (let swap = random.whole(0, 5); swap > 0; swap -= 1) times.push(...times.splice(random.whole(0, times.length - 1), 1));
  const value = () => (random.whole(1, 40) === 1 ? Number.NaN : random.whole(-1000, 1000) / 7);
  return {
    raw: { times: Float64Array.from(times), columns: [0, 1].map(() => Float64Array.from(times, value)) },
    shares: { train: random.whole(3, 8), validation: random.whole(0, 3), test: random.whole(1, 3) },
    gap: random.whole(0, 12),
    shape: { window: random.whole(1, 20), horizon: random.whole(1, 8), stride: random.whole(1, 6) },
    fill: random.pick(['forward', 'linear', 'leave']),
    scalers: drawScalers(random),
  };
}

const drawScalers = (random: Drawn): ScalerSettings[] => [
  ...random.pick<ScalerSettings[]>([[], [{ kind: 'log' }]]),
  ...random.pick<ScalerSettings[]>([[], [{ kind: 'difference', lag: random.whole(1, 5) }]]),
  ...random.pick<ScalerSettings[]>([[{ kind: 'standard' }], [{ kind: 'min-max' }], [{ kind: 'robust' }]]),
];

/** All the way from the user's rows to scaled samples. */
function prepare({ raw, shares, gap, shape, fill, scalers }: Case) {
  const filled = fillGaps(withoutDoubles(inOrder(raw), 'mean'), interval, fill);
  const parts = splitByTime(filled.times.length, shares, gap);
  const { columns, times, added } = withoutLeaks(filled, parts);
  const states = columns.map((column) => fitScalersInTime(scalers, column, parts));
  const scaled = columns.map((column, place) => applyScalers(states[place] ?? [], column));
  const samples = (name: keyof TimeParts) => {
    const starts = withoutForesight(sampleStarts(parts[name], shape), added, shape.window);
    const rows = times.length;
    const values = Float64Array.from({ length: 2 * rows }, (_, at) => scaled[at % 2]?.[Math.floor(at / 2)] ?? Number.NaN);
    const whole = wholeSamples({ values, columns: 2 }, starts, shape);
    return { starts, cut: samplesOf({ values, columns: 2 }, whole, shape, { inputs: [0, 1], targets: [1] }) };
  };
  return { parts, times, states, train: samples('train'), validation: samples('validation'), test: samples('test') };
}

/** Other values in all rows from a time on. */
const changedFrom = ({ times, columns }: TimedSeries, from: number): TimedSeries => ({
  times,
  columns: columns.map((column) => column.map((value, row) => ((times[row] ?? 0) >= from ? 1e6 + row : value))),
});

const cases = Array.from({ length: count }, (_, seed) => drawCase(seed));

it('no sample of a part holds a row of a later one, among its inputs or its targets', () => {
  let samples = 0;
  for (const [seed, given] of cases.entries()) {
    const { parts, times } = prepare(given);
    const { validation, test } = parts;
    const later = { train: validation.to > validation.from ? validation.from : test.from, validation: test.from, test: times.length };
    // Each row holds its own place.
    const places = { values: Float64Array.from(times, (_, row) => row), columns: 1 };
    for (const name of ['train', 'validation', 'test'] as const) {
      const { from, to } = parts[name];
      const cut = samplesOf(places, sampleStarts(parts[name], given.shape), given.shape, { inputs: [0], targets: [0] });
      expect(
        cut.inputs.every((row) => row >= 0 && row < later[name] && row < to),
        `${name} inputs of ${seed}`,
      ).toBe(true);
      expect(
        cut.targets.every((row) => row >= from && row < to),
        `${name} targets of ${seed}`,
      ).toBe(true);
      samples += cut.targets.length;
    }
    expect(later.train - parts.train.to, `gap of ${seed}`).toBe(given.gap);
  }
  expect(samples).toBeGreaterThan(count);
});

it('nothing that is fitted or trained on changes with the values of later parts', () => {
  let [fitted, lines] = [0, 0];
  for (const [seed, given] of cases.entries()) {
    const before = prepare(given);
    const behind = before.times[before.parts.train.to] ?? Number.POSITIVE_INFINITY;
    const after = prepare({ ...given, raw: changedFrom(given.raw, behind) });
    expect(after.parts).toEqual(before.parts);
    expect(after.states, `what is fitted in ${seed}`).toEqual(before.states);
    expect(after.train, `what is trained on in ${seed}`).toEqual(before.train);
    fitted += before.train.cut.targets.length;
    lines += given.fill === 'linear' ? 1 : 0;
  }
  expect(fitted).toBeGreaterThan(count);
  expect(lines).toBeGreaterThan(100);
});

it('nothing that the validation part holds changes with the values of the test part', () => {
  let samples = 0;
  for (const [seed, given] of cases.entries()) {
    const before = prepare(given);
    const behind = before.times[before.parts.validation.to] ?? Number.POSITIVE_INFINITY;
    const after = prepare({ ...given, raw: changedFrom(given.raw, behind) });
    expect(after.validation, `validation of ${seed}`).toEqual(before.validation);
    samples += before.validation.cut.targets.length;
  }
  expect(samples).toBeGreaterThan(count);
});

it('would see a change: other values in the training part give another fit', () => {
  const changed = cases.filter((given) => {
    const other = prepare({ ...given, raw: changedFrom(given.raw, 0) });
    return JSON.stringify(other.states) !== JSON.stringify(prepare(given).states);
  });
  expect(changed).toHaveLength(count);
});
