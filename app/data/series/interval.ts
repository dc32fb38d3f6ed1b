import { z } from 'zod';
import { counted } from '../../numbers.ts';
import { rankedNumber } from '../columns/ranked.ts';

/** Time from one row to the next: of fixed length, or calendar months, which are not. Times are milliseconds since 1970, in UTC. */
export const intervalFacts = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('milliseconds'), every: z.number().positive() }),
  /** On that day of the month, or on its last where it is shorter. */
  z.object({ unit: z.literal('months'), every: z.int().positive(), day: z.int().min(1).max(31) }),
]);
export type Interval = z.infer<typeof intervalFacts>;

const day = 86_400_000;
/** Shorter steps are none of months. */
const shortestMonth = 28 * day;

/** Months since the year 0. */
const monthOf = (time: number): number => new Date(time).getUTCFullYear() * 12 + new Date(time).getUTCMonth();
/** Days of the month that `time` lies in. */
const daysOf = (time: number): number =>
  new Date(Date.UTC(new Date(time).getUTCFullYear(), new Date(time).getUTCMonth() + 1, 0)).getUTCDate();

/**
 * The usual interval of times in order: the step that most have where more than half have it, else the median step; months where
 * all lie on the same day of theirs at the same hour. Null with fewer than two different times.
 */
export function usualInterval(times: Float64Array): Interval | null {
  const usual = usualStep(times, (time) => time);
  if (usual === null) return null;
  const onDay = usual >= shortestMonth ? dayOfMonths(times) : null;
  const months = onDay === null ? null : usualStep(times, monthOf);
  return onDay === null || months === null ? { unit: 'milliseconds', every: usual } : { unit: 'months', every: months, day: onDay };
}

/** Of more kinds of steps these are not counted, but ranked. */
const mostKinds = 1000;
const stepsAtOnce = 4096;

/** Of the steps above 0 in order of size the middle one, the lower of two: the most frequent where more than half are so. Null of none. */
function usualStep(times: Float64Array, placeOf: (time: number) => number): number | null {
  const kinds = kindsOfSteps(times, placeOf);
  if (kinds === null) return rankedNumber(() => stepBlocks(times, placeOf), middle);
  let count = 0;
  for (const own of kinds.values()) count += own;
  let left = middle(count);
  for (const [step, own] of [...kinds].sort(([one], [other]) => one - other)) {
    if (left < own) return step;
    left -= own;
  }
  return null;
}

const middle = (count: number): number => Math.floor((count - 1) / 2);

/** How many steps above 0 there are of each size; null of too many sizes. */
function kindsOfSteps(times: Float64Array, placeOf: (time: number) => number): Map<number, number> | null {
  const kinds = new Map<number, number>();
  for (const steps of stepBlocks(times, placeOf)) {
    let [from, step] = [0, steps[0]];
    for (let at = 1; at <= steps.length; at += 1) {
      if (at < steps.length && steps[at] === step) continue;
      if (step !== undefined) kinds.set(step, (kinds.get(step) ?? 0) + at - from);
      [from, step] = [at, steps[at]];
    }
    if (kinds.size > mostKinds) return null;
  }
  return kinds;
}

/** Steps from time to time that are above 0, some at once, each good until the next. */
function* stepBlocks(times: Float64Array, placeOf: (time: number) => number): Generator<Float64Array> {
  const steps = new Float64Array(stepsAtOnce);
  for (let from = 1; from < times.length; from += stepsAtOnce) {
    const to = Math.min(times.length, from + stepsAtOnce);
    let count = 0;
    let before = placeOf(times[from - 1] ?? 0);
    for (let at = from; at < to; at += 1) {
      const place = placeOf(times[at] ?? 0);
      if (place > before) {
        steps[count] = place - before;
        count += 1;
      }
      before = place;
    }
    yield steps.subarray(0, count);
  }
}

/** The day of the month that all times lie on, the last one counting as any later; null where there is none, or not one hour. */
function dayOfMonths(times: Float64Array): number | null {
  let latest = 0;
  for (const time of times) latest = Math.max(latest, new Date(time).getUTCDate());
  const hour = hourOf(times[0] ?? 0);
  const fits = (time: number) => hourOf(time) === hour && new Date(time).getUTCDate() === Math.min(latest, daysOf(time));
  return times.every(fits) ? latest : null;
}

/** Milliseconds since midnight. */
const hourOf = (time: number): number => ((time % day) + day) % day;

/** How many intervals lie between two times; no whole number where they are off it. */
export function intervalsBetween({ unit, every }: Interval, from: number, to: number): number {
  return (unit === 'months' ? monthOf(to) - monthOf(from) : to - from) / every;
}

/** The time so many intervals after another. */
export function laterBy(interval: Interval, from: number, intervals: number): number {
  if (interval.unit === 'milliseconds') return from + interval.every * intervals;
  const date = new Date(from);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + interval.every * intervals, 1);
  return month + (Math.min(interval.day, daysOf(month)) - 1) * day + hourOf(from);
}

const words = [
  { unit: 'day', milliseconds: day },
  { unit: 'hour', milliseconds: 3_600_000 },
  { unit: 'minute', milliseconds: 60_000 },
  { unit: 'second', milliseconds: 1000 },
] as const;

/** So many intervals in words, in the largest unit they fill, to a tenth: "12 months", "7 days", "1.5 hours", "40 milliseconds". */
export function intervalWords({ unit, every }: Interval, intervals: number): string {
  const length = every * intervals;
  const tenths = (value: number) => Math.round(value * 10) / 10;
  if (unit === 'months') return tenths(length) === 12 ? '1 year' : counted(tenths(length), 'month');
  const largest = words.find(({ milliseconds }) => length >= milliseconds);
  return largest === undefined ? counted(tenths(length), 'millisecond') : counted(tenths(length / largest.milliseconds), largest.unit);
}
