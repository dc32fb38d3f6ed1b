import { describe, expect, it } from 'vitest';
import type { TableProfile } from '#app/contract/profiles.ts';
import type { Mended } from '#app/data/series/arrange.ts';
import type { TableAnswers } from '#app/data/tables/preprocessing.ts';
import { suggestedTable } from '#app/data/tables/suggested.ts';
import type { TableColumn } from '#app/data/tables/table-columns.ts';
import { findingsOf } from '#renderer/features/data/tables/findings.ts';

const column = (name: string, change: Partial<TableColumn> = {}): TableColumn => ({
  name,
  unit: null,
  type: 'number',
  missing: 0,
  least: 0,
  most: 9,
  mean: 4,
  deviation: 2,
  categories: null,
  ...change,
});
const named = (kinds: number) => ({
  type: 'category' as const,
  least: null,
  most: null,
  categories: Array.from({ length: kinds }, (_, kind) => ({ name: `k${kind}`, rows: 1 })),
});
function titles(
  columns: TableColumn[],
  { leftOut = 0, tells = [] as string[], mended = null as Mended | null, answers = 'numbers' as TableAnswers } = {},
): string[] {
  const seen = columns.map(({ name, type, missing }) => ({ name, type, distinct: 5, tellsApart: false, missing }));
  const table = { prepared: 'prepared-1', rows: 300, columns, features: 3, leftOut, series: null, mended };
  const profile: TableProfile = {
    target: 'price',
    series: [],
    columns: columns.map(({ name }) => ({
      name,
      histogram: null,
      quartiles: null,
      outliers: 0,
      correlation: null,
      tells: tells.includes(name),
    })),
  };
  return findingsOf({ preprocessing: suggestedTable(seen, ['price'], answers, 300), table }, profile).map(({ title }) => title);
}

describe('what is found in the columns of a table', () => {
  it('is nothing where nothing is wrong', () => {
    expect(titles([column('area'), column('price')])).toEqual([]);
  });

  it('is a column that gives the target away, where it goes in', () => {
    expect(titles([column('cents'), column('price')], { tells: ['cents'] })).toEqual(['1 column gives away what is learned']);
    expect(titles([column('note', { type: 'text' }), column('area'), column('price')], { tells: ['note'] })).toEqual([]);
  });

  it('is a column that is the same in every row, or another in almost every one', () => {
    expect(titles([column('a', { least: 3, most: 3 }), column('b', named(1)), column('price')])).toEqual([
      '2 columns are the same in every row',
    ]);
    expect(titles([column('id', named(101)), column('kind', named(100)), column('price')])).toEqual([
      '1 column has a category for a few rows each',
    ]);
  });

  it('is a target of very many classes', () => {
    const kinds = (count: number) => titles([column('area'), column('price', named(count))], { answers: 'class' });
    expect(kinds(150)).toEqual(['150 classes are to be learned from 300 rows']);
    expect(kinds(100)).toEqual([]);
  });

  it('is rows that miss what is learned', () => {
    expect(titles([column('area'), column('price', { missing: 12 })], { leftOut: 12 })).toEqual(['12 rows are left out']);
  });

  it('is rows of a time that another has, and rows that were put into gaps', () => {
    const columns = [column('area'), column('price')];
    expect(titles(columns, { mended: { outOfOrder: 4, doubles: 1500, filled: 1 } })).toEqual([
      '1,500 rows have a time that another row has',
      '1 row stands in a gap',
    ]);
    expect(titles(columns, { mended: { outOfOrder: 4, doubles: 0, filled: 0 } })).toEqual([]);
  });
});
