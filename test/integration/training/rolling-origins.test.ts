import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput } from '#app/contract/index.ts';
import { type AskedCore, openAskedCore } from '#test/helpers/asked-core.ts';
import { drawn } from '#test/helpers/drawn.ts';

type Wish = NonNullable<CallInput<'datasets.importTable'>['wish']>;

const [window, horizon] = [8, 3];
const lengths = { Bonn: 120, Kiel: 60, Ulm: 120 };

/** Shops that sell more on the same days of the week; one has been open for half as long. */
function shops(): string {
  const { whole } = drawn(9);
  const lines = Object.entries(lengths).flatMap(([shop, days], place) =>
    Array.from({ length: days }, (_, day) => {
      const sold = 100 + 30 * place + 10 * (day % 7) + whole(0, 9);
      return [new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10), shop, sold, ['run', 'rest'][day % 2]].join(',');
    }),
  );
  return ['day,shop,sold,sport', ...lines].join('\n');
}

describe('a run on series at rolling origins', () => {
  let app: AskedCore;
  let path: string;
  const runs = new Map<string, number>();
  const judged = async (name: string, asked: Omit<CallInput<'evaluations.run'>, 'run'>): Promise<Evaluation> =>
    app.job<Evaluation>((await app.ask('evaluations.run', { run: runs.get(name) ?? 0, ...asked })).job);
  async function learn(name: string, wish: Wish, units: number): Promise<void> {
    const imported = await app.ask('datasets.importTable', { path, wish });
    await app.job(imported.job);
    const blocks = [...(wish.kind === 'series' ? [{ block: 'GRU', params: { units: 4 } }] : []), { block: 'Dense', params: { units } }];
    runs.set(name, (await app.train(imported, blocks, { engine: 'portable', epochs: 3, batchSize: 16, learningRate: 0.05 })).id);
  }

  beforeAll(async () => {
    app = await openAskedCore('unfold-rolling-');
    path = join(app.root, 'shops.csv');
    await writeFile(path, shops());
    const series = { kind: 'series', time: 'day', key: 'shop', window, horizon } as const;
    await learn('sold', { ...series, targets: ['sold'] }, horizon);
    await learn('sport', { ...series, targets: ['sport'] }, 2);
    await learn('table', { kind: 'tables', targets: ['sold'], answers: 'numbers' }, 1);
  });
  afterAll(() => app.close());

  it('is off by what its forecasts from these windows are off by, beside plain ones from the same origins', async () => {
    const { items, numbers } = await judged('sold', { origins: 3 });
    const { rolling } = numbers ?? {};
    // The test parts have 12 and 6 rows: 10 windows and 4, of which the last three in equal steps are taken.
    expect(items).toBe(3 * 3);
    expect(rolling).toMatchObject({ origins: 3, every: null, series: 3, leftOut: [], times: [null, null, null] });
    const windows = numbers?.points.map(({ item }) => item) ?? [];
    const off = new Map<string, number[]>();
    for (const [place, item] of windows.entries()) {
      const told = await app.ask('predictions.window', { run: runs.get('sold') ?? 0, item });
      const [target] = told.targets;
      const last = target?.before.at(-1) ?? Number.NaN;
      for (let step = 0; step < horizon; step += 1) {
        const came = target?.actual[step] ?? Number.NaN;
        const apart = { run: Math.abs(came - (target?.forecast[step] ?? Number.NaN)), last: Math.abs(came - last) };
        for (const key of [`run origin ${place % 3}`, `run step ${step}`]) off.set(key, [...(off.get(key) ?? []), apart.run]);
        off.set(`last step ${step}`, [...(off.get(`last step ${step}`) ?? []), apart.last]);
      }
    }
    const mean = (key: string): number => (off.get(key) ?? []).reduce((sum, each) => sum + each, 0) / (off.get(key)?.length ?? 0);
    const [run, , last] = rolling?.methods ?? [];
    expect(rolling?.methods.map(({ name }) => name)).toEqual(['run', 'mean', 'last-value', 'seasonal-naive', 'linear']);
    expect(run?.errors.origins.map((error, origin) => error - mean(`run origin ${origin}`)).every((apart) => Math.abs(apart) < 1e-3)).toBe(
      true,
    );
    for (const [step, { mean: error }] of (run?.errors.steps ?? []).entries()) expect(error).toBeCloseTo(mean(`run step ${step}`), 3);
    for (const [step, { mean: error }] of (last?.errors.steps ?? []).entries()) expect(error).toBeCloseTo(mean(`last step ${step}`), 9);
    expect(run?.errors.mean).toBeCloseTo(numbers?.targets[0]?.score.mae ?? 0, 6);
    expect(run?.errors.spread).toBeGreaterThan(0);
  });

  it('says how far the origins are apart and when they are, and which series have too few windows', async () => {
    const { items, numbers } = await judged('sold', { origins: 5 });
    expect(items).toBe(2 * 5);
    expect(numbers?.rolling).toMatchObject({ origins: 5, every: 2, series: 2, leftOut: ['Kiel'] });
    // The last origin is the last day that has a whole horizon behind it: the 117th.
    expect(numbers?.rolling?.times).toEqual([-8, -6, -4, -2, 0].map((days) => Date.UTC(2024, 0, 117 + days)));
  });

  it('is kept by how many origins it is of, beside the judgement of the whole part', async () => {
    const whole = await judged('sold', {});
    expect(whole.numbers?.rolling).toBeNull();
    const five = await judged('sold', { origins: 5 });
    expect((await judged('sold', { origins: 5 })).id).toBe(five.id);
    expect((await judged('sold', {})).id).toBe(whole.id);
    expect((await judged('sold', { origins: 4 })).numbers?.rolling?.origins).toBe(4);
    expect(await app.ask('evaluations.get', { evaluation: five.id })).toEqual(five);
  });

  it('rolls through the series of a file as well', async () => {
    const { items, part, numbers } = await judged('sold', { file: path, origins: 50 });
    expect({ items, part }).toEqual({ items: 3 * 50, part: 'file' });
    // 110 windows of two shops: two rows apart; 50 of the third.
    expect(numbers?.rolling).toMatchObject({ origins: 50, series: 3, every: null });
  });

  it.each([
    ['sold', 11, 'origins-too-many', 'Origins must be 2 to 10, the windows that there are; got 11'],
    ['sport', 3, 'run-answers-other', 'answers one class; it cannot be asked for numbers'],
    ['table', 3, 'data-other', 'must be asked about tables; got series'],
  ])('of %s refuses %i origins', async (name, origins, code, message) => {
    await expect(judged(name, { origins })).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});
