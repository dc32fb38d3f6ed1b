import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput } from '#app/contract/index.ts';
import type { SplitName } from '#app/data/images.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { drawn } from '#test/helpers/drawn.ts';
import type { graphOf } from '#test/helpers/training-workspace.ts';

type Asked = Omit<CallInput<'evaluations.run'>, 'run'>;
type Blocks = Parameters<typeof graphOf>[0];
type Wish = NonNullable<CallInput<'datasets.importTable'>['wish']>;

const parts: readonly SplitName[] = ['train', 'validation', 'test'];
const rows = 150;
const towns = ['Bonn', 'Ulm', 'Kiel'] as const;

/** Houses: what they cost, where they stand, whether they have a garden or a garage. */
function houses(): string[][] {
  const { whole, pick } = drawn(11);
  return Array.from({ length: rows }, () => {
    const [area, town] = [whole(40, 200), pick(towns)];
    const garden = area > 120;
    return [String(area), town, garden ? 'yes' : 'no', whole(0, 1) === 1 ? 'yes' : 'no', String(1000 * area + 9000 * towns.indexOf(town))];
  });
}
const head = ['area (m²)', 'town', 'garden', 'garage', 'price (EUR)'];

/** Two shops' days: what they sold and what they did. */
function days(shops: readonly string[], count = 70): string[][] {
  const { whole } = drawn(4);
  return shops.flatMap((shop, place) =>
    Array.from({ length: count }, (_, day) => [
      shop,
      new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
      String(100 + 40 * place + 20 * (day % 7) + whole(0, 5)),
      ['run', 'swim', 'rest'][day % 3] ?? '',
    ]),
  );
}
const dayHead = ['shop', 'day', 'sold (pieces)', 'sport'];

const csv = (names: readonly string[], lines: readonly (readonly string[])[]): string =>
  [names, ...lines].map((cells) => cells.join(',')).join('\n');
const dense = (units: number): Blocks => [{ block: 'Dense', params: { units } }];
const recurrent = (units: number): Blocks => [{ block: 'GRU', params: { units: 4 } }, ...dense(units)];

describe('a run on a table or a series, judged on a file', () => {
  let app: AskedCore;
  const learned = new Map<string, { run: number; dataset: number }>();
  const runOf = (name: string): number => learned.get(name)?.run ?? 0;
  const write = async (name: string, names: readonly string[], lines: readonly (readonly string[])[]): Promise<string> => {
    const path = join(app.root, name);
    await writeFile(path, csv(names, lines));
    return path;
  };
  const judged = async (name: string, asked: Asked): Promise<Evaluation> =>
    app.job<Evaluation>((await app.ask('evaluations.run', { run: runOf(name), ...asked })).job);
  async function learn(name: string, path: string, wish: Wish, blocks: Blocks): Promise<void> {
    const imported = await app.ask('datasets.importTable', { path, wish });
    await app.job(imported.job);
    const { id } = await app.train(imported, blocks, { engine: 'portable', epochs: 3, batchSize: 16, learningRate: 0.05 });
    learned.set(name, { run: id, dataset: imported.dataset });
  }
  /** A figure over all items, from those of the parts. */
  const together = (all: readonly Evaluation[], figure: (of: Evaluation) => number): number =>
    all.reduce((sum, one) => sum + figure(one) * one.items, 0) / all.reduce((sum, one) => sum + one.items, 0);
  const partsOf = async (name: string) => Promise.all(parts.map((part) => judged(name, { part })));

  beforeAll(async () => {
    app = await openAskedCore('unfold-judged-rows-');
    const table = await write('houses.csv', head, houses());
    const series = await write('days.csv', dayHead, days(['north', 'south']));
    await learn('price', table, { kind: 'tables', targets: ['price'] }, dense(1));
    await learn('town', table, { kind: 'tables', targets: ['town'], answers: 'class' }, dense(3));
    await learn('labels', table, { kind: 'tables', targets: ['garden', 'garage'], answers: 'labels' }, dense(2));
    await learn('sold', series, { kind: 'series', time: 'day', key: 'shop', targets: ['sold'], window: 10, horizon: 3 }, recurrent(3));
    await learn('sport', series, { kind: 'series', time: 'day', key: 'shop', targets: ['sport'], window: 5 }, recurrent(3));
  });
  afterAll(() => app.close());

  describe('of numbers', () => {
    it('gives the figures that the same rows give as the parts of its data, beside the same plain answers', async () => {
      const all = await partsOf('price');
      const file = await judged('price', { file: join(app.root, 'houses.csv') });
      expect(file).toMatchObject({ part: 'file', folder: join(app.root, 'houses.csv'), items: rows, skipped: [] });
      expect(file.score?.mae).toBeCloseTo(
        together(all, ({ score }) => score?.mae ?? Number.NaN),
        6,
      );
      expect(file.loss).toBeCloseTo(
        together(all, ({ loss }) => loss),
        5,
      );
      expect(file.numbers?.targets).toMatchObject([{ name: 'price (EUR)', unit: 'EUR' }]);
      expect(file.numbers?.baselines.map(({ name }) => name)).toEqual(['mean', 'linear']);
      for (const [place, { score }] of (file.numbers?.baselines ?? []).entries())
        expect(score.mae).toBeCloseTo(
          together(all, ({ numbers }) => numbers?.baselines[place]?.score.mae ?? Number.NaN),
          4,
        );
      expect(file.numbers?.points.slice(0, 2).map(({ item, line }) => [item, line])).toEqual([
        [0, 2],
        [1, 3],
      ]);
    });

    it('takes columns in any order, without their units, and lists every row that it cannot use', async () => {
      const [first = [], second = [], third = []] = houses();
      const shuffled = ([area = '', town = '', garden = '', garage = '', price = '']: readonly string[]) => [
        price,
        'x',
        garage,
        garden,
        town,
        area,
      ];
      const path = await write(
        'other.csv',
        ['price', 'note', 'garage', 'garden', 'town', 'area'],
        [
          shuffled(first),
          shuffled(second.with(4, '')),
          shuffled(third.with(0, '')),
          shuffled(third.with(0, 'large')),
          shuffled(second.with(1, 'Jena')),
          ['1', 'x'],
        ],
      );
      const file = await judged('price', { file: path });
      expect(file.items).toBe(2);
      expect(file.skipped.toSorted((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
        { path: 'line 3', reason: '"price (EUR)" is missing' },
        { path: 'line 4', reason: '"area (m²)" is missing' },
        { path: 'line 5', reason: expect.stringContaining('area must be a number') },
        { path: 'line 7', reason: 'a row must have 6 cells; got 2' },
      ]);
      expect(file.numbers?.points.map(({ line }) => line)).toEqual([2, 6]);
    });

    it('is told which column has what is right, under another name and beside one of its own name', async () => {
      const lines = houses().map((cells) => [...cells.with(4, '1'), cells[4] ?? '']);
      const path = await write('paid.csv', [...head, 'paid'], lines);
      const whole = await judged('price', { file: join(app.root, 'houses.csv') });
      expect((await judged('price', { file: path, columns: { label: 'paid' } })).score).toEqual(whole.score);
      expect((await judged('price', { file: path })).score?.mae).toBeGreaterThan(10_000);
    });

    it.each<[string, Asked['columns'], readonly string[], string, string]>([
      ['a column that goes in', undefined, head.toSpliced(1, 1), 'columns-missing', 'lacks "town"; got "area (m²)"'],
      ['what is right', undefined, head.slice(0, 4), 'answers-missing', 'has no column "price (EUR)"; got "area (m²)"'],
      ['the column that is named', { label: 'paid' }, head, 'column-unknown', 'There must be a column "paid"'],
      ['a column of its own for what is right', { label: 'area' }, head, 'columns-same', 'got "area (m²)"'],
      ['rows of a table', { text: 'town' }, head, 'data-other', 'must be asked about tables; got texts'],
    ])('refuses a file without %s', async (_, columns, names, code, message) => {
      const path = await write(
        'lacking.csv',
        names,
        houses().map((cells) => names.map((name) => cells[head.indexOf(name)] ?? '')),
      );
      const refused = judged('price', { file: path, ...(columns === undefined ? {} : { columns }) });
      await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message), remedy: expect.stringMatching(/\w/) });
    });

    it('refuses a file of which no row can be used, with the first reason', async () => {
      const path = await write(
        'empty cells.csv',
        head,
        houses().map((cells) => cells.with(4, '')),
      );
      await expect(judged('price', { file: path })).rejects.toMatchObject({
        code: 'rows-unusable',
        message: expect.stringContaining(`got ${rows} in ${path} and can use none: line 2: "price (EUR)" is missing`),
      });
    });
  });

  describe('of classes and labels', () => {
    it('gives the figures that the same rows give as the parts of its data, beside the same plain answers', async () => {
      const all = await partsOf('town');
      const file = await judged('town', { file: join(app.root, 'houses.csv') });
      expect(file.items).toBe(rows);
      expect(file.accuracy).toBeCloseTo(
        together(all, ({ accuracy }) => accuracy ?? Number.NaN),
        10,
      );
      expect(file.baselines.map(({ name }) => name)).toEqual(['majority', 'logistic']);
      for (const [place, { accuracy }] of file.baselines.entries())
        expect(accuracy).toBeCloseTo(
          together(all, ({ baselines }) => baselines[place]?.accuracy ?? Number.NaN),
          10,
        );
      const { items } = await app.ask('evaluations.cell', { evaluation: file.id, offset: 0, limit: 1 });
      expect(items[0]).toMatchObject({ index: null, path: expect.stringMatching(/^line \d+$/) });

      const labels = await partsOf('labels');
      const judgedLabels = await judged('labels', { file: join(app.root, 'houses.csv') });
      expect(judgedLabels.accuracy).toBeCloseTo(
        together(labels, ({ accuracy }) => accuracy ?? Number.NaN),
        10,
      );
      expect(judgedLabels.majority).toBeCloseTo(
        together(labels, ({ majority }) => majority ?? Number.NaN),
        10,
      );
      expect(judgedLabels.perClass.map(({ name }) => name)).toEqual(['garden', 'garage']);
    });

    it('lists classes that the run has not learned, and numbers the others as the run does', async () => {
      const [first = [], second = [], third = []] = houses();
      const other = await write('towns.csv', head, [
        first.with(1, 'Ulm'),
        second.with(1, 'Aachen'),
        third.with(1, 'Bonn'),
        third.with(1, ''),
      ]);
      const file = await judged('town', { file: other });
      expect(file.confusion.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([1, 0, 1]);
      expect(file.classes).toEqual(['Bonn', 'Kiel', 'Ulm']);
      expect(file.skipped).toEqual([
        { path: 'line 3', reason: '"Aachen" is none of the model\'s classes' },
        { path: 'line 5', reason: '"town" is missing' },
      ]);
    });

    it('wants a column for each of several labels', async () => {
      const file = join(app.root, 'houses.csv');
      await expect(judged('labels', { file, columns: { label: 'garden' } })).rejects.toMatchObject({ code: 'answers-count' });
      const turned = await judged('labels', { file, columns: { label: 'garage, garden' } });
      expect(turned.accuracy).not.toBe((await judged('labels', { file })).accuracy);
    });
  });

  describe('of series', () => {
    it('gives the figures that the parts give where the file is the test part with the window before it', async () => {
      const file = await judged('sold', { file: join(app.root, 'days.csv') });
      expect(file.items).toBe(2 * (70 - 13 + 1));
      const lines = days(['north', 'south']).filter(([, day = '']) => day >= '2024-02-23');
      const test = await judged('sold', { part: 'test' });
      expect(test.numbers?.points[0]?.time).toBe(Date.UTC(2024, 2, 4));
      const alone = await judged('sold', { file: await write('test.csv', dayHead, lines) });
      expect(alone.items).toBe(test.items);
      for (const figure of ['mae', 'rmse', 'mase'] as const) expect(alone.score?.[figure]).toBeCloseTo(test.score?.[figure] ?? 0, 6);
      expect(alone.loss).toBeCloseTo(test.loss, 6);
      const named = (of: Evaluation, name: string) => of.numbers?.baselines.find((each) => each.name === name)?.score.mae ?? Number.NaN;
      for (const name of ['mean', 'last-value', 'linear']) expect(named(alone, name)).toBeCloseTo(named(test, name), 6);
    });

    it('brings rows in order, each time once, and lists what is in no window', async () => {
      const all = days(['north', 'south'], 20);
      const whole = await judged('sold', { file: await write('ordered.csv', dayHead, all) });
      const shuffled = all.toSorted(([, one = ''], [, other = '']) => (one < other ? 1 : -1));
      const doubled = [...shuffled, shuffled[0] ?? []];
      const found = await judged('sold', { file: await write('doubled.csv', dayHead, [...doubled, ['east', '2024-01-01', '5', 'run']]) });
      expect(found.score?.mae).toBeCloseTo(whole.score?.mae ?? 0, 9);
      expect(found.skipped).toEqual([
        { path: '1 row', reason: 'another row of their series has the same time; the first one counts' },
        { path: 'series "east"', reason: 'it must have 13 rows or more; got 1' },
      ]);
      const gap = days(['north'], 30).map((cells, at) => (at === 14 ? cells.with(2, '') : cells));
      const broken = await judged('sold', { file: await write('gap.csv', dayHead, gap) });
      expect(broken.items).toBe(14 - 13 + 1 + (15 - 13 + 1));
      expect(broken.skipped).toEqual([{ path: 'line 16', reason: '"sold (pieces)" is missing' }]);
      const beside = days(['north'], 25).map((cells, at) => (at === 14 ? cells.with(2, '') : cells));
      expect((await judged('sold', { file: await write('beside.csv', dayHead, beside) })).skipped).toEqual([
        { path: 'line 16', reason: '"sold (pieces)" is missing' },
        { path: '10 rows from line 17 to line 26', reason: 'no window of 13 rows that can be used lies over them' },
      ]);
    });

    it('of categories are judged by the class that comes next, in the order of the run', async () => {
      const all = await partsOf('sport');
      const file = await judged('sport', { file: join(app.root, 'days.csv') });
      expect(file.items).toBe(2 * 65);
      expect(file.baselines.map(({ name }) => name)).toEqual(['majority', 'last-value', 'logistic']);
      expect(all.every(({ baselines }) => baselines[1]?.accuracy === 0)).toBe(true);
      expect(file.baselines[1]?.accuracy).toBe(0);
      const swum = days(['north'], 12).map((cells) => cells.with(3, 'swim'));
      const swims = await judged('sport', { file: await write('swims.csv', dayHead, swum) });
      expect(swims.baselines[1]?.accuracy).toBe(1);
      expect(swims.confusion.map((row) => row.reduce((sum, count) => sum + count, 0))).toEqual([0, 0, 7]);
    });

    it('refuses series that are shorter than what goes in and what is forecast', async () => {
      const path = await write('short.csv', dayHead, days(['north', 'south'], 12));
      await expect(judged('sold', { file: path })).rejects.toMatchObject({
        code: 'file-too-short',
        message: expect.stringContaining('must have 13 rows or more, 10 that go in and 3 that are forecast; the longest in'),
      });
    });
  });

  it('goes without what needs the training part once the data is erased', async () => {
    for (const { dataset } of learned.values()) await app.ask('datasets.remove', { dataset });
    await app.ask('system.emptyBin', {});
    const sold = await judged('sold', { file: join(app.root, 'days.csv') });
    expect(sold.score).toMatchObject({ mae: expect.any(Number), mase: null });
    expect(sold.numbers?.baselines.map(({ name }) => name)).toEqual(['last-value', 'seasonal-naive']);
    expect(await judged('labels', { file: join(app.root, 'houses.csv') })).toMatchObject({ majority: null, accuracy: expect.any(Number) });
    expect(await judged('town', { file: join(app.root, 'houses.csv') })).toMatchObject({ baselines: [] });
  });
});
