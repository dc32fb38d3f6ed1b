import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ArrangeRules } from '#app/data/series/arrange.ts';
import { appError } from '#app/errors.ts';
import { openTable, type StoredTable } from '#main/datasets/columns/stored-table.ts';
import { type ArrangedTable, type Arrangement, arrangeTable } from '#main/importers/tables/arrange-table.ts';
import { arranged } from '#test/helpers/arranged.ts';
import { type Drawn, drawn } from '#test/helpers/drawn.ts';
import { type Kept, keepContent } from '#test/helpers/table-files.ts';

const minute = 60_000;
const begin = Date.UTC(2024, 0, 1);
const kinds = ['a', 'b', 'c'];

interface Row {
  time: number | null;
  shop: string;
  sold: number | null;
  kind: string;
}

/** Rows of two shops, minute by minute, with doubles, gaps, missing cells and rows out of order. */
function drawRows(random: Drawn, count: number): Row[] {
  const rows = Array.from({ length: count }, (_, minutes) => minutes).flatMap((minutes) =>
    ['Ulm', 'Bonn'].flatMap((shop) => {
      const times = random.pick([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
      return Array.from({ length: times }, () => ({
        time: random.whole(0, 300) === 0 ? null : begin + minutes * minute,
        shop: random.whole(0, 300) === 0 ? '' : shop,
        sold: random.whole(0, 20) === 0 ? null : random.whole(-9999, 9999) / 100,
        kind: random.pick(['', ...kinds]),
      }));
    }),
  );
  for (let swap = count / 20; swap > 0; swap -= 1)
    rows.splice(random.whole(0, rows.length - 1), 0, ...rows.splice(random.whole(0, rows.length - 1), 1));
  return rows;
}

const keep = (rows: readonly Row[]): Promise<Kept> =>
  keepContent(
    [
      'time,shop,sold,kind',
      ...rows.map(
        ({ time, shop, sold, kind }) => `${time === null ? '' : new Date(time).toISOString().slice(0, 19)},${shop},${sold ?? ''},${kind}`,
      ),
      '',
    ].join('\n'),
  );

const orderOf = ({ folder }: Kept, rules: ArrangeRules): Arrangement => ({
  ...{ folder, into: 'in-order', what: 'the rows', time: 'time', key: 'shop', rules },
});
const arrange = (kept: Kept, rules: ArrangeRules, table = kept.stored): Promise<ArrangedTable> =>
  arrangeTable(table, orderOf(kept, rules), () => undefined);

/** The columns of a shop's rows as they should come out, all at once in memory. */
function shopAtOnce(rows: readonly Row[], shop: string, rules: ArrangeRules) {
  const own = rows.flatMap((row, place) => (row.shop === shop && row.time !== null ? [{ ...row, line: place + 2 }] : []));
  const column = (of: (row: (typeof own)[number]) => number | null) => Float64Array.from(own, (row) => of(row) ?? Number.NaN);
  const codeOf = ({ kind }: Row) => (kind === '' ? null : kinds.indexOf(kind));
  const times = column(({ time }) => time);
  const { series } = arranged({ times, columns: [column(({ sold }) => sold)] }, rules);
  // Of a line and of a category there is no mean.
  const others = arranged(
    { times, columns: [column(({ line }) => line), column(codeOf)] },
    { ...rules, doubles: rules.doubles === 'mean' ? 'first' : rules.doubles },
  ).series;
  return { times: series.times, sold: series.columns[0], lines: others.columns[0], kinds: others.columns[1] };
}

const allRules = (['drop', 'first', 'mean'] as const).flatMap((doubles) =>
  (['forward', 'leave'] as const).map((gaps): ArrangeRules => ({ doubles, gaps })),
);

/** Arranges rows of so many minutes, and holds what comes out to what it would be all at once. */
async function expectArranged(minutes: number, rules: ArrangeRules): Promise<{ kept: Kept; items: number[] | undefined }> {
  const rows = drawRows(drawn(8), minutes);
  const kept = await keep(rows);
  const { shards, skipped, mended } = await arrange(kept, rules);
  expect(skipped.length).toBe(rows.filter(({ time, shop }) => time === null || shop === '').length);
  expect(mended.outOfOrder > 0 && mended.doubles > 0 && mended.filled > 0 === (rules.gaps === 'forward')).toBe(true);
  const found = await openTable(join(kept.folder, 'in-order'));
  // Shops come in the order of their names.
  const right = ['Bonn', 'Ulm'].map((shop) => shopAtOnce(rows, shop, rules));
  const joined = (of: (shop: (typeof right)[number]) => Float64Array | undefined) => right.flatMap((shop) => [...(of(shop) ?? [])]);
  expect([...(await found.cells('time'))]).toEqual(joined(({ times }) => times));
  expect([...(await found.cells('sold'))]).toEqual(joined(({ sold }) => sold));
  expect([...(await found.cells('kind'))]).toEqual(joined((shop) => shop.kinds));
  expect([...(await found.lines())]).toEqual(joined(({ lines }) => lines));
  return { kept, items: shards?.map(({ items }) => items) };
}

describe('rows that are brought in order a column at a time', () => {
  it.each(allRules)('are what they would be all at once: %o', async (rules) => {
    await expectArranged(2000, rules);
  });

  it('fill several blocks, beside which nothing is left', async () => {
    const { kept, items } = await expectArranged(42_000, { doubles: 'mean', gaps: 'forward' });
    expect(items).toEqual([2 ** 16, expect.any(Number), 0]);
    expect(readdirSync(join(kept.folder, 'in-order')).sort()).toEqual(['columns.json', 'rows-00000.bin', 'rows-00001.bin']);
  });
});

const rules = { doubles: 'first', gaps: 'forward' } as const;

/** A table that tells which columns are read of it, and fails at one. */
function watched(table: StoredTable, failing?: string): { table: StoredTable; read: string[] } {
  const read: string[] = [];
  const cells: StoredTable['cells'] = async (name, ...rest) => {
    read.push(name);
    if (name === failing) throw appError('dataset-damaged', { folder: 'here', problem: 'the test says so' });
    return table.cells(name, ...rest);
  };
  const lines: StoredTable['lines'] = async (...rest) => {
    read.push('lines');
    return table.lines(...rest);
  };
  const numbers: StoredTable['numbers'] = (name) => cells(name);
  const { rows, columns } = table;
  const { folder, codes, texts, textAt, rowsAt, lineOf } = table;
  return { read, table: { folder, rows, columns, cells, lines, numbers, codes, texts, textAt, rowsAt, lineOf } };
}

const inOrder = (count: number): Row[] =>
  ['Ulm', 'Bonn'].flatMap((shop) =>
    Array.from({ length: count }, (_, minutes) => ({ time: begin + minutes * minute, shop, sold: minutes, kind: 'a' })),
  );

describe('a table whose rows are in order', () => {
  it('is left as it is, and nothing but its times and keys is read', async () => {
    const kept = await keep(inOrder(100));
    const { table, read } = watched(kept.stored);
    expect(await arrange(kept, rules, table)).toEqual({ shards: null, mended: { outOfOrder: 0, doubles: 0, filled: 0 }, skipped: [] });
    expect(read).toEqual(['time', 'shop']);
    expect(existsSync(join(kept.folder, 'in-order'))).toBe(false);
  });

  it('is read at all only where there are times or keys', async () => {
    const kept = await keep(inOrder(100));
    const { table, read } = watched(kept.stored);
    await arrangeTable(table, { ...orderOf(kept, rules), time: null, key: null }, () => undefined);
    expect(read).toEqual([]);
  });
});

describe('where it fails, nothing stays behind', () => {
  it('of a column that cannot be read, when others are kept already', async () => {
    const kept = await keep(inOrder(100).reverse());
    const before = readdirSync(kept.folder);
    const { table, read } = watched(kept.stored, 'kind');
    await expect(arrange(kept, rules, table)).rejects.toMatchObject({ code: 'dataset-damaged' });
    expect(read.slice(-3)).toEqual(['shop', 'sold', 'kind']);
    expect(readdirSync(kept.folder)).toEqual(before);
  });

  it('of gaps that are too long, in the last of the series', async () => {
    const rows = inOrder(100);
    const kept = await keep([...rows, { time: Date.UTC(9999, 0), shop: 'Ulm', sold: 1, kind: 'a' }]);
    const before = readdirSync(kept.folder);
    await expect(arrange(kept, rules)).rejects.toMatchObject({ code: 'gaps-too-long' });
    expect(readdirSync(kept.folder)).toEqual(before);
  });
});
