import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnValues } from '#app/data/columns/column.ts';
import { type ColumnsPreprocessing, columnsPreprocessing, type FittedColumns, fitColumns } from '#app/data/columns/fitted.ts';
import { ownUnits } from '#app/data/columns/own-units.ts';
import { rowsNeeded } from '#app/data/columns/rows-needed.ts';
import type { ColumnType, TableColumn } from '#app/data/tables/table-columns.ts';
import { columnInputs } from '#main/datasets/columns/columns-source.ts';
import type { RawRow } from '#main/exporters/exporter.ts';
import { scaledAgain } from '#main/exporters/tfjs/columns-answer.ts';
import { aboutColumns, type RowsCoder } from '#main/exporters/tfjs/columns-file.ts';
import { rowsProgram } from '#main/exporters/tfjs/columns-program.ts';
import { readDate } from '#main/importers/tables/cell-date.ts';
import { rawRows } from '#main/inference/columns/raw-rows.ts';
import { drawn } from '#test/helpers/drawn.ts';

interface Coder extends RowsCoder {
  answer(rows: readonly RawRow[], said: ArrayLike<number>): Record<string, unknown>[];
  items(rows: readonly RawRow[]): RawRow[][];
}
interface Program {
  rowsCoder(about: unknown): Coder;
}

const rows = 160;
const types: ReadonlyMap<string, ColumnType> = new Map([
  ['size', 'number'],
  ['price', 'number'],
  ['kind', 'category'],
  ['open', 'boolean'],
  ['day', 'date'],
]);

/** Columns of every type, about one cell in seven missing where `holes` says so; the last kind is not among the first hundred rows. */
function drawnTable(holes: readonly string[]): Map<string, ColumnValues> {
  const { whole, floats } = drawn(17);
  const numbers = floats(rows * types.size);
  const cellOf: Record<string, (row: number, drawn: number) => number> = {
    size: (_, value) => 50 + 400 * value,
    price: (row, value) => row * 1.5 + 900 * value ** 3,
    kind: (row) => (row < 100 ? whole(0, 2) : whole(0, 3)),
    open: () => whole(0, 1),
    day: (row) => Date.UTC(2019, 11, 28) + row * 40_271_123,
  };
  return new Map(
    [...types.keys()].map((name, place) => [
      name,
      {
        values: Float64Array.from({ length: rows }, (_, row) =>
          holes.includes(name) && whole(1, 7) === 1 ? Number.NaN : (cellOf[name]?.(row, numbers[row * types.size + place] ?? 0) ?? 0),
        ),
        categories: name === 'kind' ? ['rose', '7', 'über "all"', 'new'] : null,
      },
    ]),
  );
}

const facts: TableColumn[] = [...types].map(([name, type]) => ({
  name,
  type,
  unit: name === 'size' ? 'cm' : null,
  missing: 0,
  least: null,
  most: null,
  mean: null,
  deviation: null,
  categories: null,
}));

const number = (column: string, scaling: unknown[], missing: unknown = { kind: 'drop' }) => ({
  column,
  encoder: { kind: 'number', missing, scaling },
});
const standard = { kind: 'standard' };
const kind = (missing: string) => ({ column: 'kind', encoder: { kind: 'one-hot', missing } });
const day = (missing = 'drop') => ({
  column: 'day',
  encoder: { kind: 'cyclical', cycles: ['day', 'week', 'month', 'year'], missing: { kind: missing } },
});

const table = (inputs: unknown[], more: object = {}) => ({ kind: 'tables', answers: 'numbers', targets: ['price'], inputs, ...more });
const series = (inputs: unknown[], more: object = {}) => ({
  kind: 'series',
  answers: 'numbers',
  time: null,
  key: null,
  targets: ['price'],
  window: 5,
  horizon: 3,
  inputs,
  ...more,
});

const cases: { name: string; settings: object; holes?: string[] }[] = [
  {
    name: 'a table of every type',
    settings: table([number('size', [standard]), kind('zeros'), { column: 'open', encoder: { kind: 'one-hot', missing: 'zeros' } }, day()]),
  },
  {
    name: 'a table with holes that get a value, a mark, a feature of their own, the value above',
    settings: table([
      number('size', [{ kind: 'robust' }], { kind: 'median' }),
      number('open', [], { kind: 'mark', value: -1 }),
      kind('own'),
      day('forward'),
    ]),
    holes: ['size', 'open', 'kind', 'day'],
  },
  {
    name: 'a table whose holes get what is most frequent, dates as numbers',
    settings: table([
      number('size', [{ kind: 'log' }, { kind: 'min-max' }], { kind: 'mean' }),
      number('day', [{ kind: 'min-max' }]),
      number('open', [standard], { kind: 'most-frequent' }),
      kind('most-frequent'),
      { column: 'open', encoder: { kind: 'one-hot', missing: 'own' } },
    ]),
    holes: ['size', 'open', 'kind'],
  },
  {
    name: 'a table whose categories are codes',
    settings: table([number('size', [standard]), { column: 'kind', encoder: { kind: 'integer', missing: 'own' } }]),
    holes: ['size', 'kind'],
  },
  {
    name: 'a table in order whose differences count',
    settings: table([number('size', [{ kind: 'difference', lag: 2 }, standard])], {
      targetScaling: [{ kind: 'log' }, { kind: 'difference', lag: 3 }],
    }),
  },
  { name: 'classes', settings: table([number('size', [standard])], { answers: 'class', targets: ['kind'] }) },
  { name: 'labels', settings: table([number('size', [standard])], { answers: 'labels', targets: ['open'] }) },
  {
    name: 'a series',
    settings: series([number('price', [standard], { kind: 'forward' })], { targetScaling: [standard] }),
    holes: ['price'],
  },
  {
    name: 'a series of several targets, quantiles and differences',
    settings: series([number('price', [{ kind: 'log' }, { kind: 'difference', lag: 7 }, { kind: 'robust' }]), number('size', [standard])], {
      targets: ['price', 'size'],
      quantiles: [0.1, 0.5, 0.9],
      targetScaling: [{ kind: 'difference', lag: 1 }, { kind: 'difference', lag: 7 }, { kind: 'min-max' }],
    }),
  },
  {
    name: 'a series that knows ahead',
    settings: series(
      [number('price', [standard]), day(), kind('own'), number('size', [{ kind: 'difference', lag: 1 }], { kind: 'forward' })],
      {
        knownAhead: ['day', 'kind', 'size'],
      },
    ),
    holes: ['kind', 'size'],
  },
  {
    name: 'a series of classes',
    settings: series([kind('zeros'), number('size', [{ kind: 'min-max' }])], { answers: 'class', targets: ['kind'], horizon: 1 }),
  },
];

describe('rows.mjs', () => {
  let folder: string;
  let program: Program;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-rows-mjs-'));
    writeFileSync(join(folder, 'rows.mjs'), rowsProgram({ inputs: [] }));
    program = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'rows.mjs')).href);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  async function fittedTo(settings: object, holes: readonly string[] = []) {
    const columns = drawnTable(holes);
    const parsed: ColumnsPreprocessing = columnsPreprocessing.parse(settings);
    const train = Int32Array.from({ length: 100 }, (_, row) => row);
    const readColumn = (name: string) => columns.get(name) ?? { values: new Float64Array(), categories: null };
    return { columns, fitted: await fitColumns(parsed, readColumn, train) };
  }
  /** As a reader gets it: through JSON. */
  const coderOf = (fitted: FittedColumns): Coder =>
    program.rowsCoder(JSON.parse(JSON.stringify(aboutColumns({ kind: 'columns', fitted, columns: facts, examples: [], madeUp: true }))));
  const givenRows = (fitted: FittedColumns, columns: Map<string, ColumnValues>, start: number): RawRow[] =>
    JSON.parse(JSON.stringify(rawRows(fitted, types, columns, start)));

  it.each(cases)(
    'makes of raw rows what the app makes of their columns, and of what is said the same answers: $name',
    async ({ settings, holes }) => {
      const { columns, fitted } = await fittedTo(settings, holes);
      const coder = coderOf(fitted);
      const { shape, gather } = columnInputs(fitted, columns);
      expect(coder.shape).toEqual([...shape]);
      const size = shape.reduce((product, each) => product * each, 1);
      const { before, window } = rowsNeeded(fitted);
      const horizon = fitted.settings.kind === 'series' ? fitted.settings.horizon : 0;
      let asked = 0;
      for (let start = before; start + window + horizon <= rows; start += 1) {
        const expected = new Float32Array(size);
        await gather(Int32Array.of(start), expected);
        const raw = givenRows(fitted, columns, start);
        if (!expected.every(Number.isFinite)) {
          expect(() => coder.input(raw)).toThrow(/must have a value in row/);
          continue;
        }
        asked += 1;
        expect({ start, input: [...coder.input(raw)] }).toEqual({ start, input: [...expected] });
        if (fitted.settings.answers !== 'numbers') continue;
        const shares = fitted.settings.kind === 'series' ? Math.max(1, fitted.settings.quantiles.length) : 1;
        const said = drawn(start + 1).floats(Math.max(1, horizon) * fitted.targets.length * shares);
        const own = ownUnits(fitted, columns, { items: Int32Array.of(start), scaled: said, shares });
        expect([...coder.numbers(raw, said)]).toEqual([...own]);
      }
      expect(asked).toBeGreaterThan(80);
    },
  );

  it('names each number by its step, target and quantile', async () => {
    const { columns, fitted } = await fittedTo(cases.find(({ name }) => name.includes('several targets'))?.settings ?? {});
    const coder = coderOf(fitted);
    const raw = givenRows(fitted, columns, 20);
    const said = drawn(3).floats(3 * 2 * 3);
    const own = coder.numbers(raw, said);
    const told = coder.answer(raw, said);
    expect(told).toHaveLength(18);
    expect(told[0]).toEqual({ step: 1, target: 'price', share: 0.1, value: own[0] });
    expect(told[10]).toEqual({ step: 2, target: 'size', share: 0.5, value: own[10] });
  });

  it('ranks classes, and says of each label whether it holds', async () => {
    const classes = await fittedTo(table([number('size', [standard])], { answers: 'class', targets: ['kind'] }));
    const raw = givenRows(classes.fitted, classes.columns, 4);
    const ranked = coderOf(classes.fitted).answer(raw, Float32Array.of(0.125, 0.25, 0.5, 0.125));
    expect(ranked.map(({ label }) => label)).toEqual(['über "all"', '7', 'rose', 'new']);
    const labels = await fittedTo(table([number('size', [standard])], { answers: 'labels', targets: ['open'] }));
    expect(coderOf(labels.fitted).answer(raw, Float32Array.of(0.75))).toEqual([{ label: 'open', probability: 0.75, holds: true }]);
  });

  it('reads cells as they stand in files: numbers and booleans as texts, marks for what is missing, dates with their zones', async () => {
    const { fitted } = await fittedTo(
      table([number('size', [], { kind: 'mark', value: -9 }), number('open', [], { kind: 'mark', value: -9 }), number('day', [])]),
    );
    const coder = coderOf(fitted);
    const inputOf = (size: unknown, open: unknown, at: unknown) => [...coder.input([{ size, open, day: at } as RawRow])];
    const dates = [
      '2024-02-29',
      '2024-2-9 7:05',
      '2024-02',
      '1969-12-31T23:59:59.25+02:30',
      '2024/12/31, 12:30 pm',
      '2024-01-01 12:00:01 am -0130',
      '0001-01-01',
    ];
    for (const text of dates) expect(inputOf(1, 1, text)[2], text).toBe(Math.fround(readDate(text, 'iso') ?? Number.NaN));
    expect(inputOf(' 1.5e2 ', 'Yes', 0)).toEqual([150, 1, 0]);
    expect(inputOf('\u22123', 'off', 7)).toEqual([-3, 0, 7]);
    expect(inputOf('NA', null, 0)).toEqual([-9, -9, 0]);
  });

  it('says which cell it cannot read', async () => {
    const { fitted } = await fittedTo(table([number('size', [standard]), day()]));
    const coder = coderOf(fitted);
    const at = '2024-01-01';
    expect(() => coder.input([])).toThrow('An answer needs 1 rows; got 0.');
    expect(() => coder.input([{ size: 1 }])).toThrow('Row 1 must have "day"; null stands for a cell that is missing.');
    expect(() => coder.input([{ size: '1,5', day: at }])).toThrow('"size" must be a number in row 1; got "1,5".');
    for (const text of [
      '2023-02-29',
      '2024-13-01',
      '2024-01-00',
      '29.02.2024',
      '2024-01-01 24:00',
      '2024-01-01 13:00 pm',
      '2024-01-01T10:60',
      '2024-01-01T10:00+19:00',
    ]) {
      expect(readDate(text, 'iso'), text).toBeNull();
      expect(() => coder.input([{ size: 1, day: text }]), text).toThrow(/"day" must be a date as 2026-11-30 in row 1/);
    }
    expect(() => coder.input([{ size: null, day: at }])).toThrow(/"size" must have a value in row 1/);
  });

  it('asks each row of a table by itself, with those above where a cell is filled from there', async () => {
    const plain = coderOf((await fittedTo(table([number('size', [])]))).fitted);
    const [one, other] = [{ size: 1 }, { size: null }];
    expect(plain.items([one, other])).toEqual([[one], [other]]);
    const filled = coderOf((await fittedTo(table([number('size', [], { kind: 'forward' })]))).fitted);
    expect(filled.items([one, other]).map((item) => [...filled.input(item)])).toEqual([[1], [1]]);
  });
});

it('numbers in their own units, scaled again, are what the network said', async () => {
  const settings = columnsPreprocessing.parse(cases.find(({ name }) => name.includes('several targets'))?.settings);
  const columns = drawnTable([]);
  const fitted = await fitColumns(
    settings,
    (name) => columns.get(name) ?? { values: new Float64Array(), categories: null },
    Int32Array.of(...Array(90).keys()),
  );
  const said = drawn(9).floats(18);
  const own = ownUnits(fitted, columns, { items: Int32Array.of(40), scaled: said, shares: 3 });
  const before = fitted.targets.map(({ column }) => columns.get(column)?.values.slice(37, 45) ?? new Float64Array());
  for (const [place, value] of scaledAgain(fitted, own, before).entries()) expect(value).toBeCloseTo(said[place] ?? Number.NaN, 9);
});
