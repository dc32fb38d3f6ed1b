import type { NumberEvaluation } from '#app/contract/evaluations.ts';
import { significant } from '#app/numbers.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';
import { percent } from '#renderer/ui/format.ts';

/** What of an evaluation is told in words. */
export type ToldNumbers = Pick<NumberEvaluation, 'targets' | 'baselines' | 'intervals'> & { score: NumberScore };

/** A lead below this share of the error may be turned round by another seed. */
const close = 0.05;
/** How far the share of values within a range may lie from what was wanted. */
const calibrated = 0.05;

/** A number with its unit: "6,467 EUR". */
export const withUnit = (value: number, unit: string | null): string => `${significant(value)}${unit === null ? '' : ` ${unit}`}`;

/** The unit that all targets have; null where there is none, or they differ. */
export function unitOfAll(targets: NumberEvaluation['targets']): string | null {
  const [first, ...others] = targets;
  return first !== undefined && others.every(({ unit }) => unit === first.unit) ? first.unit : null;
}

/** "Linear regression on the same inputs" within a sentence. */
export const within = (title: string): string => title.charAt(0).toLowerCase() + title.slice(1);

/** The plain way that comes closest, by how far off each is; null of none. */
export const bestBaseline = <T>(baselines: readonly T[], errorOf: (baseline: T) => number): T | null =>
  baselines.reduce<T | null>((best, each) => (best === null || errorOf(each) < errorOf(best) ? each : best), null);

/** How far off the run is, beside the plain way that comes closest; that a lead is small is said. */
export function numberVerdict({ targets, baselines, score }: ToldNumbers): string {
  const unit = unitOfAll(targets);
  const over = targets.length > 1 ? ` over ${targets.length} targets` : '';
  const off = `Off by ${withUnit(score.mae, unit)} on average${over}`;
  const best = bestBaseline(baselines, (each) => each.score.mae);
  if (best === null) return `${off}.`;
  const other = withUnit(best.score.mae, null);
  const lead = best.score.mae - score.mae;
  if (lead <= 0) return `${off}: no better than ${within(best.title)}, which is off by ${other}. It has not learned what that cannot know.`;
  const chance = lead < close * best.score.mae ? ' So small a lead may be luck: repeat it with other seeds.' : '';
  return `${off}; ${within(best.title)} is off by ${other}.${chance}`;
}

/** How many values lie in the ranges that were forecast, and whether that is what was wanted; null without ranges. */
export function rangeWords({ intervals, targets }: Pick<ToldNumbers, 'intervals' | 'targets'>): string | null {
  if (intervals === null) return null;
  const { share, coverage, width } = intervals;
  const apart = coverage - share;
  const held = `Ranges of ${percent(share, 0)} hold ${percent(coverage)} of the values`;
  const fit = Math.abs(apart) <= calibrated ? 'as they should' : apart < 0 ? 'they are too narrow' : 'they are too wide';
  return `${held}: ${fit}. From end to end they measure ${withUnit(width, unitOfAll(targets))} on average.`;
}
