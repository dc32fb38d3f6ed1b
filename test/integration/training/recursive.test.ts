import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#app/contract/index.ts';
import type { filePredicted, WindowForecast } from '#app/contract/predictions.ts';
import { usualEncoder } from '#app/data/columns/encoders/index.ts';
import type { SeriesPreprocessing } from '#app/data/series/preprocessing.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { drawn } from '#test/helpers/drawn.ts';

type FilePredicted = ReturnType<typeof filePredicted.parse>;

const [days, window, horizon] = [120, 6, 2];
const dayOf = (day: number): string => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10);
const exercises = ['run', 'swim', 'rest'] as const;

/** Two shops: what they sell at which price and in which weather, how many come in, and what their people do after work. */
function shops(): string[][] {
  const { whole } = drawn(6);
  return ['Bonn', 'Ulm'].flatMap((shop, place) =>
    Array.from({ length: days }, (_, day) => {
      const [price, weather] = [whole(8, 12), whole(0, 9)];
      const sold = 100 + 40 * place + 20 * Math.sin((2 * Math.PI * day) / 7) - 8 * (price - 10) + weather;
      return [shop, dayOf(day), String(price), String(weather), sold.toFixed(3), String(Math.round(sold / 3)), exercises[day % 3] ?? ''];
    }),
  );
}
const head = ['shop', 'day', 'price', 'weather', 'sold', 'visitors', 'sport'];
const csv = (rows: readonly (readonly string[])[]): string => [head, ...rows].map((cells) => cells.join(',')).join('\n');

describe('forecasts further than a network answers at once', () => {
  let app: AskedCore;
  let path: string;
  const runs = new Map<string, number>();
  const runOf = (name: string): number => runs.get(name) ?? 0;
  const forecast = (name: string, item: number, asked: Partial<CallInput<'predictions.window'>> = {}): Promise<WindowForecast> =>
    app.ask('predictions.window', { run: runOf(name), item, ...asked });
  async function learn(name: string, targets: string[], change: Partial<SeriesPreprocessing>, units: number): Promise<void> {
    const wish = { kind: 'series' as const, time: 'day', key: 'shop', targets, window, horizon };
    const { import: suggested } = await app.ask('datasets.lookTable', { path, wish });
    const preprocessing = { ...suggested.preprocessing, ...change } as SeriesPreprocessing; // series are wished for
    const imported = await app.ask('datasets.importTable', { path, shape: suggested.shape, preprocessing, split: suggested.split });
    await app.job(imported.job);
    const blocks = [
      { block: 'GRU', params: { units: 8 } },
      { block: 'Dense', params: { units } },
    ];
    runs.set(name, (await app.train(imported, blocks, { engine: 'portable', epochs: 12, batchSize: 16, learningRate: 0.03 })).id);
  }
  /** Answers of a file, a line each, cell by cell. */
  async function answered(name: string, rows: readonly (readonly string[])[], asked: { steps?: number; hold?: boolean } = {}) {
    const [file, out] = [join(app.root, 'asked.csv'), join(app.root, 'answered.csv')];
    await writeFile(file, csv(rows));
    const result = await app.job<FilePredicted>((await app.ask('predictions.file', { run: runOf(name), file, out, ...asked })).job);
    const [names = [], ...lines] = (await readFile(out, 'utf8'))
      .trim()
      .split('\r\n')
      .map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')));
    return { ...result, names, lines };
  }

  beforeAll(async () => {
    app = await openAskedCore('unfold-recursive-');
    path = join(app.root, 'shops.csv');
    await writeFile(path, csv(shops()));
    const input = (column: string, type: 'number' | 'category' | 'date' = 'number') =>
      ({ column, encoder: usualEncoder(type, false) }) as SeriesPreprocessing['inputs'][number]; // all of these go in
    const known = { inputs: [input('sold'), input('price'), input('day', 'date')], knownAhead: ['price', 'day'] };
    await learn('sold', ['sold'], { ...known, quantiles: [0.1, 0.5, 0.9] }, 3 * horizon);
    await learn('differences', ['sold'], { ...known, targetScaling: [{ kind: 'difference', lag: 7 }, { kind: 'standard' }] }, horizon);
    await learn('weather', ['sold'], { inputs: [input('sold'), input('weather')] }, horizon);
    await learn('outside', ['sold', 'visitors'], { inputs: [input('visitors')] }, 2 * horizon);
    await learn('sport', ['sport'], { inputs: [input('sport', 'category')], horizon: 1 }, exercises.length);
  });
  afterAll(() => app.close());

  it.each(['sold', 'differences'])('of %s are what the network says of a window with its own forecasts in it', async (name) => {
    const item = 30;
    const far = await forecast(name, item, { reach: 3 });
    expect(far).toMatchObject({ atOnce: horizon, steps: 3 * horizon, held: [] });
    const [target] = far.targets;
    expect(target?.forecast).toHaveLength(3 * horizon);
    expect(target?.actual).toEqual(
      shops()
        .slice(item + window, item + window + 3 * horizon)
        .map((cells) => Number(cells[4])),
    );
    for (const round of [0, 1, 2]) {
      // The window so many rounds later, with what was forecast in place of what came.
      const fed = round * horizon;
      const edits = (target?.forecast ?? []).slice(0, fed).map((value, step) => ({ column: 'sold', step: window - fed + step, value }));
      const [later] = (await forecast(name, item + fed, { edits })).targets;
      for (const line of ['forecast', 'low', 'high'] as const)
        for (const [step, value] of (later?.[line] ?? []).entries()) expect(target?.[line]?.[fed + step]).toBeCloseTo(value, 3);
    }
  });

  it('follow what is known ahead as far as they reach, and no further than it is there', async () => {
    const first = async (value: number) =>
      (await forecast('sold', 30, { reach: 2, edits: [{ column: 'price', step: window + horizon, value }] })).targets[0]?.forecast ?? [];
    const [dear, cheap] = [await first(12), await first(8)];
    expect(dear.slice(0, horizon)).toEqual(cheap.slice(0, horizon));
    expect((cheap[horizon] ?? 0) - (dear[horizon] ?? 0)).toBeGreaterThan(5);
    const last = days - window - horizon;
    expect((await forecast('sold', last)).steps).toBe(horizon);
    await expect(forecast('sold', last, { reach: 2 })).rejects.toMatchObject({ code: 'window-outside' });
    const outside = [{ column: 'price', step: window + 2 * horizon, value: 9 }];
    await expect(forecast('sold', 30, { reach: 2, edits: outside })).rejects.toMatchObject({ code: 'edit-outside' });
  });

  it('go on by the interval where the data has ended', async () => {
    const end = await forecast('weather', days - window - horizon, { reach: 4, hold: true });
    expect(end.times).toEqual(
      Array.from({ length: window + 4 * horizon }, (_, step) => Date.UTC(2024, 0, 1 + days - window - horizon + step)),
    );
    expect(end.targets[0]?.actual.slice(horizon)).toEqual(new Array(3 * horizon).fill(null));
  });

  it('hold what nobody knows ahead at its last value, where somebody says so', async () => {
    await expect(forecast('weather', 30, { reach: 2 })).rejects.toMatchObject({
      code: 'inputs-unknown-ahead',
      message: expect.stringContaining('nobody knows "weather"'),
      remedy: expect.stringContaining('--hold'),
    });
    const held = await forecast('weather', 30, { reach: 2, hold: true });
    expect(held.held).toEqual(['weather']);
    const weather = Number(shops()[30 + window - 1]?.[3]);
    const fed = (held.targets[0]?.forecast ?? []).slice(0, horizon).flatMap((value, step) => [
      { column: 'sold', step: window - horizon + step, value },
      { column: 'weather', step: window - horizon + step, value: weather },
    ]);
    const [later] = (await forecast('weather', 30 + horizon, { edits: fed })).targets;
    for (const [step, value] of (later?.forecast ?? []).entries()) expect(held.targets[0]?.forecast[horizon + step]).toBeCloseTo(value, 3);
    expect((await forecast('weather', 30)).held).toEqual([]);
  });

  it('need what is forecast among what goes in', async () => {
    expect((await forecast('outside', 30)).targets).toHaveLength(2);
    await expect(forecast('outside', 30, { reach: 2, hold: true })).rejects.toMatchObject({
      code: 'targets-not-inputs',
      message: expect.stringContaining('"sold" does not'),
    });
  });

  it('of a category take the likeliest for what came', async () => {
    const { next, later, steps } = await forecast('sport', 30, { reach: 7 });
    expect(steps).toBe(7);
    expect([next?.label, ...later.map(({ label }) => label)]).toEqual(
      Array.from({ length: 7 }, (_, step) => exercises[(30 + window + step) % 3]),
    );
    expect(later.map(({ actual }) => actual)).toEqual(later.map(({ label }) => label));
    for (const { probability } of later) expect(probability).toBeGreaterThan(0.5);
  });

  describe('of a file', () => {
    /** The first shop up to a day, and of days after it what is known ahead. */
    const upTo = (known: number, ahead: number) =>
      shops()
        .slice(0, known + ahead)
        .map((cells, day) => (day < known ? cells : cells.map((cell, at) => (at < 3 ? cell : ''))));

    it('are those of the same window, a line a step with its time', async () => {
      const { lines, names, items, atOnce } = await answered('sold', upTo(30 + window, 5 * horizon), { steps: 5 });
      expect(names).toEqual(['shop', 'day', 'sold 10 %', 'sold 50 %', 'sold 90 %']);
      expect({ items, atOnce }).toEqual({ items: 1, atOnce: horizon });
      expect(lines.map(([shop, day]) => [shop, day])).toEqual(Array.from({ length: 5 }, (_, step) => ['Bonn', dayOf(30 + window + step)]));
      const [target] = (await forecast('sold', 30, { reach: 3 })).targets;
      for (const [step, [, , low, middle, high]] of lines.entries()) {
        expect(Number(low)).toBeCloseTo(target?.low?.[step] ?? Number.NaN, 2);
        expect(Number(middle)).toBeCloseTo(target?.forecast[step] ?? Number.NaN, 2);
        expect(Number(high)).toBeCloseTo(target?.high?.[step] ?? Number.NaN, 2);
      }
      const fewer = await answered('sold', upTo(30 + window, horizon));
      expect(fewer.lines).toEqual(lines.slice(0, horizon));
      expect(fewer.atOnce).toBeNull();
    });

    it('are of each series by itself, whatever stands in the others', async () => {
      const [bonn, ulm] = [shops().slice(0, 40), shops().slice(days, days + 40)];
      const both = await answered('weather', [...bonn, ...ulm], { steps: 6, hold: true });
      expect(both.items).toBe(2);
      const alone = [await answered('weather', bonn, { steps: 6, hold: true }), await answered('weather', ulm, { steps: 6, hold: true })];
      expect(both.lines).toEqual(alone.flatMap(({ lines }) => lines));
    });

    it('are left out where too little is known, and why is told', async () => {
      const short = await answered('sold', upTo(30, 3), { steps: 5 });
      expect(short.skipped).toEqual([{ path: 'series "Bonn"', reason: '6 rows must follow with what is known ahead; got 3' }]);
      const holes = upTo(30, 6).map((cells, day) => (day === 27 || day === 32 ? cells.with(2, '') : cells));
      expect((await answered('sold', holes, { steps: 5 })).skipped).toEqual([
        { path: 'series "Bonn"', reason: '"price" must be told to forecast; it is missing in line 29' },
      ]);
      const later = upTo(30, 6).map((cells, day) => (day === 32 ? cells.with(2, '') : cells));
      expect((await answered('sold', later, { steps: 5 })).skipped[0]?.reason).toContain('missing in line 34');
      expect((await answered('sold', later)).items).toBe(1);
    });

    it('of a category are the likeliest, each with the probabilities of all', async () => {
      const { lines, names } = await answered('sport', upTo(30, 0), { steps: 4 });
      expect(names).toEqual(['shop', 'day', 'sport', 'rest', 'run', 'swim']);
      expect(lines.map((cells) => cells[2])).toEqual([0, 1, 2, 3].map((step) => exercises[(30 + step) % 3]));
    });

    it('are refused at once where the run cannot go on', async () => {
      const file = join(app.root, 'shops.csv');
      const refused = (name: string, more: object) =>
        app.ask('predictions.file', { run: runOf(name), file, out: join(app.root, 'no.csv'), ...more });
      await expect(refused('outside', { steps: 3, hold: true })).rejects.toMatchObject({ code: 'targets-not-inputs' });
      await expect(refused('weather', { steps: 3 })).rejects.toMatchObject({ code: 'inputs-unknown-ahead' });
    });
  });
});
