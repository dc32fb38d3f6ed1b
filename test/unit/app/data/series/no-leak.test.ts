import { expect, it } from 'vitest';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { type Columns, type FittedColumns, fitColumns } from '#app/data/columns/fitted.ts';
import { usableRows } from '#app/data/columns/usable-rows.ts';
import type { ScalerSettings } from '#app/data/scaling/index.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { partsOfSeries, seriesOf, startsOfParts, trainingRows } from '#app/data/series/samples.ts';
import { AppError } from '#app/errors.ts';
import { columnItems } from '#main/datasets/columns/columns-source.ts';
import { arranged, type TimedSeries } from '#test/helpers/arranged.ts';
import { type Drawn, drawn } from '#test/helpers/drawn.ts';

const count = 500;
const parts = ['train', 'validation', 'test'] as const;
type Part = (typeof parts)[number];

interface Case {
  /** One or two series, as they stand in a file: with gaps, doubles, holes and shuffled rows. */
  raw: TimedSeries[];
  shares: { train: number; validation: number; test: number; seed: number };
  settings: SeriesPreprocessing;
  rules: Parameters<typeof arranged>[1];
}

function drawCase(seed: number): Case {
  const random = drawn(seed);
  const ahead = random.pick([[], ['price']]);
  return {
    raw: Array.from({ length: random.whole(1, 2) }, () => drawSeries(random)),
    shares: { train: random.whole(4, 8), validation: random.whole(0, 3), test: random.whole(1, 3), seed: 1 },
    rules: { doubles: random.pick(['drop', 'first', 'mean']), gaps: random.pick(['forward', 'leave']) },
    settings: {
      kind: 'series',
      answers: 'numbers',
      time: 'time',
      key: 'key',
      targets: ['sold'],
      targetScaling: drawScalers(random),
      inputs: [
        {
          column: 'sold',
          encoder: { kind: 'number', missing: { kind: random.pick(['drop', 'forward', 'mean']) }, scaling: drawScalers(random) },
        },
        { column: 'price', encoder: { kind: 'number', missing: { kind: 'median' }, scaling: [{ kind: 'robust' }] } },
      ],
      knownAhead: ahead,
      window: random.whole(1, 12),
      horizon: random.whole(1, 6),
      stride: random.whole(1, 4),
      gap: random.whole(0, 9),
      quantiles: [],
    },
  };
}

function drawSeries(random: Drawn): TimedSeries {
  let time = 0;
  const times = Array.from({ length: random.whole(80, 240) }, () => {
    time += 10 * (random.whole(1, 8) === 1 ? random.whole(0, 7) : 1);
    return time;
  });
  for (let swap = random.whole(0, 5); swap > 0; swap -= 1) times.push(...times.splice(random.whole(0, times.length - 1), 1));
  const value = () => (random.whole(1, 60) === 1 ? Number.NaN : random.whole(-1000, 1000) / 7);
  return { times: Float64Array.from(times), columns: [0, 1].map(() => Float64Array.from(times, value)) };
}

const drawScalers = (random: Drawn): ScalerSettings[] => [
  ...random.pick<ScalerSettings[]>([[], [{ kind: 'log' }]]),
  ...random.pick<ScalerSettings[]>([[], [{ kind: 'difference', lag: random.whole(1, 5) }]]),
  ...random.pick<ScalerSettings[]>([[{ kind: 'standard' }], [{ kind: 'min-max' }], [{ kind: 'robust' }]]),
];

/** All that a run sees of a part. */
interface Samples {
  starts: Int32Array;
  inputs: Float32Array;
  targets: Float32Array;
}

interface Prepared {
  fitted: FittedColumns;
  /** Rows at which each part of each series ends, and the last row of all. */
  ends: Record<Part, number[]>;
  times: Float64Array;
  keys: Float64Array;
  samples: Record<Part, Samples>;
}

/** The way of the product from the rows of a file to what the network gets; null where the series are too short for it. */
async function prepare({ raw, shares, settings, rules }: Case): Promise<Prepared | null> {
  const series = raw.map((each) => arranged(each, rules).series);
  const joined = (of: (each: TimedSeries) => Float64Array) => Float64Array.from(series.flatMap((each) => [...of(each)]));
  const column = (values: Float64Array): ColumnValues => ({ values, categories: null });
  const [times, keys] = [joined((each) => each.times), Float64Array.from(series.flatMap((each, key) => Array.from(each.times, () => key)))];
  const columns: Columns = new Map([
    ['time', column(times)],
    ['key', { values: keys, categories: ['a', 'b'] }],
    ['sold', column(joined((each) => each.columns[0] ?? new Float64Array()))],
    ['price', column(joined((each) => each.columns[1] ?? new Float64Array()))],
  ]);
  const read = (name: string) => columns.get(name) ?? column(new Float64Array());
  const stretches = seriesOf(keys, times.length);
  const usable = await usableRows(settings, read, stretches, times.length);
  try {
    const cut = partsOfSeries(stretches, shares, settings);
    const starts = startsOfParts(cut, usable, settings);
    if (starts.train.length === 0) return null;
    const fitted = await fitColumns(settings, read, trainingRows(cut));
    const source = columnItems(fitted, columns);
    const samplesOf = async (part: Part): Promise<Samples> => {
      const inputs = new Float32Array(starts[part].length * source.shape.reduce((product, each) => product * each, 1));
      const targets = new Float32Array(starts[part].length * settings.horizon);
      await source.gather(starts[part], inputs);
      await source.answers?.gather(starts[part], targets);
      return { starts: starts[part], inputs, targets };
    };
    const ends = (part: Part) => cut.series.map(({ parts: own }) => own[part].to);
    return {
      fitted,
      times,
      keys,
      ends: { train: ends('train'), validation: ends('validation'), test: ends('test') },
      samples: { train: await samplesOf('train'), validation: await samplesOf('validation'), test: await samplesOf('test') },
    };
  } catch (error) {
    if (error instanceof AppError && (error.code === 'series-too-short' || error.code === 'column-without-numbers')) return null;
    throw error;
  }
}

/** Other values in all rows of each series from the time on at which its part ends. */
function changedAfter({ raw }: Case, { ends, times, keys }: Prepared, part: Part): TimedSeries[] {
  return raw.map((each, key) => {
    const end = ends[part].find((row) => keys[row - 1] === key);
    const from = end === undefined || keys[end] !== key ? Number.POSITIVE_INFINITY : (times[end] ?? Number.POSITIVE_INFINITY);
    const columns = each.columns.map((column) => column.map((value, row) => ((each.times[row] ?? 0) >= from ? 1e6 + row : value)));
    return { times: each.times, columns };
  });
}

const cases = Array.from({ length: count }, (_, seed) => drawCase(seed));

it('nothing that is fitted or trained on changes with the values of later parts', async () => {
  let [samples, series] = [0, 0];
  for (const [seed, given] of cases.entries()) {
    const before = await prepare(given);
    if (before === null) continue;
    const after = await prepare({ ...given, raw: changedAfter(given, before, 'train') });
    expect(after?.fitted, `what is fitted in ${seed}`).toEqual(before.fitted);
    expect(after?.samples.train, `what is trained on in ${seed}`).toEqual(before.samples.train);
    samples += before.samples.train.starts.length;
    series += 1;
  }
  // Most series are long enough for what is drawn.
  expect(series).toBeGreaterThan(0.8 * count);
  expect(samples).toBeGreaterThan(10 * count);
});

it('nothing that the validation part holds changes with the values of the test part', async () => {
  let samples = 0;
  for (const [seed, given] of cases.entries()) {
    const before = await prepare(given);
    if (before === null || given.shares.validation === 0) continue;
    const after = await prepare({ ...given, raw: changedAfter(given, before, 'validation') });
    expect(after?.samples.validation, `validation of ${seed}`).toEqual(before.samples.validation);
    samples += before.samples.validation.starts.length;
  }
  expect(samples).toBeGreaterThan(count);
});

it('a sample has its targets in its own part, and its window in its own series', async () => {
  for (const [seed, given] of cases.entries()) {
    const found = await prepare(given);
    if (found === null) continue;
    const { window, horizon } = given.settings;
    for (const part of parts) {
      for (const start of found.samples[part].starts) {
        const [origin, last] = [start + window, start + window + horizon - 1];
        expect(found.keys[start] === found.keys[last], `series of ${seed}`).toBe(true);
        const end = found.ends[part].find((row) => row > last);
        expect(end !== undefined && found.keys[end - 1] === found.keys[origin], `end of the ${part} part of ${seed}`).toBe(true);
        // The parts before it end before its targets begin.
        const earlier = parts
          .slice(0, parts.indexOf(part))
          .flatMap((name) => found.ends[name].filter((row) => found.keys[row - 1] === found.keys[origin]));
        expect(
          earlier.every((row) => row <= origin),
          `start of the ${part} part of ${seed}`,
        ).toBe(true);
      }
    }
  }
});

it('gives the network no number that is none', async () => {
  for (const [seed, given] of cases.entries()) {
    const found = await prepare(given);
    for (const part of found === null ? [] : parts)
      expect(
        found?.samples[part].inputs.every(Number.isFinite) && found.samples[part].targets.every(Number.isFinite),
        `${part} of ${seed}`,
      ).toBe(true);
  }
});

it('would see a change: other values in the training part give another fit', async () => {
  for (const given of cases.slice(0, 100)) {
    const before = await prepare(given);
    const raw = given.raw.map(({ times, columns }) => ({ times, columns: columns.map((column) => column.map((value) => value * 3 + 1)) }));
    const after = await prepare({ ...given, raw });
    if (before !== null) expect(after?.fitted).not.toEqual(before.fitted);
  }
});
