import type { z } from 'zod';
import type { mendedFacts } from '../tables/facts.ts';
import { type DoublesRule, withoutDoubles } from './doubles.ts';
import { fillGaps, type GapRule } from './gaps.ts';
import { usualInterval } from './interval.ts';
import { surveySampling } from './sampling.ts';
import { inOrder, type TimedSeries } from './timed.ts';

/** What becomes of rows of one time, and of gaps. */
export interface ArrangeRules {
  doubles: DoublesRule;
  gaps: GapRule;
}

/** What was mended in a series. */
export type Mended = z.infer<typeof mendedFacts>;

/** Of irregular series so large a share of the steps is off their interval that there are no gaps to be filled. */
const irregular = 0.1;

/** A series in the order of time, each time once, its gaps filled; with what was mended. Throws `gaps-too-long`. */
export function arranged(series: TimedSeries, { doubles, gaps }: ArrangeRules): { series: TimedSeries; mended: Mended } {
  const survey = surveySampling(series.times, 0);
  const once = survey.outOfOrder + survey.doubles === 0 ? series : withoutDoubles(inOrder(series), doubles);
  const interval = usualInterval(once.times);
  const mended = { outOfOrder: survey.outOfOrder, doubles: survey.doubles, filled: 0 };
  if (interval === null || gaps === 'leave' || survey.gaps === 0 || survey.uneven > irregular * once.times.length)
    return { series: once, mended };
  const filled = fillGaps(once, interval);
  return { series: filled, mended: { ...mended, filled: filled.times.length - once.times.length } };
}
