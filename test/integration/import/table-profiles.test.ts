import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { drawnSeries } from '#test/helpers/drawn-series.ts';

/** How tables and series look, told by the whole core: a profile that is kept, lines, and what repeats. */
const day = 86_400_000;
const rows = 700;
const [start, gap] = [Date.UTC(2022, 0, 3), 90];
let root: string;
let core: Awaited<ReturnType<typeof openCore>>;
let series: number;
let table: number;
const sold = drawnSeries(4, { rows, period: 7, swing: 30, slope: 0.05, level: 200, noise: 4 }).map(
  (value) => Math.round(value * 100) / 100,
);

const call = async <N extends CallName>(name: N, input: CallInput<N>) => {
  const answer = await core.call(name, input, { door: 'terminal' });
  if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer.value as CallOutput<N>; // parsed by the door with this channel's output
};
async function imported(file: string, content: string, wish: CallInput<'datasets.importTable'>['wish']): Promise<number> {
  const path = join(root, file);
  writeFileSync(path, content);
  const { job, dataset } = await call('datasets.importTable', { path, ...(wish !== undefined && { wish }) });
  for (;;) {
    const { state, error } = await call('jobs.get', { job });
    if (state === 'done') return dataset;
    if (error !== null) throw new Error(error.message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'unfold-profiles-'));
  core = await openCore({ workspace: join(root, 'workspace'), version: '0.0.0-test', as: 'a test', log: noLog });
  const lines = Array.from(
    sold,
    (value, row) => `${new Date(start + row * day).toISOString().slice(0, 10)},${row === gap ? '' : value},${row % 3}`,
  );
  series = await imported('sales.csv', ['day,sold,shelf', ...lines, ''].join('\n'), { kind: 'series', time: 'day', targets: ['sold'] });
  const flats = Array.from(
    { length: 120 },
    (_, row) => `${20 + (row % 40)},${(20 + (row % 40)) * 2},${['north', 'south'][row % 2]},${row % 5}`,
  );
  table = await imported('flats.csv', ['area,double,side,price', ...flats, ''].join('\n'), {
    kind: 'tables',
    targets: ['area'],
    answers: 'numbers',
  });
});
afterAll(async () => {
  await core.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a profile', () => {
  it('tells how each column lies and what it says of the target', async () => {
    const { target, columns, series: none } = await call('datasets.profile', { dataset: table });
    expect([target, none]).toEqual(['area', []]);
    expect(columns.map(({ name, tells }) => [name, tells])).toEqual([
      ['area', false],
      ['double', true],
      ['side', false],
      ['price', false],
    ]);
    expect(columns[1]).toMatchObject({ correlation: 1, outliers: 0, quartiles: { median: 79 } });
    expect(columns[1]?.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(120);
  });

  it('is kept beside what was fitted, until the rows are prepared anew', async () => {
    await call('datasets.profile', { dataset: table });
    const folder = join(root, 'workspace', 'datasets', String(table));
    const kept = () => readdirSync(folder).filter((name) => existsSync(join(folder, name, 'profile.json')));
    expect(kept()).toEqual(['prepared-1']);
    const { preprocessing } = await call('datasets.get', { dataset: table });
    if (preprocessing.kind !== 'tables') throw new Error('a table is prepared as one');
    const inputs = preprocessing.inputs.filter(({ column }) => column === 'double');
    const { job } = await call('datasets.prepareTable', {
      dataset: table,
      preprocessing: { ...preprocessing, targets: ['price'], inputs },
    });
    await expect.poll(async () => (await call('jobs.get', { job })).state, { timeout: 20_000 }).toBe('done');
    expect(kept()).toEqual([]);
    expect((await call('datasets.profile', { dataset: table })).target).toBe('price');
    expect(kept()).toEqual(['prepared-2']);
  });

  it('is none of what is no table', async () => {
    await expect(call('datasets.profile', { dataset: 999 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('a series', () => {
  it('is drawn whole and in part, at its times, with breaks', async () => {
    expect((await call('datasets.profile', { dataset: series })).series).toEqual([{ name: null, from: 0, to: rows }]);
    const part = await call('datasets.seriesLine', { dataset: series, column: 'sold', from: 85, to: 95 });
    expect(part.rows).toEqual([85, 86, 87, 88, 89, 90, 91, 92, 93, 94]);
    expect(part.at).toEqual(part.rows.map((row) => start + row * day));
    expect(part.values).toEqual(part.rows.map((row) => (row === gap ? null : sold[row])));
    const whole = await call('datasets.seriesLine', { dataset: series, column: 'sold', from: 0, to: rows, points: 100 });
    expect(whole.rows.length).toBeLessThanOrEqual(100);
    const known = [...sold].filter((_, row) => row !== gap);
    const shown = whole.values.filter((value) => value !== null);
    expect([Math.min(...shown), Math.max(...shown)]).toEqual([Math.min(...known), Math.max(...known)]);
  });

  it('tells what repeats in its own time, and takes its season apart', async () => {
    const shape = await call('datasets.seriesShape', { dataset: series, column: 'sold', from: 0, to: rows });
    expect(shape.peaks[0]).toMatchObject({ words: '7 days' });
    expect(shape.peaks[0]?.share).toBeGreaterThan(0.9);
    expect(shape.autocorrelation.values[0]).toBeCloseTo(1, 12);
    expect(shape.autocorrelation.values[7]).toBeGreaterThan(0.9);
    expect(shape.decomposition).toMatchObject({ period: 7, words: '7 days' });
    const { season, trend } = shape.decomposition ?? { season: null, trend: null };
    expect(season?.at).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(season?.values[7]).toBe(season?.values[0]);
    expect(Math.max(...(season?.values ?? []).map(Number))).toBeGreaterThan(20);
    // The moving average has half a season less at each end.
    expect(trend?.values.slice(0, 3)).toEqual([null, null, null]);
    const highest = shape.spectrum.density.indexOf(Math.max(...shape.spectrum.density));
    expect(shape.spectrum.periods[highest]).toBeCloseTo(7, 1);
    expect(shape.spectrum.periods).toEqual([...shape.spectrum.periods].sort((one, other) => one - other));
  });

  it('is told as none where it is no column of numbers', async () => {
    const asked = { dataset: series, from: 0, to: rows };
    await expect(call('datasets.seriesShape', { ...asked, column: 'nowhere' })).rejects.toMatchObject({ code: 'column-unknown' });
    await expect(call('datasets.seriesShape', { ...asked, column: 'sold', to: 2 })).rejects.toMatchObject({ code: 'series-too-short' });
  });
});
