import { type Interval, intervalsBetween, usualInterval } from './interval.ts';
import { timesOutOfOrder } from './time-order.ts';

/** A place where rows are missing. */
export interface Gap {
  /** Times of the rows before it and after it. */
  after: number;
  before: number;
  /** Rows that fit in between. */
  missing: number;
}

/** How regular a series' times are. */
export interface SamplingSurvey {
  /** Null with fewer than two different times. */
  interval: Interval | null;
  /** Rows that are earlier than the one above them. */
  outOfOrder: number;
  /** Rows whose time another row had already. */
  doubles: number;
  gaps: number;
  /** Rows that all gaps lack. */
  missing: number;
  /** The longest gaps, longest first. */
  longest: Gap[];
  /** Steps that are no whole number of intervals. */
  uneven: number;
}

/** Looks at times (milliseconds since 1970, all finite) as they stand in the file; names `most` gaps at most. */
export function surveySampling(times: Float64Array, most: number): SamplingSurvey {
  const outOfOrder = timesOutOfOrder(times);
  const sorted = outOfOrder === 0 ? times : times.slice().sort();
  const interval = usualInterval(sorted);
  const survey: SamplingSurvey = { interval, outOfOrder, doubles: 0, gaps: 0, missing: 0, longest: [], uneven: 0 };
  for (let row = 1; row < sorted.length; row += 1) {
    const [after, before] = [sorted[row - 1] ?? 0, sorted[row] ?? 0];
    if (after === before) survey.doubles += 1;
    if (after === before || interval === null) continue;
    const intervals = intervalsBetween(interval, after, before);
    if (!Number.isInteger(intervals)) survey.uneven += 1;
    const missing = Math.round(intervals) - 1;
    if (missing >= 1) addGap(survey, { after, before, missing }, most);
  }
  return survey;
}

function addGap(survey: SamplingSurvey, gap: Gap, most: number): void {
  survey.gaps += 1;
  survey.missing += gap.missing;
  const { longest } = survey;
  const place = longest.findIndex(({ missing }) => missing < gap.missing);
  longest.splice(place === -1 ? longest.length : place, 0, gap);
  if (longest.length > most) longest.pop();
}
