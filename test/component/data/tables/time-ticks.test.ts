import { describe, expect, it } from 'vitest';
import { decadeTicks } from '#renderer/features/data/tables/decade-ticks.ts';
import { timeScale, timeTicks } from '#renderer/features/data/tables/time-ticks.ts';

const at = (...parts: [number, number, number?, number?]) => Date.UTC(...parts);
const written = (from: number, to: number) => timeTicks(from, to).map((time) => new Date(time).toISOString().slice(0, 16));

describe('the marks of an axis of time', () => {
  it('stand at whole hours, days, months and years', () => {
    expect(written(at(2024, 0, 1, 1), at(2024, 0, 1, 20))).toEqual(
      ['03', '06', '09', '12', '15', '18'].map((hour) => `2024-01-01T${hour}:00`),
    );
    expect(written(at(2024, 1, 27, 5), at(2024, 2, 4))).toEqual(
      ['2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02', '2024-03-03', '2024-03-04'].map((day) => `${day}T00:00`),
    );
    expect(written(at(2023, 10, 12), at(2024, 3, 2))).toEqual(
      ['2023-12-01', '2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01'].map((day) => `${day}T00:00`),
    );
    expect(written(at(1901, 5, 3), at(1999, 1, 1)).map((text) => text.slice(0, 4))).toEqual(['1920', '1940', '1960', '1980']);
  });

  it('are ten at most, whatever the span', () => {
    for (let span = 1000; span < 1e14; span *= 1.7) expect(timeTicks(at(1999, 3, 7), at(1999, 3, 7) + span).length).toBeLessThanOrEqual(10);
  });

  it('are written as closely as the times need', () => {
    expect(timeScale([at(2024, 0, 1), at(2024, 0, 2)]).format(at(2024, 0, 5))).toBe('2024-01-05');
    expect(timeScale([at(2024, 0, 1, 3)]).format(at(2024, 0, 5))).toBe('2024-01-05 00:00');
  });
});

it('the marks of logarithms are 1, 2 and 5 of each power, fewer where there are many', () => {
  const rounded = (from: number, to: number) => decadeTicks(from, to).map((tick) => Math.round(10 ** tick));
  expect(rounded(0.5, 1.4)).toEqual([5, 10, 20]);
  expect(rounded(0.3, 2.6)).toEqual([3, 10, 30, 100, 300]);
  expect(rounded(0, 4)).toEqual([1, 10, 100, 1000, 10_000]);
});
