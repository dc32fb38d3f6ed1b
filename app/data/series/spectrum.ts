import { appError } from '../../errors.ts';
import { powersOf } from './fourier.ts';

/** Longest stretch that is transformed at once: 256 MB at most, however long the series. */
export const longestSegment = 2 ** 20;

/** How much of a series' variance swings at which frequency. */
export interface Spectrum {
  /** Values in a stretch; bin k swings k times in that many steps. */
  length: number;
  /** Variance per cycle a step, in the unit of the values squared, [⌊length/2⌋ + 1]; bin 0 is what does not swing: 0 by rounding. */
  density: Float64Array;
}

/**
 * The periodogram, each stretch without its straight line; as scipy.signal.periodogram(detrend="linear"). A longer series is cut into
 * stretches of `segment` values whose periodograms are averaged; what is left at its end is not seen (Welch 1967; as
 * scipy.signal.welch(window="boxcar", noverlap=0)). Throws `series-too-short` below 4 values and `series-with-missing`.
 */
export function spectrum(values: Float64Array, segment = longestSegment): Spectrum {
  const missing = values.reduce((count, value) => (Number.isFinite(value) ? count : count + 1), 0);
  if (missing > 0) throw appError('series-with-missing', { missing });
  if (values.length < 4) throw appError('series-too-short', { needs: 4, what: 'A series with a spectrum', got: values.length });
  const length = Math.min(values.length, segment);
  const segments = Math.floor(values.length / length);
  const density = new Float64Array(Math.floor(length / 2) + 1);
  for (let place = 0; place < segments; place += 1) {
    // Twice: what rounding leaves of a steep line the first time would stand out in the longest periods.
    const powers = powersOf(withoutLine(withoutLine(values.subarray(place * length, (place + 1) * length))));
    for (let bin = 0; bin < density.length; bin += 1) {
      // Each frequency stands for its negative too; 0 and the highest have none.
      const sides = bin === 0 || 2 * bin === length ? 1 : 2;
      density[bin] = (density[bin] ?? 0) + (sides * (powers[bin] ?? 0)) / (length * segments);
    }
  }
  return { length, density };
}

/** The values less the straight line that fits them best. */
function withoutLine(values: Float64Array): Float64Array {
  const middle = (values.length - 1) / 2;
  let [sum, leaning] = [0, 0];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] ?? 0;
    sum += value;
    leaning += (at - middle) * value;
  }
  const mean = sum / values.length;
  // Σ (t − middle)² = n(n² − 1)/12
  const slope = (12 * leaning) / (values.length * (values.length ** 2 - 1));
  return values.map((value, at) => value - mean - slope * (at - middle));
}
