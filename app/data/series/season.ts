import { seasonalNaiveError } from '../../runs/forecast-metrics.ts';
import { longestSegment, spectrum } from './spectrum.ts';
import { spectrumPeaks } from './spectrum-peaks.ts';

/** Peaks that are tried as seasons. */
const mostPeaks = 8;
/** Fewer rows have no spectrum worth the name. */
const leastRows = 8;
/** A season must be seen so often. */
const leastCycles = 3;

/** The last rows of a series that its season is told by: what their spectrum takes at once, two years of minutes. */
export const rowsOfSeason = longestSegment;

/**
 * Steps after which values, in order of time, repeat themselves best: of the peaks of their spectrum the one of which the value a season
 * earlier tells most; null where the last value alone tells as much. Looks at the last 2²⁰ values, `rowsOfSeason`, whatever is before them;
 * `told` is called again and again.
 */
export function seasonOf(values: Float64Array, told: () => void = () => undefined): number | null {
  const known = knownValues(values.subarray(-rowsOfSeason));
  if (known.length < leastRows) return null;
  told();
  const peaks = spectrumPeaks(spectrum(known), mostPeaks).map(({ period }) => Math.round(period));
  const errorOf = (season: number) => seasonalNaiveError(known, season) ?? Number.POSITIVE_INFINITY;
  let [best, error]: [number | null, number] = [null, errorOf(1)];
  for (const period of peaks) {
    if (period < 2 || period * leastCycles > known.length) continue;
    told();
    const own = errorOf(period);
    if (own < error) [best, error] = [period, own];
  }
  return best;
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
