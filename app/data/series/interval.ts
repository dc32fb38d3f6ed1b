import { counted } from '../../numbers.ts';

/** Time from one row to the next: of fixed length, or calendar months, which are not. Times are milliseconds since 1970, in UTC. */
export interface Interval {
  unit: 'milliseconds' | 'months';
  every: number;
}

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
 * all lie on the same day of theirs, or on the last one, at the same hour. Null with fewer than two different times.
 */
export function usualInterval(times: Float64Array): Interval | null {
  const steps = stepsOf(times);
  const usual = usualOf(steps);
  if (usual === null) return null;
  if (usual >= shortestMonth && onSameDay(times)) {
    const months = usualOf(stepsOf(Float64Array.from(times, monthOf)));
    if (months !== null) return { unit: 'months', every: months };
  }
  return { unit: 'milliseconds', every: usual };
}

/** Differences between neighbours, in order of size; those of 0 are left out. */
function stepsOf(values: Float64Array): Float64Array {
  const steps = new Float64Array(Math.max(0, values.length - 1));
  for (let at = 0; at < steps.length; at += 1) steps[at] = (values[at + 1] ?? 0) - (values[at] ?? 0);
  return steps.filter((step) => step > 0).sort();
}

/** Of sorted steps, the most frequent where more than half are so: the median then is that one too. Null of none. */
const usualOf = (sorted: Float64Array): number | null => sorted[Math.floor((sorted.length - 1) / 2)] ?? null;

function onSameDay(times: Float64Array): boolean {
  const first = new Date(times[0] ?? 0);
  const atHour = (time: number) => ((time % day) + day) % day === ((first.getTime() % day) + day) % day;
  const sameDay = (time: number) => new Date(time).getUTCDate() === first.getUTCDate();
  const lastDay = (time: number) => new Date(time).getUTCDate() === daysOf(time);
  return times.every(atHour) && (times.every(sameDay) || times.every(lastDay));
}

/** How many intervals lie between two times; no whole number where they are off it. */
export function intervalsBetween({ unit, every }: Interval, from: number, to: number): number {
  return (unit === 'months' ? monthOf(to) - monthOf(from) : to - from) / every;
}

/** The time so many intervals after another; of months, on the same day, or on the last one where `from` is on its last. */
export function laterBy({ unit, every }: Interval, from: number, intervals: number): number {
  if (unit === 'milliseconds') return from + every * intervals;
  const date = new Date(from);
  const month = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + every * intervals, 1);
  const onLast = date.getUTCDate() === daysOf(from);
  const dayOfMonth = onLast ? daysOf(month) : Math.min(date.getUTCDate(), daysOf(month));
  return month + (dayOfMonth - 1) * day + (((from % day) + day) % day);
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
