import type { Run } from '#app/contract/runs.ts';
import { figureOf, leadOf } from '#app/runs/measure.ts';

/** Sorts runs by what they reached on the validation part: the better first, those judged by another measure and those not judged behind. */
export function byFigure(one: Run, other: Run): number {
  const [first, second] = [one.final.validation, other.final.validation];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  if (one.measure !== other.measure) return one.measure === 'accuracy' ? -1 : 1;
  return leadOf(one.measure, figureOf(second), figureOf(first));
}
