import { expect, it } from 'vitest';
import { type SeriesTable, sampleStarts, samplesOf, samplesOfParts, wholeSamples } from '#app/data/series/windows.ts';

const shape = { window: 3, horizon: 2, stride: 1 };
/** Row r holds r and 10·r. */
const table = (rows: number): SeriesTable => ({
  values: Float64Array.from({ length: 2 * rows }, (_, at) => Math.floor(at / 2) * (at % 2 ? 10 : 1)),
  columns: 2,
});

it('starts a sample wherever window and horizon fit, one stride after the other', () => {
  expect(sampleStarts({ from: 0, to: 7 }, shape)).toEqual(Int32Array.of(0, 1, 2));
  expect(sampleStarts({ from: 0, to: 10 }, { ...shape, stride: 4 })).toEqual(Int32Array.of(0, 4));
  expect(sampleStarts({ from: 0, to: 4 }, shape)).toEqual(Int32Array.of());
});

it('lets the window of a later part reach back, and none of its targets', () => {
  expect(sampleStarts({ from: 10, to: 13 }, shape)).toEqual(Int32Array.of(7, 8));
  expect(sampleStarts({ from: 1, to: 6 }, shape)).toEqual(Int32Array.of(0, 1));
});

it('says which part is too short, and how many rows it needs', () => {
  const parts = { train: { from: 0, to: 4 }, validation: { from: 4, to: 4 }, test: { from: 4, to: 9 } };
  expect(() => samplesOfParts(parts, shape)).toThrow('The training part must have 5 rows or more; got 4.');
  const short = { train: { from: 0, to: 8 }, validation: { from: 8, to: 8 }, test: { from: 8, to: 9 } };
  expect(() => samplesOfParts(short, shape)).toThrow('The test part must have 2 rows or more; got 1.');
});

it('has no samples, and no complaint, for a part without a share', () => {
  const parts = { train: { from: 0, to: 8 }, validation: { from: 8, to: 8 }, test: { from: 8, to: 10 } };
  expect(samplesOfParts(parts, shape)).toEqual({ train: Int32Array.of(0, 1, 2, 3), validation: Int32Array.of(), test: Int32Array.of(5) });
});

it('cuts inputs [samples, window, features] and targets [samples, horizon, targets] out of their columns', () => {
  const cut = samplesOf(table(8), Int32Array.of(0, 3), shape, { inputs: [1, 0], targets: [0] });
  expect(cut.inputs).toEqual(Float32Array.of(0, 0, 10, 1, 20, 2, 30, 3, 40, 4, 50, 5));
  expect(cut.targets).toEqual(Float32Array.of(3, 4, 6, 7));
});

it('leaves samples out that have a missing value in the window or after it', () => {
  const series = table(12);
  series.values[2 * 5 + 1] = Number.NaN;
  expect(wholeSamples(series, sampleStarts({ from: 0, to: 12 }, shape), shape)).toEqual(Int32Array.of(0, 6, 7));
});
