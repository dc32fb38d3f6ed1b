import { execFile } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exported } from '#app/contract/exports.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { ColumnsPreprocessing } from '#app/data/columns/fitted.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import type { TablePreprocessing } from '#app/data/tables/preprocessing.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { runReadmePages } from '#test/helpers/plain-texts.ts';
import type { graphOf } from '#test/helpers/training-workspace.ts';

const run = promisify(execFile);
const rows = 120;

/** Plants of three kinds, one cell in twelve missing among those that may miss. */
function plants(): string {
  const { whole, pick } = drawn(5);
  const missing = (cell: string | number) => (whole(1, 12) === 1 ? '' : cell);
  const lines = Array.from({ length: rows }, (_, row) => {
    const kind = row % 3;
    const height = 10 + kind * 20 + whole(0, 90) / 10;
    const day = new Date(Date.UTC(2024, 0, 1) + row * 86_400_000 * 3).toISOString().slice(0, 10);
    const cells = [day, missing(height.toFixed(1)), whole(5, 900), missing(pick(['sun', 'half "shade"', 'shade'])), pick(['yes', 'no'])];
    return [...cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`), kind === 0 ? 'yes' : 'no', `kind ${kind}`, height * 3].join(
      ',',
    );
  });
  return ['day,height (cm),price,place,potted,thorny,kind,weight', ...lines].join('\n');
}

/** Two shops' days, with a holiday now and then. */
function sales(): string {
  const { whole } = drawn(8);
  const lines = ['north', 'south'].flatMap((shop) =>
    Array.from({ length: rows }, (_, row) => {
      const day = new Date(Date.UTC(2023, 10, 20) + row * 86_400_000).toISOString().slice(0, 10);
      const holiday = row % 7 === 6;
      const sold = 200 + row + (holiday ? 90 : 0) + whole(0, 20);
      return [
        shop,
        day,
        holiday ? 'yes' : 'no',
        sold,
        whole(1, 15) === 1 ? '' : (3 + (row % 5)).toFixed(2),
        sold * 2,
        row % 4 < 2 ? 'run' : 'rest',
      ].join(',');
    }),
  );
  return ['shop,day,holiday,sold,price,visitors,exercise', ...lines].join('\n');
}

type Blocks = Parameters<typeof graphOf>[0];
type Wish = NonNullable<CallInput<'datasets.importTable'>['wish']>;
type Change = Partial<Omit<TablePreprocessing, 'kind'>> & Partial<Omit<SeriesPreprocessing, 'kind'>>;

const mlp = (units: number): Blocks => [
  { block: 'Dense', params: { units: 6, activation: 'relu' } },
  { block: 'Dense', params: { units } },
];
const lstm = (units: number): Blocks => [
  { block: 'LSTM', params: { units: 5 } },
  { block: 'Dense', params: { units } },
];

/** Each thing that rows and windows are asked for. */
const cases: { name: string; file: 'plants' | 'sales'; wish: Wish; change?: Change; blocks: Blocks; numbers: number }[] = [
  { name: 'a class of rows', file: 'plants', wish: { kind: 'tables', targets: ['kind'], answers: 'class' }, blocks: mlp(3), numbers: 3 },
  {
    name: 'a class of rows, by learned rows of categories',
    file: 'plants',
    wish: { kind: 'tables', targets: ['kind'], answers: 'class' },
    change: {
      inputs: [
        { column: 'place', encoder: { kind: 'integer', missing: 'own' } },
        ...['price', 'height (cm)'].map((column) => ({
          column,
          encoder: { kind: 'number' as const, missing: { kind: 'median' as const }, scaling: [{ kind: 'standard' as const }] },
        })),
      ],
    },
    blocks: [
      { block: 'CategoryEmbedding', params: { dimension: 3 } },
      { block: 'Dense', params: { units: 3 } },
    ],
    numbers: 3,
  },
  {
    name: 'numbers of rows',
    file: 'plants',
    wish: { kind: 'tables', targets: ['weight', 'price'], answers: 'numbers' },
    change: { targetScaling: [{ kind: 'log' }, { kind: 'robust' }] },
    blocks: mlp(2),
    numbers: 2,
  },
  {
    name: 'labels of rows',
    file: 'plants',
    wish: { kind: 'tables', targets: ['potted', 'thorny'], answers: 'labels' },
    blocks: mlp(2),
    numbers: 2,
  },
  {
    name: 'one number of a series, by its differences',
    file: 'sales',
    wish: { kind: 'series', time: 'day', targets: ['sold'], key: 'shop', window: 6, horizon: 2 },
    change: { targetScaling: [{ kind: 'difference', lag: 7 }, { kind: 'standard' }] },
    blocks: lstm(2),
    numbers: 2,
  },
  {
    name: 'ranges of two numbers of a series, with days known ahead',
    file: 'sales',
    wish: { kind: 'series', time: 'day', targets: ['sold', 'visitors'], key: 'shop', window: 5, horizon: 3 },
    change: { knownAhead: ['holiday'], quantiles: [0.1, 0.5, 0.9] },
    blocks: lstm(18),
    numbers: 18,
  },
  {
    name: 'the next class of a series',
    file: 'sales',
    wish: { kind: 'series', time: 'day', targets: ['exercise'], key: 'shop', window: 4 },
    blocks: lstm(2),
    numbers: 2,
  },
];

interface About {
  preprocessing: ColumnsPreprocessing;
  examples: { rows: Record<string, unknown>[]; outputs: number[]; answer: Record<string, unknown>[]; actual: unknown }[];
  [member: string]: unknown;
}

describe('export for TensorFlow.js of runs on tables and series', () => {
  let app: AskedCore;
  const exports = new Map<string, { run: number; dataset: number; exported: Exported; about: About }>();
  const of = (name: string) => {
    const found = exports.get(name);
    if (found === undefined) throw new Error(`${name} must have been exported`);
    return found;
  };
  const exportOf = async (id: number, name: string) =>
    app.job<Exported>((await app.ask('exports.create', { run: id, format: 'tfjs', out: join(app.root, name) })).job);
  const aboutIn = async (folder: string): Promise<About> => JSON.parse(await readFile(join(folder, 'unfold.json'), 'utf8'));
  /** What the program in a folder answers to rows, in a process of its own, with plain TensorFlow.js. */
  async function answered(folder: string, given: unknown): Promise<Record<string, unknown>[][]> {
    const path = join(app.root, 'rows.json');
    await writeFile(path, JSON.stringify(given));
    const { stdout } = await run(process.execPath, [join(folder, 'answer.mjs'), path]);
    return JSON.parse(stdout);
  }

  beforeAll(async () => {
    app = await openAskedCore('unfold-export-columns-');
    await symlink(resolve('node_modules'), join(app.root, 'node_modules'));
    await writeFile(join(app.root, 'plants.csv'), plants());
    await writeFile(join(app.root, 'sales.csv'), sales());
    for (const { name, file, wish, change, blocks } of cases) {
      const path = join(app.root, `${file}.csv`);
      const { import: suggested } = await app.ask('datasets.lookTable', { path, wish });
      const preprocessing = { ...suggested.preprocessing, ...change } as ColumnsPreprocessing; // parsed by the call
      const imported = await app.ask('datasets.importTable', { path, shape: suggested.shape, split: suggested.split, preprocessing });
      await app.job(imported.job);
      const { id } = await app.train(imported, blocks, { engine: 'portable', batchSize: 32, learningRate: 0.02 });
      const exported = await exportOf(id, name);
      exports.set(name, { run: id, dataset: imported.dataset, exported, about: await aboutIn(exported.out) });
    }
  });
  afterAll(() => app.close());

  it.each(cases)('gives a program that knows nothing of Unfold the same answers to raw rows: $name', async ({ name, numbers }) => {
    const { exported, about } = of(name);
    expect(exported.maxDifference).toBeLessThanOrEqual(1e-5);
    expect(exported.examples).toBe(10);
    expect(exported.files.map(({ path }) => path)).toEqual([
      'README.txt',
      'answer.mjs',
      'model.json',
      'rows.mjs',
      'unfold.json',
      'weights-1-of-1.bin',
    ]);
    expect(about.examples).toHaveLength(10);
    const isSeries = about.preprocessing.kind === 'series';
    const own = isSeries
      ? [...(await answered(exported.out, about.examples[0]?.rows)), ...(await answered(exported.out, about.examples[9]?.rows))]
      : await answered(
          exported.out,
          about.examples.map((example) => example.rows.at(-1)),
        );
    const expected = (isSeries ? [about.examples[0], about.examples[9]] : about.examples).map((example) => example?.answer);
    expect(own).toEqual(expected.map((answer) => answer?.map((each) => near(each))));
    expect(own.every((answer) => answer.length === numbers)).toBe(true);
    expect(new Set(own.map((answer) => JSON.stringify(answer))).size).toBe(own.length);
    const [[logged] = []] = await runReadmePages([exported.out]);
    expect(logged).toEqual(about.examples[0]?.answer.map((each) => near(each)));
  });

  it('answers as the app answers to rows that are typed in', async () => {
    const { run: id, about } = of('numbers of rows');
    const given = about.examples.map((example) => example.rows.at(-1) as Record<string, string | number | null>); // no booleans are asked of it below
    const typed = given.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, typeof cell === 'boolean' ? String(cell) : cell])),
    );
    const { predictions } = await app.ask('predictions.rows', { run: id, rows: typed });
    const expected = predictions.map(({ numbers }) => numbers.map(({ name, value }) => near({ target: name, value })));
    expect(about.examples.map(({ answer }) => answer)).toEqual(expected);
  });

  it('says in plain data what columns go through, and has raw rows of the test part as examples', async () => {
    const { about, dataset } = of('numbers of rows');
    expect(about).toMatchObject({
      format: 'unfold-model',
      preprocessing: { kind: 'tables', answers: 'numbers', targets: ['weight', 'price'] },
      rows: { before: 0, window: 1, ahead: 0 },
      targets: [{ name: 'weight', scaling: [{ kind: 'log' }, { kind: 'robust', median: expect.any(Number) }] }, { name: 'price' }],
      input: { dtype: 'float32' },
      output: { shape: [null, 2] },
      run: { data: 'plants' },
    });
    const { rows: held } = await app.ask('datasets.rows', { dataset, split: 'test', limit: 100 });
    const heights = held.map(({ cells }) => cells[1]);
    expect(about.examples.every(({ rows: [row] }) => heights.includes(row?.['height (cm)'] as number | null))).toBe(true);
    expect(
      about.examples.flatMap(({ rows: given }) => given.map(({ day }) => day)).every((day) => /^2024-\d\d-\d\d$/.test(String(day))),
    ).toBe(true);
    expect(JSON.stringify(about)).toContain('"half \\"shade\\""');
  });

  it('says how a window is laid out, with the rows that differences need and what is known ahead', () => {
    const differences = of('one number of a series, by its differences').about;
    expect(differences).toMatchObject({ rows: { before: 1, window: 6, ahead: 0 } });
    expect(differences.examples[0]?.rows).toHaveLength(7);
    const ranges = of('ranges of two numbers of a series, with days known ahead').about;
    expect(ranges).toMatchObject({ rows: { before: 0, window: 5, ahead: 3 }, preprocessing: { quantiles: [0.1, 0.5, 0.9] } });
    const [example] = ranges.examples;
    expect(example?.rows.slice(-3).map((row) => Object.keys(row))).toEqual([['holiday'], ['holiday'], ['holiday']]);
    expect(example?.answer[0]).toEqual({ step: 1, target: 'sold', share: 0.1, value: expect.any(Number) });
    expect(example?.actual).toHaveLength(6);
  });

  it('asks each row of a table by itself, and says which cell it cannot read', async () => {
    const { exported, about } = of('a class of rows');
    const row = about.examples[0]?.rows[0];
    expect(await answered(exported.out, [row, row, row])).toHaveLength(3);
    await expect(answered(exported.out, [{ ...row, price: 'much' }])).rejects.toThrow('"price" must be a number in row 1; got "much".');
  });

  it('makes rows up of what is known of the columns where the dataset was erased', async () => {
    for (const { dataset } of exports.values()) await app.ask('datasets.remove', { dataset });
    await app.ask('system.emptyBin', {});
    for (const name of ['a class of rows', 'ranges of two numbers of a series, with days known ahead']) {
      const { out, examples } = await exportOf(of(name).run, `${name}, erased`);
      expect(examples).toBe(10);
      const about = await aboutIn(out);
      expect(about.examples.every(({ actual }) => actual === null)).toBe(true);
      expect(new Set(about.examples.map(({ answer }) => JSON.stringify(answer))).size).toBe(10);
      expect(await readFile(join(out, 'README.txt'), 'utf8')).toContain('made up of what is known of the columns');
    }
  });
});

/** The same with its number to 0.00001 of its size. */
const near = (told: Record<string, unknown>): Record<string, unknown> => {
  const name = 'value' in told ? 'value' : 'probability';
  const number = Number(told[name]);
  const tolerance = 1e-5 * Math.max(1, Math.abs(number));
  return {
    ...told,
    [name]: {
      asymmetricMatch: (other: unknown) => typeof other === 'number' && Math.abs(other - number) <= tolerance,
      toString: () => String(number),
    },
  };
};
