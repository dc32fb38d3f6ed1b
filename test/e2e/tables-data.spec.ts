import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { choose, tab } from '../helpers/by-hand.ts';
import { drawn } from '../helpers/drawn.ts';
import { drawnSeries } from '../helpers/drawn-series.ts';
import { ownApp } from '../helpers/own-app.ts';

/** A table and a series by hand: looked at, corrected, imported, looked at in every tab, prepared anew, and parted anew. */
const here = ownApp();
const hostile = '<img src=x onerror=alert(1)>';

/** 300 flats with everything that goes wrong: missing cells, a column that gives the price away, a constant one, a ragged row. */
function writeFlats(): string {
  const { whole, pick } = drawn(11);
  const rows = Array.from({ length: 300 }, (_, number) => {
    const area = whole(250, 1500) / 10;
    const side = number === 4 ? hostile : pick(['north', 'south', 'old town']);
    const price = Math.round(area * 2100 + (side === 'south' ? 30_000 : 0) + whole(0, 20_000));
    const shown = number % 20 === 3 ? '' : String(area).replace('.', ',');
    return [shown, side, pick(['yes', 'no']), 'EUR', price, price * 100].join(';');
  });
  const path = join(here.root, 'flats.csv');
  writeFileSync(path, ['area (m²);side;garden;currency;price;cents', ...rows, '1;2', ''].join('\n'));
  return path;
}
/** 500 days with a season of a week; two values are missing. */
function writeSales(): string {
  const sold = drawnSeries(3, { rows: 500, period: 7, swing: 40, slope: 0.05, level: 200, noise: 6 });
  const rows = Array.from(sold, (value, row) => {
    const day = new Date(Date.UTC(2022, 0, 1 + row)).toISOString().slice(0, 10);
    return `${day},${row === 30 || row === 31 ? '' : value.toFixed(1)},${row % 50 === 0 ? 'yes' : 'no'}`;
  });
  const path = join(here.root, 'sales.csv');
  writeFileSync(path, ['day,sold,holiday', ...rows, ''].join('\n'));
  return path;
}
const toImport = (page: Page, path: string): Promise<unknown> =>
  page.goto(`http://127.0.0.1:${here.app.port}/#/p/new/data?folder=${encodeURIComponent(path)}`);
const dataset = async (name: string) => {
  const found = (await here.app.call('datasets.list', {})).datasets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was imported`);
  return found;
};
/** Waits until what was applied holds. */
const prepared = (name: string): Promise<void> => expect.poll(async () => (await dataset(name)).state, { timeout: 30_000 }).toBe('ready');

test('a table is looked at, imported, looked into, mended and parted anew', async ({ page }) => {
  await toImport(page, writeFlats());
  await expect(page.getByRole('heading', { name: '301 rows' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Table' })).toBeChecked();
  await page.getByRole('button', { name: /will be skipped/ }).click();
  await expect(page.getByRole('list', { name: 'Skipped rows and why' })).toContainText('a row must have 6 cells; got 2');
  await expect(page.getByLabel('How area (m²) is read')).toHaveText('Number 1234,5');
  await expect(page.getByLabel('Learned', { exact: true })).toHaveText('price');
  await choose(page, 'How side is read', 'Free text');
  await expect(page.getByLabel('How side goes in')).toHaveText('Not kept');
  await choose(page, 'How side is read', 'Category');
  await choose(page, 'How side goes in', 'One-hot');
  await choose(page, 'Missing cells of area (m²)', 'Mean');
  await page.getByRole('button', { name: 'Import 300 rows' }).click();

  const rows = page.getByRole('grid', { name: 'Rows', exact: true });
  await expect(rows.getByRole('row')).not.toHaveCount(0);
  await expect(rows.getByRole('columnheader', { name: /price\s*learned/ })).toBeVisible();
  await expect(rows.getByText('missing').first()).toBeVisible();
  await expect(rows.getByText(hostile)).toBeVisible();
  await choose(page, 'Part', 'Test');
  await expect(page.getByText('30 of 300 rows')).toBeVisible();

  await tab(page, 'Columns');
  const area = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'area (m²)' }) });
  await expect(area).toContainText('Number, in m²');
  await expect(area.getByText('15, 5 %')).toBeVisible();
  await expect(area.getByText('+0.9')).toBeVisible();
  await expect(page.getByText('tells price exactly')).toBeVisible();

  await tab(page, 'Doctor');
  const leak = page.getByRole('region', { name: '1 column gives away what is learned' });
  await expect(leak).toContainText('cents');
  await leak.getByRole('button', { name: 'Leave out' }).click();
  await prepared('flats');
  await expect(leak).toHaveCount(0);
  await page.getByRole('region', { name: '1 column is the same in every row' }).getByRole('button', { name: 'Leave out' }).click();
  await expect(page.getByRole('region', { name: '1 column is the same in every row' })).toHaveCount(0);
  await prepared('flats');
  expect((await dataset('flats')).preprocessing).toMatchObject({
    inputs: [{ column: 'area (m²)', encoder: { missing: { kind: 'mean' } } }, { column: 'side' }, { column: 'garden' }],
  });

  await tab(page, 'Preprocessing');
  await choose(page, 'How area (m²) is scaled', 'Min–max');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect
    .poll(async () => (await dataset('flats')).preprocessing)
    .toMatchObject({
      inputs: [{ encoder: { scaling: [{ kind: 'min-max' }] } }, {}, {}],
    });
  await prepared('flats');

  await tab(page, 'Split');
  await choose(page, 'How the parts are made', 'In the order of the rows');
  await page.getByLabel('Test', { exact: true }).fill('20');
  await page.getByRole('button', { name: 'Cut the parts' }).click();
  await expect.poll(async () => (await dataset('flats')).parts).toEqual({ train: 210, validation: 30, test: 60 });
});

test('a series is looked at, imported, drawn over time, and forecast further ahead', async ({ page }) => {
  await toImport(page, writeSales());
  await expect(page.getByRole('radio', { name: 'Time series' })).toBeChecked();
  await expect(page.getByLabel('Time', { exact: true })).toHaveText('day');
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(page.getByLabel('Window', { exact: true })).toHaveCount(0);
  await page.getByRole('radio', { name: 'Time series' }).click();
  await page.getByLabel('Window', { exact: true }).fill('1000');
  await expect(page.getByRole('button', { name: 'Import 500 rows' })).toBeDisabled();
  await page.getByLabel('Window', { exact: true }).fill('28');
  await page.getByLabel('Horizon', { exact: true }).fill('3');
  await choose(page, 'Interval', '80 % of the values in it');
  await page.getByRole('checkbox', { name: 'holiday is known ahead' }).click();
  await page.getByRole('button', { name: 'Import 500 rows' }).click();

  await expect(page.getByRole('grid', { name: 'Rows', exact: true }).getByText('2022-01-01')).toBeVisible();
  const settings = { window: 28, horizon: 3, knownAhead: ['holiday'], quantiles: [0.1, 0.5, 0.9], time: 'day', targets: ['sold'] };
  expect((await dataset('sales')).preprocessing).toMatchObject(settings);

  await tab(page, 'Columns');
  await expect(page.getByText(/It repeats every 7 days/)).toBeVisible();
  const line = page.getByRole('region', { name: 'sold over time' });
  await expect(line.getByRole('img')).toBeVisible();
  for (const chart of ['Spectrum', 'Autocorrelation', 'Trend', 'One season, 7 days', 'What is left'])
    await expect(page.getByRole('region', { name: chart })).toBeVisible();
  const canvas = line.locator('canvas');
  const box = await canvas.boundingBox();
  if (box === null) throw new Error('the chart has a place');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await line.getByRole('button', { name: 'Show all' }).click();
  await expect(line.getByRole('button', { name: 'Show all' })).toHaveCount(0);

  await tab(page, 'Doctor');
  await expect(page.getByRole('region', { name: '2 rows are left out' })).toContainText('sold');
  await tab(page, 'Preprocessing');
  await page.getByLabel('Horizon', { exact: true }).fill('7');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(async () => (await dataset('sales')).preprocessing).toMatchObject({ ...settings, horizon: 7 });
  await prepared('sales');
  await tab(page, 'Split');
  await expect(page.getByLabel('Seed', { exact: true })).toHaveCount(0);
  await expect(page.getByText('what is judged lies after all that was learned')).toBeVisible();
});
