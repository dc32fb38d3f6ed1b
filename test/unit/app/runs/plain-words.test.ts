import { expect, it } from 'vitest';
import { plainWords } from '#app/runs/baselines/plain-words.ts';
import { fakeSeries, fakeTable } from '../../../helpers/fake-data.ts';

const seasonOf = (season: number | null) => {
  const series = fakeSeries();
  const { table } = series;
  return table?.series ? { ...series, table: { ...table, series: { ...table.series, season } } } : series;
};

it('names the plain answer of each kind of answer', () => {
  expect(plainWords('class', undefined)).toBe('always the most frequent class');
  expect(plainWords('tags', undefined)).toBe('always the most frequent tag');
  expect(plainWords('labels', fakeTable())).toBe('each label’s more frequent side');
  expect(plainWords('numbers', fakeTable())).toBe('always the training median');
});

it('of series is the value a season earlier, where the window reaches back as far', () => {
  expect(plainWords('numbers', fakeSeries())).toBe('the value 7 steps earlier');
  expect(plainWords('numbers', seasonOf(365))).toBe('the last value again');
  expect(plainWords('numbers', seasonOf(null))).toBe('the last value again');
});
