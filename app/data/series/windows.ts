import { appError } from '../../errors.ts';
import type { Stretch, TimeParts } from './time-split.ts';

/** What of a series is one sample, in steps. */
export interface WindowShape {
  /** Steps that go in, and steps that are forecast: those right after. */
  window: number;
  horizon: number;
  /** Steps from the start of one sample to the next. */
  stride: number;
}

/** A series' numbers, row-major: [rows, columns]. */
export interface SeriesTable {
  values: Float64Array;
  columns: number;
}

/**
 * Where the samples of a part start: a sample whose window starts at row s forecasts rows s + window to s + window + horizon − 1,
 * all of which lie in the part. A window may reach back before its part: that past is known when the forecast is made. The first
 * part has none before it, so its samples lie wholly inside.
 */
export function sampleStarts({ from, to }: Stretch, { window, horizon, stride }: WindowShape): Int32Array<ArrayBuffer> {
  const first = Math.max(0, from - window);
  const last = to - window - horizon;
  return Int32Array.from({ length: Math.max(0, Math.floor((last - first) / stride) + 1) }, (_, sample) => first + sample * stride);
}

const partNames = { train: 'The training part', validation: 'The validation part', test: 'The test part' } as const;

/** `sampleStarts` of each part. Throws `series-too-short` where a part has rows but too few for one sample. */
export function samplesOfParts(parts: TimeParts, shape: WindowShape): Record<keyof TimeParts, Int32Array<ArrayBuffer>> {
  const starts = (name: keyof TimeParts) => {
    const { from, to } = parts[name];
    const found = sampleStarts(parts[name], shape);
    const needs = shape.horizon + Math.max(0, shape.window - from);
    if (found.length === 0 && to > from) throw appError('series-too-short', { needs, what: partNames[name], got: to - from });
    return found;
  };
  return { train: starts('train'), validation: starts('validation'), test: starts('test') };
}

/** The starts of those samples that have no missing value in any of the columns, whether in the window or after it. */
export function wholeSamples({ values, columns }: SeriesTable, starts: Int32Array, { window, horizon }: WindowShape): Int32Array {
  const rows = values.length / columns;
  // How many rows before this one have something missing: two of them tell a whole stretch.
  const missing = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row += 1) {
    const whole = values.subarray(row * columns, (row + 1) * columns).every(Number.isFinite);
    missing[row + 1] = (missing[row] ?? 0) + (whole ? 0 : 1);
  }
  return starts.filter((start) => missing[start + window + horizon] === missing[start]);
}

/** Writes one sample's window, [window, features], into `into` from `offset` on: the columns that go in, in this order. */
export function windowInto(
  { values, columns }: SeriesTable,
  { start, steps }: { start: number; steps: number },
  chosen: readonly number[],
  into: Float32Array | Float64Array,
  offset: number,
): void {
  for (let step = 0; step < steps; step += 1) {
    const row = (start + step) * columns;
    for (let place = 0; place < chosen.length; place += 1) {
      into[offset + step * chosen.length + place] = values[row + (chosen[place] ?? 0)] ?? Number.NaN;
    }
  }
}

/** All samples: inputs [samples, window, features] and targets [samples, horizon, targets], each of its own columns. */
export function samplesOf(
  series: SeriesTable,
  starts: Int32Array,
  { window, horizon }: WindowShape,
  columns: { inputs: readonly number[]; targets: readonly number[] },
): { inputs: Float32Array<ArrayBuffer>; targets: Float32Array<ArrayBuffer> } {
  const [inputSize, targetSize] = [window * columns.inputs.length, horizon * columns.targets.length];
  const inputs = new Float32Array(starts.length * inputSize);
  const targets = new Float32Array(starts.length * targetSize);
  for (const [sample, start] of starts.entries()) {
    windowInto(series, { start, steps: window }, columns.inputs, inputs, sample * inputSize);
    windowInto(series, { start: start + window, steps: horizon }, columns.targets, targets, sample * targetSize);
  }
  return { inputs, targets };
}
