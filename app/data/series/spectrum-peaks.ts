import { quantileOf } from '../columns/quantile.ts';
import type { Spectrum } from './spectrum.ts';

/** A frequency at which a series swings more than its neighbours. */
export interface SpectrumPeak {
  /** Steps in a cycle, between two bins where it lies there. */
  period: number;
  /** Share of the variance in the peak's bin and the next one towards it, 0 to 1. */
  share: number;
}

/** How likely a series without any season is to be given a peak. */
const falseAlarm = 0.01;

/**
 * The highest peaks, highest first, `most` at most: local maxima that the highest of noise without memory exceeds once in a hundred
 * series (Fisher 1929, "Tests of significance in harmonic analysis", by his first term), and that are seen twice at least. A
 * series that wanders may have some at long periods that are no season. Where between two bins a peak lies is told by the two
 * highest (Rife & Vincent 1970), less the noise: exact for one long sine.
 */
export function spectrumPeaks({ length, density }: Spectrum, most: number): SpectrumPeak[] {
  const power = (bin: number) => (bin < 1 ? 0 : (density[bin] ?? 0));
  let whole = 0;
  for (let bin = 1; bin < density.length; bin += 1) whole += power(bin);
  const bins = density.length - 1;
  // P(a given bin holds a share above g) = (1 − g)^(bins − 1), times the bins.
  const least = bins < 2 ? 1 : 1 - (falseAlarm / bins) ** (1 / (bins - 1));
  // Powers of noise are spread exponentially, so their median is ln 2 of their mean; few peaks do not move it.
  const noise = quantileOf(density.subarray(1), 0.5) / Math.LN2;
  const peaks: SpectrumPeak[] = [];
  for (let bin = 2; bin < density.length; bin += 1) {
    if (power(bin) <= power(bin - 1) || power(bin) < power(bin + 1) || !(power(bin) > least * whole)) continue;
    const side = power(bin + 1) > power(bin - 1) ? 1 : -1;
    const ratio = Math.sqrt(Math.max(0, power(bin + side) - noise) / (power(bin) - noise));
    peaks.push({ period: length / (bin + (side * ratio) / (1 + ratio)), share: (power(bin) + power(bin + side)) / whole });
  }
  return peaks.sort((one, other) => other.share - one.share).slice(0, most);
}
