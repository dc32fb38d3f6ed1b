import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';
import { judge, picture, train, view, watch } from '../helpers/by-hand.ts';
import { drawn } from '../helpers/drawn.ts';

/** The whole way of a person with a table of houses and with series of sales, by hand, on the real engine. */
let app: App;
let data: string;

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'unfold-tables-'));
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

const perSquare = { Ulm: 2000, Bonn: 2500, Köln: 3200 };
/** Prices are area times what a square metre costs in the town: no line through the inputs tells that. */
function houses(rows: number): string {
  const { whole, pick } = drawn(3);
  const lines = Array.from({ length: rows }, () => {
    const [area, town] = [whole(20, 160), pick(['Ulm', 'Bonn', 'Köln'] as const)];
    return `${Math.ceil(area / 25)},${area},${town},${area * perSquare[town] + whole(-4000, 4000)}`;
  });
  return ['rooms,area (m2),town,price (EUR)', ...lines].join('\n');
}
/** Sales of a shop that repeat each week, and fall on days of a high price, which is known ahead. */
function sales(days: number): string {
  const { whole } = drawn(4);
  const lines = Array.from({ length: days }, (_, day) => {
    const price = whole(8, 12);
    const sold = 120 + 30 * Math.sin((2 * Math.PI * day) / 7) - 8 * (price - 10) + whole(-3, 3);
    return `${new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)},${price},${sold.toFixed(1)}`;
  });
  return ['day,price,sold', ...lines].join('\n');
}

test('a table of houses becomes a network that tells prices, better than a line through them', async ({ page }) => {
  test.setTimeout(300_000);
  const broken = watch(page);
  const path = join(data, 'houses.csv');
  writeFileSync(path, houses(600));
  const { job, project } = await app.call('datasets.importTable', { path, wish: { kind: 'tables', targets: ['price (EUR)'] } });
  await app.job(job);

  await test.step('begin with a template for tables, and train it', async () => {
    await page.goto(app.url);
    await page.goto(`http://127.0.0.1:${app.port}/#/p/${project}/build`);
    await expect(page.getByText('Sized for houses: 5 numbers, answered with price (EUR).', { exact: false })).toBeVisible();
    await picture(page, 'templates');
    await page.getByRole('button', { name: /^Multilayer perceptron/ }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByRole('button', { name: /^(Augmentation|Class weights)/ })).toHaveCount(0);
    await expect(page.getByText('Mean squared error')).toBeVisible();
    await picture(page, 'new-run');
    await train(page, { Epochs: '60', 'Learning rate': '0.01' });
    await expect(page.getByRole('region', { name: 'Results' })).toContainText(/[\d,]+ EUR\s*off on average.*always the training median/s);
    await picture(page, 'trained');
  });

  await test.step('see the baseline beaten', async () => {
    await judge(page, 'How far off');
    const verdict = page.getByRole('region', { name: 'Verdict' });
    await expect(verdict).toContainText(/Off by [\d,]+ EUR on average; linear regression on the same inputs is off by [\d,]+\./, {
      timeout: 60_000,
    });
    const [run, line] = [...(/by ([\d,]+)(?: EUR)? .* by ([\d,]+)/.exec((await verdict.textContent()) ?? '') ?? [])].slice(1);
    const off = (text: string | undefined): number => Number(text?.replaceAll(',', ''));
    // A line through the inputs cannot multiply: what it is off by a network must halve.
    expect(off(run)).toBeLessThan(off(line) / 2);
    await expect(page.getByRole('region', { name: 'Answer against actual' }).locator('circle')).toHaveCount(60);
    await picture(page, 'how-far-off');
  });

  await test.step('try a row, and see the price follow the area', async () => {
    await view(page, 'Use').click();
    const answer = page.getByRole('region', { name: 'What the model says' });
    await expect(answer).toContainText(/it is [\d,]+ EUR: [\d,.]+ off/, { timeout: 30_000 });
    await picture(page, 'try-row');
    const told = async (): Promise<number> =>
      Number((await answer.getByRole('heading', { level: 2 }).textContent())?.replace(/[^\d]/g, ''));
    const area = page.getByRole('spinbutton', { name: 'area (m2)' });
    for (const [typed, least, most] of [
      ['50', 60_000, 190_000],
      ['150', 240_000, 540_000],
    ] as const) {
      await area.fill(typed);
      await expect.poll(told, { timeout: 15_000 }).toBeGreaterThan(least);
      await expect.poll(told, { timeout: 15_000 }).toBeLessThan(most);
    }
    await expect(answer).toContainText(/than for the row as it was/);
    await expect(page.getByRole('heading', { level: 2, name: /changed by hand/ })).toBeVisible();
    await picture(page, 'try-row-changed');
    await page.getByRole('button', { name: 'As it was' }).click();
    await expect(answer).toContainText(/it is [\d,]+ EUR/);
  });

  await test.step('answer a file of rows', async () => {
    await page.getByRole('tab', { name: 'File to CSV' }).click();
    const rows = join(data, 'new.csv');
    writeFileSync(rows, 'rooms,area (m2),town\n4,100,Ulm\n4,100,Köln\n');
    await page.getByRole('textbox', { name: 'File of rows' }).fill(rows);
    await page.getByRole('button', { name: 'Predict' }).click();
    await expect(page.getByRole('heading', { name: '2 rows answered' })).toBeVisible({ timeout: 30_000 });
    await picture(page, 'file-to-csv');
    const [head, ...lines] = readFileSync(join(data, 'new-predictions.csv'), 'utf8').trim().split(/\r?\n/);
    expect(head).toBe('"line","price (EUR)"');
    const [ulm = 0, köln = 0] = lines.map((line) => Number(line.split(',')[1]));
    expect(köln).toBeGreaterThan(ulm * 1.2);
  });
  expect(broken).toEqual([]);
});

test('a series of sales becomes a forecast that one can ask what if', async ({ page }) => {
  test.setTimeout(300_000);
  const broken = watch(page);
  const path = join(data, 'sales.csv');
  writeFileSync(path, sales(500));
  const wish = { kind: 'series' as const, time: 'day', targets: ['sold'], window: 21, horizon: 7 };
  const { import: suggested } = await app.call('datasets.lookTable', { path, wish });
  if (suggested.preprocessing.kind !== 'series') throw new Error('series are wished for');
  const preprocessing = { ...suggested.preprocessing, knownAhead: ['price'], quantiles: [0.1, 0.5, 0.9] };
  const { job, project } = await app.call('datasets.importTable', { path, shape: suggested.shape, preprocessing });
  await app.job(job);

  await test.step('train a forecast', async () => {
    await page.goto(app.url);
    await page.goto(`http://127.0.0.1:${app.port}/#/p/${project}/build`);
    await page.getByRole('button', { name: /^Convolutional forecast/ }).click();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    // Quantiles have a loss of their own.
    await expect(page.getByText('Mean squared error')).toHaveCount(0);
    await train(page, { Epochs: '40', 'Learning rate': '0.01' });
    await picture(page, 'forecast-trained');
  });

  await test.step('see it over time, and how many values its ranges hold', async () => {
    await judge(page, 'How far off');
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/Off by [\d.]+ on average/, { timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Verdict' })).toContainText(/Ranges of 80 % hold [\d.]+ % of the values/);
    await expect(page.getByRole('region', { name: 'Forecast over time' })).toContainText('range of 80 %');
    await expect(page.getByRole('region', { name: 'Error by step' }).getByRole('listitem')).toHaveCount(7);
    await picture(page, 'forecast-over-time');
  });

  await test.step('ask what if: a higher price tomorrow sells less', async () => {
    await view(page, 'Use').click();
    const answer = page.getByRole('region', { name: 'What the model says' });
    await expect(answer).toContainText(/off on average over these 7 steps/, { timeout: 30_000 });
    await picture(page, 'try-window');
    const first = async (): Promise<number> =>
      Number((await answer.getByRole('heading', { level: 2 }).textContent())?.replace(/[^\d.]/g, ''));
    const price = page.getByRole('region', { name: 'price' }).getByRole('img');
    await price.focus();
    // From the end of the horizon back to its first day.
    await page.keyboard.press('End');
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowLeft');
    for (let press = 0; press < 12; press += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect(answer).toContainText(/if it were as you changed it/);
    await page.waitForTimeout(1500);
    const cheap = await first();
    for (let press = 0; press < 12; press += 1) await page.keyboard.press('Shift+ArrowUp');
    await expect.poll(first, { timeout: 15_000 }).toBeLessThan(cheap - 15);
    await picture(page, 'try-window-changed');
    await page.getByRole('button', { name: 'As it was' }).click();
    await expect(answer).toContainText(/off on average/);
  });

  await test.step('drag a point of the window, and see the forecast move', async () => {
    const plot = page.getByRole('region', { name: 'Forecast of sold' }).getByRole('img');
    const box = await plot.boundingBox();
    const point = await plot.locator('circle').last().boundingBox();
    if (box === null || point === null) throw new Error('the picture is there');
    const [x, y] = [point.x + point.width / 2, point.y + point.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, box.y + 20, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByText('forecast as it was')).toBeVisible();
    await expect(page.getByRole('region', { name: 'What the model says' })).toContainText(/if it were as you changed it/);
  });
  expect(broken).toEqual([]);
});
