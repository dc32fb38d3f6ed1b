import type { Measure } from '#app/runs/measure.ts';
import { welchMargin } from '#app/runs/welch.ts';

/** What is compared: runs that differ by nothing but their seed count as one. */
export interface Contender {
  name: string;
  measure: Measure;
  figures: number[];
  /** Items of the validation part it was judged on, or answers in them; null where that is not known. */
  items: number | null;
  dataset: number;
}

/** Standard errors that a lead of accuracy must exceed before it counts. */
const needed = 2;

/**
 * The standard error of an accuracy p over n items, √(p(1 − p)/n). Of p the estimate of Agresti and Coull (two right and
 * two wrong answers more): all right on a few items must not look like certainty.
 */
export function standardError(accuracy: number, items: number): number {
  const p = (accuracy * items + 2) / (items + 4);
  return Math.sqrt((p * (1 - p)) / items);
}

/**
 * What a lead must exceed before it counts. Of accuracies, two standard errors of the difference: those of the items they were judged
 * on, and of their seeds where there are several. Of errors the seeds alone tell it, and it is null where one has a single seed.
 */
export function marginOf(first: Contender, second: Contender): number | null {
  if (first.measure === 'error') return welchMargin(first.figures, second.figures);
  return needed * Math.sqrt(variance(first) + variance(second));
}

/** The variance of a contender's mean accuracy. */
function variance({ figures, items }: Contender): number {
  const middle = figures.reduce((sum, value) => sum + value, 0) / figures.length;
  const drawn = items === null ? 0 : standardError(middle, items) ** 2;
  if (figures.length < 2) return drawn;
  const spread = figures.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (figures.length - 1);
  return drawn + spread / figures.length;
}
