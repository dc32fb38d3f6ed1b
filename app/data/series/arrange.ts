import type { z } from 'zod';
import type { mendedFacts } from '../tables/facts.ts';
import { type DoublesRule, rowsOnce } from './doubles.ts';
import { type GapRule, repeatsOf } from './gaps.ts';
import { type Interval, usualInterval } from './interval.ts';
import { type SamplingSurvey, surveySampling } from './sampling.ts';
import { sortByTime, timesOutOfOrder } from './time-order.ts';

/** What becomes of rows of one time, and of gaps. */
export interface ArrangeRules {
  doubles: DoublesRule;
  gaps: GapRule;
}

/** What was mended in a series. */
export type Mended = z.infer<typeof mendedFacts>;

/** What the rows of a series become: each time once, in order, its gaps filled. It is told by their times alone. */
export interface RowPlan {
  /** Rows of the table, in the order of time. */
  rows: Int32Array;
  /** Where among `rows` those of each time begin, which become one with their mean; null: a time has one row. */
  begins: Int32Array | null;
  /** Rows that each of these becomes, which is more than one where a gap follows; null: one. */
  repeats: Int32Array | null;
}

/** A plan with the times that it has before gaps are filled, and the interval at which they are. */
export interface PlannedSeries {
  plan: RowPlan;
  times: Float64Array;
  interval: Interval | null;
  mended: Mended;
}

/** Of irregular series so large a share of the steps is off their interval that there are no gaps to be filled. */
const irregular = 0.1;

/** Whether times, as they stand, are in order, each once, without a gap that would be filled. */
export function isArranged(times: Float64Array, { gaps }: ArrangeRules): boolean {
  if (timesOutOfOrder(times) > 0) return false;
  const survey = surveySampling(times, 0);
  return survey.doubles === 0 && !hasGaps(survey, survey.interval, { gaps, rows: times.length });
}

/**
 * Plans a series. `times` are those of its `rows`, as these stand in the table; both arrays are written anew. `told` is called many times a
 * second. Throws `gaps-too-long`.
 */
export function planSeries(
  times: Float64Array,
  rows: Int32Array,
  { doubles, gaps }: ArrangeRules,
  told: () => void = () => undefined,
): PlannedSeries {
  const outOfOrder = timesOutOfOrder(times);
  if (outOfOrder > 0) sortByTime(times, rows, told);
  const survey = surveySampling(times, 0);
  told();
  const once = survey.doubles === 0 ? { times, rows, begins: null } : rowsOnce(times, rows, doubles);
  // Dropping rows leaves other steps; times that are there once or twice have the same.
  const interval = once.times.length === times.length - survey.doubles ? survey.interval : usualInterval(once.times);
  told();
  const filled = hasGaps(survey, interval, { gaps, rows: once.times.length });
  const repeats = filled && interval !== null ? repeatsOf(once.times, interval) : null;
  const count = repeats?.reduce((sum, each) => sum + each, 0) ?? once.times.length;
  return {
    plan: { rows: once.rows, begins: once.begins, repeats },
    times: once.times,
    interval,
    mended: { outOfOrder, doubles: survey.doubles, filled: count - once.times.length },
  };
}

/** Whether there are gaps that are filled. */
const hasGaps = (survey: SamplingSurvey, interval: Interval | null, { gaps, rows }: { gaps: GapRule; rows: number }): boolean =>
  interval !== null && gaps === 'forward' && survey.gaps > 0 && survey.uneven <= irregular * rows;
