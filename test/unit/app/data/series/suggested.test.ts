import { describe, expect, it } from 'vitest';
import { suggestedImport } from '#app/data/columns/suggested.ts';
import { looksLikeSeries, suggestedKey } from '#app/data/series/suggested.ts';
import type { SeenColumn } from '#app/data/tables/suggested.ts';

const column = (name: string, type: SeenColumn['type'], distinct: number): SeenColumn => ({
  name,
  type,
  distinct,
  missing: 0,
  tellsApart: false,
});
const sold = column('sold', 'number', 300);
/** 1,000 rows of so many days, and so many shops. */
const shops = (days: number, kinds: number) => [column('day', 'date', days), column('shop', 'category', kinds), sold];
const looked = (columns: readonly SeenColumn[], rows: number) => ({
  path: '/shops.csv',
  looked: rows,
  columns: columns.map((each) => ({ ...each, unit: null, numbers: null, dates: null, examples: [] })),
});

describe('a column that tells several series apart', () => {
  it.each([
    ['is there where every time has a row of each', shops(200, 5), 'shop'],
    ['is there where the last times are not whole', shops(143, 7), 'shop'],
    ['is none where times are alone already', shops(1000, 5), null],
    ['is none where most pairs are missing, as in a list of events', shops(400, 5), null],
    ['is none where pairs come again', shops(100, 5), null],
    ['is none beside a few times', shops(9, 112), null],
  ])('%s', (_, columns, key) => {
    expect(suggestedKey(columns, 'day', 1000)).toBe(key);
  });

  it('is the one that is seen to be further down, by the first dates alone', () => {
    const sorted = [column('day', 'date', 1000), { ...column('shop', 'category', 1), tellsApart: true }, sold];
    expect(suggestedKey(sorted, 'day', 1000)).toBe('shop');
    expect(suggestedKey([column('opened', 'date', 10), ...sorted], 'day', 1000)).toBeNull();
    expect(suggestedImport(looked(sorted, 1000)).preprocessing).toMatchObject({ kind: 'series', key: 'shop' });
  });

  it('makes rows moments of series, which are imported by it', () => {
    expect(looksLikeSeries(shops(200, 5), 1000)).toBe(true);
    expect(looksLikeSeries(shops(400, 5), 1000)).toBe(false);
    expect(suggestedImport(looked(shops(200, 5), 1000)).preprocessing).toMatchObject({
      kind: 'series',
      time: 'day',
      key: 'shop',
      inputs: [{ column: 'sold' }],
    });
  });

  it('is not what is forecast, nor one where somebody wants none', () => {
    const exercises = [column('day', 'date', 500), column('exercise', 'category', 2)];
    expect(suggestedImport(looked(exercises, 1000), { kind: 'series', targets: ['exercise'] }).preprocessing).toMatchObject({ key: null });
    expect(suggestedImport(looked(shops(200, 5), 1000), { kind: 'series', key: null }).preprocessing).toMatchObject({ key: null });
  });
});

describe('what is suggested of a table', () => {
  it('is a series where nothing would go in beside what is learned', () => {
    const names = [column('id', 'text', 1000), sold];
    expect(suggestedImport(looked(names, 1000)).preprocessing).toMatchObject({ kind: 'series', targets: ['sold'] });
    expect(suggestedImport(looked([sold, column('area', 'number', 90)], 1000)).preprocessing.kind).toBe('tables');
  });

  it('needs a row for each part', () => {
    expect(() => suggestedImport(looked([sold, column('area', 'number', 2)], 2))).toThrow(
      'A table must have 3 rows or more that can be learned from, one for each part; got 2.',
    );
  });
});
