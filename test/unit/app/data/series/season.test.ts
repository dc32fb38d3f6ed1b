import { expect, it } from 'vitest';
import { rowsOfSeason, seasonOf } from '#app/data/series/season.ts';
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

it('is that of the last rows, however many there are before them', () => {
  const early = 10 * rowsOfSeason;
  const swing = (row: number, period: number, size: number) => size * Math.sin((2 * Math.PI * row) / period);
  const values = new Float64Array(rowsOfSeason + 20_000).map((_, row) => (row < 20_000 ? swing(row, 11, early) : swing(row, 7, 1)));
  expect(seasonOf(values)).toBe(7);
});
