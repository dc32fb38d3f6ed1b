import { expect, it } from 'vitest';
import { type Interval, intervalsBetween, intervalWords, laterBy, usualInterval } from '#app/data/series/interval.ts';
import { drawn } from '#test/helpers/drawn.ts';

const times = (...dates: string[]) => Float64Array.from(dates, (date) => Date.parse(`${date}Z`));
const day: Interval = { unit: 'milliseconds', every: 86_400_000 };

it('is the step that most rows have, whatever gaps and doubles there are', () => {
  expect(usualInterval(times('2024-01-01T00:00', '2024-01-01T00:00', '2024-01-02T00:00', '2024-01-03T00:00', '2024-06-01T00:00'))).toEqual(
    day,
  );
});

it.each<[string, Float64Array, Interval]>([
  [
    'the first of each month',
    times('2024-01-01T06:00', '2024-02-01T06:00', '2024-04-01T06:00', '2024-05-01T06:00'),
    { unit: 'months', every: 1, day: 1 },
  ],
  ['the last of each quarter', times('2023-12-31T00:00', '2024-03-31T00:00', '2024-06-30T00:00'), { unit: 'months', every: 3, day: 31 }],
  ['each year, leap or not', times('2023-03-05T00:00', '2024-03-05T00:00', '2025-03-05T00:00'), { unit: 'months', every: 12, day: 5 }],
  ['before 1970', times('1949-01-01T00:00', '1949-02-01T00:00', '1949-03-01T00:00'), { unit: 'months', every: 1, day: 1 }],
  ['every four weeks', times('2024-01-01T00:00', '2024-01-29T00:00', '2024-02-26T00:00'), { unit: 'milliseconds', every: 28 * day.every }],
])('tells months from days: %s', (_name, given, interval) => {
  expect(usualInterval(given)).toEqual(interval);
});

it('is the middle one of thousands of different steps', () => {
  const random = drawn(2);
  const steps = Array.from({ length: 9001 }, () => random.whole(0, 1_000_000) / 7);
  let time = 0;
  const rising = Float64Array.from([0, ...steps], (step) => {
    time += step;
    return time;
  });
  const between = Array.from(rising.subarray(1), (each, row) => each - (rising[row] ?? 0)).filter((step) => step > 0);
  between.sort((one, other) => one - other);
  expect(usualInterval(rising)).toEqual({ unit: 'milliseconds', every: between[Math.floor((between.length - 1) / 2)] });
});

it('is null without two different times', () => {
  expect(usualInterval(times('2024-01-01T00:00', '2024-01-01T00:00'))).toBeNull();
  expect(usualInterval(new Float64Array())).toBeNull();
});

it('counts months and days, and goes on by them to the last day of a short month', () => {
  const monthly: Interval = { unit: 'months', every: 1, day: 31 };
  const [january = 0, february = 0, march = 0] = times('2024-01-31T05:00', '2024-02-29T05:00', '2024-03-31T05:00');
  expect(intervalsBetween(monthly, january, march)).toBe(2);
  expect([laterBy(monthly, january, 1), laterBy(monthly, february, 1)]).toEqual([february, march]);
  expect(intervalsBetween(day, january, laterBy(day, january, 9))).toBe(9);
  expect(intervalsBetween(day, january, january + day.every * 1.5)).toBe(1.5);
});

it('names a time in the largest unit it fills', () => {
  const hour: Interval = { unit: 'milliseconds', every: 3_600_000 };
  expect([1, 1.5, 24, 168].map((steps) => intervalWords(hour, steps))).toEqual(['1 hour', '1.5 hours', '1 day', '7 days']);
  const months: Interval = { unit: 'months', every: 3, day: 1 };
  expect([1, 3.9, 4, 8].map((steps) => intervalWords(months, steps))).toEqual(['3 months', '11.7 months', '1 year', '24 months']);
  expect(intervalWords({ unit: 'milliseconds', every: 40 }, 1)).toBe('40 milliseconds');
});
