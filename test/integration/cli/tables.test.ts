import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RollingEvaluation } from '#app/contract/evaluations.ts';
import type { ClassScore } from '#app/runs/metrics.ts';
import type { NumberScore } from '#app/runs/number-scores.ts';
import { exercise } from '#main/samples/exercise.ts';
import { films } from '#main/samples/films.ts';
import { flowers } from '#main/samples/flowers.ts';
import { heights } from '#main/samples/heights.ts';
import { houses } from '#main/samples/houses.ts';
import { sales } from '#main/samples/sales.ts';
import type { RowsSample } from '#main/samples/sample-set.ts';
import { writeRows } from '#main/samples/write-rows.ts';
import { ownTerminal } from '#test/helpers/own-terminal.ts';

/** Tables and series in the terminal, on the engine that is there; every bound is one that a broken model misses. */
const here = ownTerminal('unfold-cli-tables-');
const { run, json } = here;

interface Imported {
  dataset: number;
  items: number;
  skipped: { path: string; reason: string }[];
  columns: { name: string; type: string; missing: number }[];
}

interface Judged extends NumberScore {
  accuracy: number;
  majority: number;
  perClass: ClassScore[];
  baselines: (NumberScore & { name: string; accuracy: number })[];
  intervals: { share: number; coverage: number } | null;
  steps: number[];
  anomalies: { row: number; score: number }[];
}

const fileOf = (sample: RowsSample) => writeRows(sample, here.base);

/** Imports a file, trains and judges a run; the steps of the way that a user goes. */
async function learned(
  words: readonly string[],
  training: readonly string[],
): Promise<{ imported: Imported; judged: Judged; run: number }> {
  const imported = await json<Imported>('import', ...words);
  const trained = await json<{ run: number; state: string }>('train', String(imported.dataset), ...training, '--seed', '1');
  expect(trained.state).toBe('finished');
  return { imported, run: trained.run, judged: await json<Judged>('evaluate', String(trained.run)) };
}

const baseline = ({ baselines }: Judged, name: string) => baselines.find((each) => each.name === name);

describe('a table in the terminal', () => {
  it('is classified, beside the majority and logistic regression', async () => {
    const { imported, judged, run: number } = await learned(['table', await fileOf(flowers), '--label', 'species'], ['--epochs', '20']);
    expect(imported).toMatchObject({ items: 600, skipped: [] });
    expect(imported.columns.map(({ type }) => type)).toEqual(['number', 'number', 'category', 'category']);
    expect(judged.accuracy).toBeGreaterThan(0.9);
    expect(baseline(judged, 'majority')?.accuracy).toBeLessThan(0.4);
    expect(baseline(judged, 'logistic')?.accuracy).toBeGreaterThan(0.9);

    const rows = join(here.base, 'new flowers.csv');
    writeFileSync(rows, 'length (cm),width (cm),colour\n5.0,2.0,blue\n6.0,3.6,red\n7.6,2.2,red\n,2.2,red\nlong,2.2,red\n');
    const out = join(here.base, 'named.csv');
    const said = await json<{ items: number; skipped: { path: string; reason: string }[] }>(
      'predict',
      String(number),
      '--file',
      rows,
      '--out',
      out,
    );
    expect(said.items).toBe(3);
    expect(said.skipped.map(({ path }) => path).sort()).toEqual(['line 5', 'line 6']);
    const lines = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('"line","species","iris","rose","tulip"');
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([
      ['2', '"iris"'],
      ['3', '"rose"'],
      ['4', '"tulip"'],
    ]);
  });

  it('is answered with numbers in their own unit, better than a straight line does', async () => {
    const { judged } = await learned(['table', await fileOf(houses), '--label', 'price (EUR)'], ['--epochs', '20']);
    // The noise alone, of deviation 8,000, is off by 6,383 on average: 8,000·√(2/π).
    expect(judged.mae).toBeGreaterThan(5000);
    expect(judged.mae).toBeLessThan(0.6 * (baseline(judged, 'linear')?.mae ?? 0));
    expect(judged.mae).toBeLessThan(0.1 * (baseline(judged, 'mean')?.mae ?? 0));
    expect(judged.r2).toBeGreaterThan(0.98);
  });

  it('is judged on a file beside the same baselines; rows that cannot be used are listed, and columns go by their names without units', async () => {
    const { judged: own, run: number } = await learned(['table', await fileOf(houses), '--label', 'price'], ['--epochs', '20']);
    const [head = [], ...rows] = houses.write();
    const asked = head.map((name) => String(name).replace(/ \(.*\)$/, ''));
    const file = join(here.base, 'sold houses.csv');
    const lines = rows.slice(0, 300).map((cells, at) => (at === 7 ? cells.with(-1, '') : cells));
    writeFileSync(file, [asked.with(-1, 'paid'), ...lines].map((cells) => cells.join(',')).join('\n'));
    const judged = await json<Judged & { items: number; part: string; skipped: object[] }>(
      'evaluate',
      String(number),
      '--file',
      file,
      '--label',
      'paid',
    );
    expect(Object.keys(judged).sort()).toEqual(Object.keys(own).sort());
    expect(judged).toMatchObject({ part: 'file', items: 299, skipped: [{ path: 'line 9', reason: '"price (EUR)" is missing' }] });
    expect(judged.r2).toBeGreaterThan(0.98);
    expect(judged.mae).toBeLessThan(0.6 * (baseline(judged, 'linear')?.mae ?? 0));

    const told = await run('evaluate', String(number), '--file', file, '--label', 'paid');
    expect(told.out).toMatch(/^Off by [\d,.]+ EUR on average \(mean absolute error\) on 299 items of .*sold houses\.csv/);
    expect(told.out).toContain('Skipped 1:\n  line 9: "price (EUR)" is missing');
    const refused = await run('evaluate', String(number), '--file', file, '--json');
    expect(refused.code).toBe(1);
    expect(refused.json).toMatchObject({ error: { code: 'answers-missing', message: expect.stringContaining('no column "price (EUR)"') } });
  });

  it('tells heights from shadows, where their mean is off by as much as they deviate', async () => {
    const { judged } = await learned(['table', await fileOf(heights), '--label', 'height (cm)'], ['--epochs', '30', '--loss', 'mae']);
    expect(baseline(judged, 'mean')?.mae).toBeGreaterThan(20);
    expect(judged.mae).toBeLessThan(4);
  });

  it('is answered with several labels at once', async () => {
    const words = ['table', await fileOf(films), '--label', 'comedy,drama,war', '--learn', 'labels'];
    const { judged } = await learned(words, ['--epochs', '30']);
    expect(judged.majority).toBeLessThan(0.65);
    expect(judged.accuracy).toBeGreaterThan(0.93);
    expect(judged.perClass.map(({ name }) => name)).toEqual(['comedy', 'drama', 'war']);
    for (const { f1 } of judged.perClass) expect(f1).toBeGreaterThan(0.85);
  });
});

describe('a series in the terminal', () => {
  it('is forecast several steps ahead with ranges, and what comes after its end is written into a file', async () => {
    const words = [
      'series',
      await fileOf(sales),
      '--time',
      'day',
      '--target',
      'sold',
      '--window',
      '28',
      '--horizon',
      '7',
      '--interval',
      '80',
    ];
    const { imported, judged, run: number } = await learned(words, ['--epochs', '40']);
    expect(imported).toMatchObject({ series: { count: 1, season: 7 } });
    expect(judged.mase).toBeLessThan(0.8);
    expect(judged.mae).toBeLessThan(0.8 * (baseline(judged, 'seasonal-naive')?.mae ?? 0));
    expect(judged.intervals?.share).toBeCloseTo(0.8, 12);
    expect(judged.intervals?.coverage).toBeGreaterThan(0.75);
    expect(judged.intervals?.coverage).toBeLessThan(0.85);
    expect(judged.steps).toHaveLength(7);

    const out = join(here.base, 'next.csv');
    await json('predict', String(number), '--file', await fileOf(sales), '--out', out);
    const lines = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(lines[0]).toBe('"day","sold 10 %","sold 50 %","sold 90 %"');
    const days = Array.from({ length: 7 }, (_, step) => `"${new Date(Date.UTC(2025, 1, 9 + step)).toISOString().slice(0, 10)}"`);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(days);
    const onFile = await json<Judged & { items: number; skipped: [] }>('evaluate', String(number), '--file', await fileOf(sales));
    const far = join(here.base, 'next-weeks.csv');
    const told = await run('predict', String(number), '--file', await fileOf(sales), '--out', far, '--steps', '20');
    expect(told.out).toContain('From step 8 on forecasts rest on forecasts');
    const farther = readFileSync(far, 'utf8').trim().split('\r\n');
    expect(farther).toHaveLength(1 + 20);
    expect(farther.slice(0, lines.length)).toEqual(lines);
    // A week later it still knows the days of the week: the least of each week is on the same day.
    const middles = farther.slice(1).map((line) => Number(line.split(',')[2]));
    const least = (week: number) => middles.slice(7 * week, 7 * week + 7).indexOf(Math.min(...middles.slice(7 * week, 7 * week + 7)));
    expect(least(1)).toBe(least(0));

    // With the windows of which the seven days lie in two parts.
    expect(onFile.items).toBe(imported.items + 2 * 6);
    expect(onFile.skipped).toEqual([]);
    const rolled = await json<Judged & { items: number; rolling: RollingEvaluation }>('evaluate', String(number), '--origins', '10');
    expect(rolled.items).toBe(10);
    expect(rolled.rolling).toMatchObject({ origins: 10, every: 15, series: 1, leftOut: [] });
    const [own, ...plain] = rolled.rolling.methods;
    expect(own?.errors.mean).toBeCloseTo(rolled.mae, 9);
    expect(own?.errors.steps).toHaveLength(7);
    for (const { errors } of plain) expect(own?.errors.mean).toBeLessThan(errors.mean);
    const report = await run('evaluate', String(number), '--origins', '10');
    expect(report.out).toContain(`At 10 rolling origins, 15 rows apart, each forecasting 7 steps; nothing is fitted anew`);
    const wrong = await run('evaluate', String(number), '--origins', '1', '--json');
    expect(wrong.json).toMatchObject({ error: { code: 'usage-wrong' } });
    for (const line of lines.slice(1)) {
      const [low = 0, middle = 0, high = 0] = line.split(',').slice(1).map(Number);
      expect(low < middle && middle < high).toBe(true);
    }
  });

  it.each([
    ['gru-forecast', 0.9],
    ['conv-forecast', 0.9],
  ])('is forecast by %s', async (template, bound) => {
    const words = ['series', await fileOf(sales), '--window', '28', '--horizon', '7', '--name', template];
    const { judged } = await learned(words, ['--epochs', '15', '--model', template]);
    expect(judged.mase).toBeLessThan(bound);
  });

  it('names what was not to be expected', async () => {
    const [head = [], ...rows] = sales.write();
    const spoilt = new Set([rows.length - 100, rows.length - 60, rows.length - 20]);
    const lines = rows.map((cells, at) => (spoilt.has(at) ? [cells[0], Number(cells[1]) + 120] : cells));
    const file = join(here.base, 'spoilt.csv');
    writeFileSync(file, [head, ...lines].map((cells) => cells.join(',')).join('\n'));
    const { judged } = await learned(['series', file, '--window', '28'], ['--epochs', '15']);
    const found = judged.anomalies.slice(0, spoilt.size).map(({ row }) => row);
    expect(found.sort((one, other) => one - other)).toEqual([...spoilt]);
    // A window with such a day in it is answered a little otherwise; few others may be named.
    expect(judged.anomalies.length).toBeLessThan(10);
  });

  it('of exercises tells which is due today, missed days or not', async () => {
    const { imported, judged } = await learned(['series', await fileOf(exercise), '--window', '6'], ['--epochs', '15']);
    expect(imported.items).toBeGreaterThan(500);
    expect(judged.accuracy).toBeGreaterThanOrEqual(0.99);
    expect(judged.majority).toBeLessThan(0.4);
  });
});
