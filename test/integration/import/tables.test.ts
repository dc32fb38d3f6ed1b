import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { cellsOf, keepContent, keepTable, lookAtContent, lookAtTable, skippedOf } from '#test/helpers/table-files.ts';
import { textFile } from '#test/helpers/text-files.ts';

const plants = [
  'day,height (cm),kind,alive,notes',
  '2024-01-31,12.5,rose,yes,a long story of how it came here',
  '2024-02-01,-3,tulip,no,another story that is told nowhere else',
  '2024-02-02,NA,rose,yes,one more of these many stories',
  '2024-02-03,7e2,,no,',
  '',
].join('\n');

describe('a look', () => {
  it('tells columns, types, units and a preview', async () => {
    expect(await lookAtContent(plants)).toMatchObject({
      kind: 'table',
      encoding: 'utf-8',
      dialect: { delimiter: ',', quotes: true, header: true },
      columns: [
        { name: 'day', unit: null, type: 'date', dates: 'iso', distinct: 4, missing: 0 },
        { name: 'height (cm)', unit: 'cm', type: 'number', numbers: { decimal: '.', thousands: '' }, distinct: 3, missing: 1 },
        { name: 'kind', type: 'category', distinct: 2, missing: 1, examples: ['rose', 'tulip'] },
        { name: 'alive', type: 'boolean', distinct: 2 },
        { name: 'notes' },
      ],
      rows: { count: 4, exact: true },
      looked: 4,
      skipped: [],
    });
  });
});

describe('a table that is kept', () => {
  it('has its cells, lines, categories in order, and facts', async () => {
    const kept = await keepContent(plants, { columns: [{ name: 'notes', type: 'text' }] });
    expect(await cellsOf(kept)).toEqual({
      lines: [2, 3, 4, 5],
      columns: [
        [Date.UTC(2024, 0, 31), Date.UTC(2024, 1, 1), Date.UTC(2024, 1, 2), Date.UTC(2024, 1, 3)],
        [12.5, -3, null, 700],
        ['rose', 'tulip', 'rose', null],
        [1, 0, 1, 0],
        [null, null, null, null],
      ],
    });
    expect(kept.stored.columns).toMatchObject([
      { name: 'day', missing: 0, least: Date.UTC(2024, 0, 31), most: Date.UTC(2024, 1, 3) },
      { name: 'height (cm)', unit: 'cm', missing: 1, least: -3, most: 700, mean: 709.5 / 3 },
      {
        name: 'kind',
        missing: 1,
        mean: null,
        categories: [
          { name: 'rose', rows: 2 },
          { name: 'tulip', rows: 1 },
        ],
      },
      { name: 'alive', mean: 0.5, deviation: 0.5 },
      { name: 'notes', type: 'text', missing: 1, categories: null },
    ]);
    expect([...(await kept.stored.codes('kind'))]).toEqual([0, 1, 0, -1]);
    expect([...(await kept.stored.numbers('height (cm)', 1, 3))]).toEqual([-3, Number.NaN]);
    expect(await kept.stored.lineOf(3)).toBe(5);
    expect(kept.skipped).toEqual([]);
  });

  it('leaves out rows that cannot be read, with line, column and reason', async () => {
    const kept = await keepContent('a,b\n1,x\n2\nfoo,y\ninf,z\n"5"x,1\n6,w\n', {
      header: true,
      quotes: true,
      columns: [{ name: 'a', type: 'number' }],
    });
    expect(await cellsOf(kept)).toEqual({
      lines: [2, 7],
      columns: [
        [1, 6],
        ['x', 'w'],
      ],
    });
    expect(skippedOf(kept)).toEqual([
      [3, 'a row must have 2 cells; got 1'],
      [4, 'a', 'a must be a number; got "foo"'],
      [5, 'a', 'a must be a finite number; got "inf"'],
      [6, 'text follows a closing quote'],
    ]);
  });
});

describe('other kinds', () => {
  it('JSON lines: an object a row', async () => {
    const lines = [
      '{"a": 1.5, "kind": "rose", "on": "2024-01-31", "wet": true, "more": {"x": 1}}',
      '{"kind": "tulip", "a": "2.5", "wet": false, "later": 1}',
      '',
      '{"a": [1], "kind": "rose"}',
      '{"a": null, "kind": "__proto__", "on": "2024-02-01"}',
      '{"a": 1',
    ];
    const kept = await keepContent(lines.join('\n'), { columns: [{ name: 'a', type: 'number' }] }, 'x.jsonl');
    expect(await cellsOf(kept)).toEqual({
      lines: [1, 2, 5],
      columns: [
        [1.5, 2.5, null],
        ['rose', 'tulip', '__proto__'],
        [Date.UTC(2024, 0, 31), null, Date.UTC(2024, 1, 1)],
        [1, 0, null],
        [null, null, null],
        [null, 1, null],
      ],
    });
    expect(skippedOf(kept)).toEqual([
      [4, 'a', 'a must be a number; got a list'],
      [6, expect.stringMatching(/^it is no JSON/)],
    ]);
  });

  it('Parquet: columns of every type, by number or as asked for', async () => {
    const path = textFile('x.parquet', '');
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    await connection.run(`copy (select * from (values
      (1::bigint, 1.25::decimal(9,2), 'rose', true, timestamp '2024-01-31 12:30:00.5', date '2024-01-31', [1], 7, '2024-02-01'),
      (2, null, 'it''s', null, timestamp '1960-01-01', null, null, 8, null),
      (3, 1, null, false, null, date '1970-01-02', [2], 7, '2024-02-03')
    ) t(a, b, kind, wet, time, "on", list, code, word)) to '${path}' (format parquet)`);
    connection.closeSync();
    const look = await lookAtTable(path);
    expect(look).toMatchObject({ kind: 'parquet', rows: { count: 3, exact: true }, encoding: null, dialect: null, skipped: [] });
    expect(look.columns.map(({ type }) => type)).toEqual([
      'number',
      'number',
      'category',
      'boolean',
      'date',
      'date',
      'text',
      'number',
      'date',
    ]);
    const kept = await keepTable(path, { columns: [{ name: 'code', type: 'category' }] });
    expect(await cellsOf(kept)).toEqual({
      lines: [1, 2, 3],
      columns: [
        [1, 2, 3],
        [1.25, null, 1],
        ['rose', "it's", null],
        [1, null, 0],
        [Date.UTC(2024, 0, 31, 12, 30, 0, 500), Date.UTC(1960, 0, 1), null],
        [Date.UTC(2024, 0, 31), null, Date.UTC(1970, 0, 2)],
        [null, null, null],
        ['7', '8', '7'],
        [Date.UTC(2024, 1, 1), null, Date.UTC(2024, 1, 3)],
      ],
    });
    expect(kept.stored.columns[6]).toMatchObject({ type: 'text', missing: 1 });
  });
});
