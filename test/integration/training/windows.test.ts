import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import type { CallInput, CallName, CallOutput } from '#app/contract/index.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { type Core, openCore } from '#main/core.ts';
import { noLog } from '#main/log.ts';
import { drawn } from '#test/helpers/drawn.ts';
import { isOver, trainingEngine } from '#test/helpers/training-workspace.ts';

const [days, window, horizon] = [200, 14, 3];

/** Two shops that sell more on the same days of the week, and less the higher the price, which is known ahead. */
function shops(): string {
  const { whole } = drawn(5);
  const lines = ['Ulm', 'Bonn'].flatMap((shop, place) =>
    Array.from({ length: days }, (_, day) => {
      const price = whole(8, 12);
      const sold = 100 + 50 * place + 20 * Math.sin((2 * Math.PI * day) / 7) - 10 * (price - 10);
      return `${new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)},${shop},${price},${sold.toFixed(2)}`;
    }),
  );
  return ['day,shop,price,sold', ...lines].join('\n');
}

describe(`what comes after a window, on ${trainingEngine}`, () => {
  let folder: string;
  let core: Core;
  let dataset: number;
  let run: number;

  const call = <N extends CallName>(name: N, input: CallInput<N>) => core.call(name, input, { door: 'terminal' });
  async function ask<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await call(name, input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.error)}`);
    return answer.value as CallOutput<N>; // the door has checked it
  }
  async function job<T>(id: number): Promise<T> {
    for (;;) {
      const { endedAt, error, result } = await ask('jobs.get', { job: id });
      if (error !== null) throw new Error(error.message);
      if (endedAt !== null) return result as T;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  async function trained(input: CallInput<'datasets.importTable'>, template: string): Promise<{ dataset: number; run: number }> {
    const imported = await ask('datasets.importTable', input);
    await job(imported.job);
    const { id: model } = await ask('models.create', { project: imported.project, template, dataset: imported.dataset });
    const config = { engine: trainingEngine, epochs: 15, batchSize: 32, learningRate: 0.01 } as const;
    const { id } = await ask('runs.start', { dataset: imported.dataset, model, config });
    while (!isOver(await ask('runs.get', { run: id }))) await new Promise((resolve) => setTimeout(resolve, 50));
    return { dataset: imported.dataset, run: id };
  }
  const forecast = (item: number, edits: CallInput<'predictions.window'>['edits'] = []) => ask('predictions.window', { run, item, edits });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'unfold-windows-'));
    core = await openCore({ workspace: join(folder, 'workspace'), version: 'test', as: 'a test', log: noLog });
    const path = join(folder, 'shops.csv');
    writeFileSync(path, shops());
    const wish = { kind: 'series' as const, time: 'day', key: 'shop', targets: ['sold'], window, horizon };
    const { import: suggested } = await ask('datasets.lookTable', { path, wish });
    const settings = asColumns(suggested.preprocessing);
    if (settings.kind !== 'series') throw new Error('series are wished for');
    const preprocessing = { ...settings, knownAhead: ['price'], quantiles: [0.1, 0.5, 0.9] };
    ({ dataset, run } = await trained({ path, shape: suggested.shape, preprocessing }, 'conv-forecast'));
  });
  afterAll(async () => {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is what the run is judged by, beside what came really', async () => {
    const { numbers } = await job<Evaluation>((await ask('evaluations.run', { run })).job);
    const points = numbers?.points ?? [];
    expect(points.length).toBeGreaterThan(10);
    expect(new Set(points.map(({ series }) => series))).toEqual(new Set(['Bonn', 'Ulm']));
    for (const point of [points[0], points.at(-1)]) {
      const told = await forecast(point?.item ?? 0);
      const [target] = told.targets;
      expect(told).toMatchObject({ series: point?.series, window, atOnce: horizon, steps: horizon, held: [], next: null, later: [] });
      expect(target?.forecast[0]).toBeCloseTo(point?.predicted ?? 0, 3);
      expect(target?.low?.[0]).toBeCloseTo(point?.low ?? 0, 3);
      expect(target?.high?.[0]).toBeCloseTo(point?.high ?? 0, 3);
      expect(target?.actual[0]).toBe(point?.actual);
      expect(told.times[window]).toBe(point?.time);
    }
  });

  it('holds the rows of the data, as they are asked for by their places', async () => {
    const told = await forecast(40);
    const { rows, total } = await ask('datasets.rows', { dataset, indices: [41, 40, 1_000_000] });
    expect(total).toBe(2);
    expect(rows.map(({ index }) => index)).toEqual([41, 40]);
    const sold = told.inputs.find(({ name }) => name === 'sold');
    expect(sold?.cells).toHaveLength(window);
    expect([sold?.cells[1], sold?.cells[0]]).toEqual(rows.map(({ cells }) => cells[3]));
    expect(told.inputs.find(({ name }) => name === 'price')?.cells).toHaveLength(window + horizon);
  });

  it('follows what is known ahead: a higher price sells less, on that day', async () => {
    const asIs = await forecast(40);
    const dear = await forecast(40, [{ column: 'price', step: window, value: 12 }]);
    const cheap = await forecast(40, [{ column: 'price', step: window, value: '8' }]);
    const first = ({ targets }: typeof asIs): number => targets[0]?.forecast[0] ?? 0;
    expect(first(cheap) - first(dear)).toBeGreaterThan(10);
    expect(dear.inputs.find(({ name }) => name === 'price')?.cells[window]).toBe(12);
    expect(dear.targets[0]?.actual).toEqual(asIs.targets[0]?.actual);
    expect(await forecast(40)).toMatchObject({ targets: asIs.targets });
  });

  it('says which windows and which cells there are not', async () => {
    const refused = async (item: number, edits: CallInput<'predictions.window'>['edits']) => {
      const answer = await call('predictions.window', { run, item, edits });
      return answer.ok ? null : answer.error.code;
    };
    expect(await refused(days - window - horizon + 1, [])).toBe('window-outside');
    expect(await refused(10 * days, [])).toBe('window-outside');
    expect(await refused(0, [{ column: 'sold', step: window, value: 1 }])).toBe('edit-outside');
    expect(await refused(0, [{ column: 'price', step: window + horizon, value: 1 }])).toBe('edit-outside');
    expect(await refused(0, [{ column: 'shop', step: 0, value: 'Bonn' }])).toBe('edit-outside');
    expect(await refused(0, [{ column: 'price', step: 0, value: 'dear' }])).toBe('cell-unreadable');
  });

  it('is of series alone: a row of a table is answered in its unit', async () => {
    const path = join(folder, 'squares.csv');
    writeFileSync(path, ['side,colour,area', ...Array.from({ length: 300 }, (_, row) => `${row % 30},red,${10 * (row % 30)}`)].join('\n'));
    const table = await trained({ path, wish: { kind: 'tables', targets: ['area'], answers: 'numbers' } }, 'mlp');
    const { predictions } = await ask('predictions.rows', {
      run: table.run,
      rows: [
        { side: 5, colour: 'red' },
        { side: '25', colour: null },
      ],
    });
    const [small = 0, large = 0] = predictions.map(({ numbers }) => numbers[0]?.value ?? 0);
    expect(Math.abs(small - 50)).toBeLessThan(20);
    expect(Math.abs(large - 250)).toBeLessThan(60);
    expect(await call('predictions.window', { run: table.run, item: 0 })).toMatchObject({ ok: false, error: { code: 'data-other' } });
  });
});
