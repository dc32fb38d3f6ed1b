import { describe, expect, it } from 'vitest';
import { tellsApart } from '#main/importers/tables/tells-apart.ts';
import { lookAtContent } from '#test/helpers/table-files.ts';

const days = (count: number, from = 0) =>
  Array.from({ length: count }, (_, day) => new Date(Date.UTC(2020, 0, 1 + from + day)).toISOString().slice(0, 10));
/** Rows of shops, each with its days, one shop after another. */
const sorted = (shops: Readonly<Record<string, string[]>>) =>
  Object.entries(shops).flatMap(([shop, own]) => own.map((day) => [day, shop] as const));
const byDay = (rows: readonly (readonly [string, string])[]) => rows.toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
const told = (rows: readonly (readonly [string | undefined, string | undefined])[]) =>
  tellsApart(
    rows.map(([day]) => day),
    rows.map(([, shop]) => shop),
  );

describe('a column that tells series apart', () => {
  const shops = sorted({ north: days(60), south: days(50, 5), west: days(40, 40) });

  it('has a row of each at nearly all times from its first to its last, whatever the order', () => {
    expect(told(shops)).toBe(true);
    expect(told(byDay(shops))).toBe(true);
    expect(told(shops.filter((_, row) => row % 20 !== 7))).toBe(true);
  });

  it('is none where times do not come again, are told twice, are seldom there, or are few', () => {
    expect(told(sorted({ north: days(50), south: days(50, 50) }))).toBe(false);
    expect(told([...shops, ...shops.slice(0, 20)])).toBe(false);
    expect(told(shops.filter((_, row) => row % 3 === 0 || row % 7 === 0))).toBe(false);
    expect(told(sorted({ north: days(9), south: days(9) }))).toBe(false);
    expect(told(days(50).flatMap((day) => [[day, 'north'] as const, [day, 'north'] as const]))).toBe(false);
  });

  it('is told by rows that have both', () => {
    expect(told([...shops, [undefined, 'north'], ['2020-01-01', undefined]])).toBe(true);
    expect(told([])).toBe(false);
  });

  it('is seen behind the rows that types are told by', async () => {
    const rows = sorted({ north: days(1500), south: days(1500) }).map(([day, shop], row) => `${day},${shop},${row % 9}`);
    const look = await lookAtContent(`day,shop,sold\n${rows.join('\n')}\n`);
    expect(look.looked).toBe(1000);
    expect(look.columns).toMatchObject([{ tellsApart: false }, { type: 'category', distinct: 1, tellsApart: true }, { tellsApart: false }]);
  });
});
