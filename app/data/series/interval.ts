import { z } from 'zod';
import { counted } from '../../numbers.ts';
import { keptNumbers } from '../columns/quantile.ts';

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
  const usual = usualOf(stepsOf(times));
  if (usual === null) return null;
  const onDay = usual >= shortestMonth ? dayOfMonths(times) : null;
  const months = onDay === null ? null : usualOf(stepsOf(Float64Array.from(times, monthOf)));
  return onDay === null || months === null ? { unit: 'milliseconds', every: usual } : { unit: 'months', every: months, day: onDay };
}

/** Differences between neighbours, in order of size; those of 0 are left out. */
function stepsOf(values: Float64Array): Float64Array {
  const steps = new Float64Array(Math.max(0, values.length - 1));
  for (let at = 0; at < steps.length; at += 1) steps[at] = (values[at + 1] ?? 0) - (values[at] ?? 0);
  return keptNumbers(steps, (step) => step > 0).sort();
}

/** Of sorted steps, the most frequent where more than half are so: the median then is that one too. Null of none. */
const usualOf = (sorted: Float64Array): number | null => sorted[Math.floor((sorted.length - 1) / 2)] ?? null;

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
