import { describe, expect, it } from 'vitest';
import { likelyKind, type SeenTexts } from '#app/data/columns/source-kind.ts';
import type { SeenColumn } from '#app/data/tables/suggested.ts';

const column = (name: string, type: SeenColumn['type'], distinct = 50): SeenColumn => ({
  name,
  type,
  distinct,
  missing: 0,
  tellsApart: false,
});
const texts = (text: string, meanLength: number): SeenTexts => ({
  kind: 'table',
  suggested: { text, label: null, token: null, tag: null },
  columns: [{ name: text, meanLength }],
});

describe('what a file most likely is', () => {
  it('texts, where they stand nearly alone or are long', () => {
    const reviews = [column('id', 'number'), column('review', 'text'), column('mood', 'category', 2)];
    expect(likelyKind(texts('review', 30), reviews, 60)).toBe('texts');
    const wide = ['a', 'b', 'c', 'd'].map((name) => column(name, 'number'));
    expect(likelyKind(texts('review', 400), [...wide, column('review', 'text')], 60)).toBe('texts');
  });

  it('a table, where a short text is one property of many', () => {
    const people = ['age', 'fare', 'class', 'survived'].map((name) => column(name, 'number'));
    expect(likelyKind(texts('name', 27), [...people, column('name', 'text')], 60)).toBe('tables');
    expect(likelyKind(texts('kind', 5), [column('size', 'number'), column('kind', 'category', 3)], 60)).toBe('tables');
  });

  it('a series, where rows have a time of their own', () => {
    const sales = [column('day', 'date', 60), column('sold', 'number')];
    expect(likelyKind(null, sales, 60)).toBe('series');
    expect(likelyKind(null, [column('born', 'date', 20), column('sold', 'number')], 60)).toBe('tables');
  });

  it('texts, where it is no table at all', () => {
    expect(likelyKind({ ...texts('text', 5), kind: 'long-text' }, [column('day', 'date', 60), column('sold', 'number')], 60)).toBe('texts');
  });
});
