import { expect, it } from 'vitest';
import { seasonOf } from '#app/data/series/season.ts';
import { drawnSeries, withHoles } from '#test/helpers/drawn-series.ts';

const plan = { rows: 700, period: 7, swing: 10, slope: 0, level: 100, noise: 2 };

it('is what repeats itself, holes or not', () => {
  const values = drawnSeries(1, plan);
  expect(seasonOf(values)).toBe(7);
  expect(seasonOf(withHoles(values, 2, 30))).toBe(7);
});

it('is the short one that tells more, where a long swing is larger', () => {
  const week = drawnSeries(3, { ...plan, rows: 1500 });
  const both = week.map((value, row) => value + 30 * Math.sin((2 * Math.PI * row) / 365));
  expect(seasonOf(both)).toBe(7);
});

it('is none of noise, of a straight line, and of what is seen less than three times', () => {
  expect(seasonOf(drawnSeries(4, { ...plan, swing: 0 }))).toBeNull();
  expect(seasonOf(drawnSeries(5, { ...plan, swing: 0, noise: 0, slope: 1 }))).toBeNull();
  expect(seasonOf(drawnSeries(6, { ...plan, rows: 18 }))).toBeNull();
  expect(seasonOf(new Float64Array(100))).toBeNull();
});
