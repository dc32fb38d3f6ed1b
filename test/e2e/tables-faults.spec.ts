import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { choose, lookAt, picture, tab, train, view } from '../helpers/by-hand.ts';
import { ownApp } from '../helpers/own-app.ts';

/** Tables that nothing can be learned from as they are, by hand: what is wrong stands on the screen, with what mends it. */
const here = ownApp();

function write(name: string, lines: readonly string[]): string {
  const path = join(here.root, name);
  writeFileSync(path, [...lines, ''].join('\n'));
  return path;
}
const dates = Array.from({ length: 120 }, (_, at) => new Date(Date.UTC(2022, 0, 1 + at)).toISOString().slice(0, 10));
const sold = (at: number): number => 100 + (at % 7);
const importButton = (page: Page) => page.getByRole('button', { name: /^Import [\d,]+ rows$/ });
const note = (page: Page, text: string | RegExp) => page.getByRole('note').filter({ hasText: text });
const finding = (page: Page, name: string) => page.getByRole('region', { name });

test('one row, and a horizon beyond the test part, are refused before anything is imported', async ({ page }) => {
  await lookAt(page, write('one.csv', ['area,rooms,price', '50,2,100000']));
  await expect(page.getByRole('alert')).toContainText(
    'A table must have 3 rows or more that can be learned from, one for each part; got 1.',
  );
  await expect(page.getByRole('button', { name: 'Choose another file' })).toBeVisible();
  await picture(page, 'bad-one-row');

  await lookAt(page, write('short.csv', ['day,sold', ...dates.map((day, at) => `${day},${sold(at)}`)]));
  const horizon = page.getByLabel('Horizon', { exact: true });
  await horizon.fill('50');
  await horizon.press('Tab');
  await expect(note(page, 'Such windows need 500 rows or more; got 120: make window, horizon or gap shorter')).toBeVisible();
  await expect(importButton(page)).toBeDisabled();
  await picture(page, 'bad-horizon');
  await horizon.fill('7');
  await horizon.press('Tab');
  await expect(page.getByRole('note')).toHaveCount(0);
  await importButton(page).click();
  await tab(page, 'Preprocessing');
  await horizon.fill('60');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('alert')).toContainText('The longest series must have 600 rows or more; got 120.');
  await expect(page.getByRole('alert')).toContainText('Make window, horizon or gap shorter');
});

test('rows of one time are counted, and a key is offered that tells them apart', async ({ page }) => {
  // Shops that closed on many days: no grid of days and shops gives their key away.
  const lines = ['north', 'south'].flatMap((shop, place) =>
    dates.filter((_, at) => at % 4 !== place * 2).map((day, at) => `${shop},${day},${sold(at)}`),
  );
  const path = write('shops.csv', ['shop,day,sold', ...lines]);
  await lookAt(page, path);
  await page.getByRole('radio', { name: 'Time series' }).click();
  const twice = note(page, /A series must have each time once; \d+ of the 180 rows looked at have one that another row has/);
  await expect(twice).toBeVisible();
  await picture(page, 'bad-dates-twice');
  await importButton(page).click();
  await tab(page, 'Doctor');
  const doubled = finding(page, '60 rows have a time that another row has');
  await expect(doubled).toContainText('say under Key which column tells them apart');
  await picture(page, 'bad-dates-doctor');

  await doubled.getByRole('button', { name: 'Import again' }).click();
  await page.getByRole('radio', { name: 'Time series' }).click();
  await twice.getByRole('button', { name: 'Use shop as key' }).click();
  await expect(twice).toHaveCount(0);
  await importButton(page).click();
  await tab(page, 'Doctor');
  await expect(finding(page, '59 rows stand in a gap')).toBeVisible();
  await expect(page.getByRole('region', { name: /have a time that another/ })).toHaveCount(0);
});

test('10,000 kinds are no classes, and no good input', async ({ page }) => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `name ${at % 10_000},${at % 101}`);
  await lookAt(page, write('names.csv', ['who,size', ...lines]));
  await page.getByRole('radio', { name: 'Table' }).click();
  await expect(note(page, 'A column must go in; choose how one does')).toBeVisible();
  await choose(page, 'How who is read', 'Category');
  await expect(page.getByLabel('Learned', { exact: true })).toHaveText('size');
  await choose(page, 'Learned', /^who/);
  await importButton(page).click();
  await expect(page.getByRole('heading', { name: 'The import of names failed' })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('alert').first()).toContainText('A label must be one of 1,000 classes or fewer');
  await picture(page, 'bad-classes');

  await page.getByRole('button', { name: 'Import it otherwise' }).click();
  await page.getByRole('radio', { name: 'Table' }).click();
  await choose(page, 'How who is read', 'Category');
  await choose(page, 'How who goes in', 'One-hot');
  await importButton(page).click();
  await tab(page, 'Doctor');
  await expect(finding(page, '1 column has a category for a few rows each')).toContainText('10,000', { timeout: 30_000 });
  await picture(page, 'bad-categories');
});

test('cells that a spreadsheet would run are written as text', async ({ page }) => {
  const kinds = ['=1+1', '+SUM(A1)', '-2+3', '@cmd'];
  const lines = Array.from({ length: 160 }, (_, at) => `${(at % 4) + (at % 7) / 20},${kinds[at % 4]}`);
  await lookAt(page, write('formulas.csv', ['size,kind', ...lines]));
  await choose(page, 'Learned', /^kind/);
  await importButton(page).click();
  await page.getByRole('button', { name: 'Train a first model' }).click();
  await train(page, { Epochs: '15', 'Batch size': '8', 'Learning rate': '0.02' });
  await view(page, 'Use').click();
  await tab(page, 'File to CSV');
  await page.getByRole('textbox', { name: 'File of rows' }).fill(write('sizes.csv', ['size', '0.1', '1.1', '2.1', '3.1']));
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect(page.getByRole('heading', { name: '4 rows answered' })).toBeVisible({ timeout: 30_000 });
  await picture(page, 'bad-formulas');
  const [heads = '', ...rows] = readFileSync(join(here.root, 'sizes-predictions.csv'), 'utf8').trim().split('\r\n');
  const safe = kinds.map((kind) => `"'${kind}"`);
  expect(rows.map((line) => line.split(',')[1])).toEqual(safe);
  expect(heads.split(',').slice(2).sort()).toEqual(safe.toSorted());
});
