import { spectrum } from './spectrum.ts';
import { spectrumPeaks } from './spectrum-peaks.ts';

/** Peaks at periods that are no whole number of steps, and those that a trend leaves, are no season. */
const mostPeaks = 5;
/** A season must be seen so often. */
const leastCycles = 3;

/** Steps after which values, in order of time, repeat themselves: the highest peak of their spectrum; null where there is none. */
export function seasonOf(values: Float64Array): number | null {
  const known = knownValues(values);
  if (known.length < 8) return null;
  const peaks = spectrumPeaks(spectrum(known), mostPeaks);
  return peaks.map(({ period }) => Math.round(period)).find((period) => period > 1 && period * leastCycles <= known.length) ?? null;
}

/** Values with what is missing as the value before it; what is missing at the start is left out. */
export function knownValues(values: Float64Array): Float64Array {
  let last = Number.NaN;
  const all = values.map((value) => {
    if (Number.isFinite(value)) last = value;
    return last;
  });
  return all.subarray(Math.max(0, all.findIndex(Number.isFinite)));
}
