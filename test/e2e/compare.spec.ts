import { readFileSync, rmSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';
import { drawBars, type Prepared, prepare, train } from '../helpers/trained-app.ts';

/** Two runs of two models beside each other: curves, what differs, the images behind a mistake, notes, and the way back from the Bin. */
let app: App;
let folder: string;
let prepared: Prepared;

test.beforeAll(async () => {
  folder = drawBars(40);
  app = await startApp();
  prepared = await prepare(app, folder);
  await train(app, prepared, { epochs: 6, batchSize: 16 }, { name: 'Convolutions' });
  const { id: model } = await app.call('models.create', {
    project: prepared.project,
    template: 'softmax',
    dataset: prepared.dataset,
    name: 'Softmax',
  });
  await train(app, { ...prepared, model }, { epochs: 3, batchSize: 16, learningRate: 0.05 }, { name: '<b>Straight</b>' });
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(page: Page): Promise<void> {
  await page.goto(app.url);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/p/${prepared.project}/compare`);
  await expect(page.getByRole('tab', { name: 'Curves' })).toBeVisible();
}
const row = (page: Page, name: string) => page.getByRole('list', { name: 'Runs' }).getByRole('listitem').filter({ hasText: name });

test('two runs are drawn over each other, and what differs is said', async ({ page }) => {
  await open(page);
  const loss = page.getByRole('region', { name: 'Validation loss' });
  await expect(loss.getByRole('list', { name: 'Lines' }).getByRole('button')).toHaveText(['<b>Straight</b>', 'Convolutions']);
  await expect(loss.getByRole('img')).toHaveAttribute('aria-label', /<b>Straight<\/b>: .* Convolutions: /);
  const verdict = page.getByRole('status').filter({ hasText: 'validation images' });
  await expect(verdict).toHaveText(/on 12 validation images: (a clear lead|no clear winner)\. One seed each/);

  await page.getByRole('tab', { name: 'What differs' }).click();
  const settings = page.getByRole('table').filter({ hasText: 'Settings' });
  await expect(settings.getByRole('row', { name: /^Learning rate/ })).toHaveText(/0\.05\s*0\.001/);
  await expect(settings.getByRole('row', { name: /^Batch size/ })).toHaveCount(0);
  await expect(page.getByText('Conv2D 1 added after Input', { exact: true })).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'CSV' }).click()]);
  expect(
    readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(3);

  await row(page, 'Convolutions').getByRole('checkbox').click();
  await expect(page.getByText('Choose a second run')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Choose a second run')).toBeVisible();
});

test('a cell of the confusion matrix opens its images, with probabilities and in full', async ({ page }) => {
  await open(page);
  await row(page, 'Convolutions').getByRole('button', { name: 'Convolutions' }).first().click();
  await page.getByRole('tab', { name: 'Confusion' }).click();
  const matrix = page.getByRole('grid', { name: /Confusion matrix/ });
  await expect(matrix).toBeVisible({ timeout: 60_000 });
  const found = await app.call('evaluations.list', { run: 1 });
  const standing = found.evaluations[0]?.confusion[2] ?? [];
  const answered = ['lying', 'square', 'standing'][standing.indexOf(Math.max(...standing))] ?? '';
  await matrix.getByRole('gridcell', { name: /of lying answered as lying/ }).focus();
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
  await expect(matrix.getByRole('gridcell', { name: /of standing answered as lying/ })).toBeFocused();
  await matrix.getByRole('gridcell', { name: new RegExp(`of standing answered as ${answered}$`) }).click();
  await expect(page.getByRole('heading', { name: new RegExp(`images? of standing answered as ${answered}$`) })).toBeVisible();

  const first = page
    .getByRole('region', { name: 'Images' })
    .getByRole('button', { name: /^standing\/standing-\d+\.png/ })
    .first();
  await expect.poll(() => first.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await first.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('list', { name: 'Probabilities' }).getByRole('listitem')).toHaveCount(3);
  await expect.poll(() => dialog.getByRole('img', { name: /png$/ }).evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(16);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a folder of other images is judged too', async ({ page }) => {
  const other = drawBars(3);
  await open(page);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/p/${prepared.project}/compare/1/confusion?with=1`);
  await page.getByRole('button', { name: 'Other images' }).click();
  await page.getByRole('textbox', { name: /folder/i }).fill(other);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Judge these images' }).click();
  await expect(page.getByText(/of 9 images right/)).toBeVisible({ timeout: 60_000 });
  rmSync(other, { recursive: true, force: true });
});

test('notes and tags are kept as they are typed, found again, and a deleted run comes back', async ({ page }) => {
  await open(page);
  await row(page, 'Straight').getByRole('button', { name: 'Straight' }).first().click();
  await page.getByRole('textbox', { name: 'Note' }).fill('No convolutions, to have something to beat');
  await expect.poll(async () => (await app.call('runs.get', { run: 2 })).note).toBe('No convolutions, to have something to beat');
  await page.getByRole('textbox', { name: 'Tags' }).fill('baseline');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove the tag baseline' })).toBeVisible();
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search runs' }).fill('something beat');
  await expect(page.getByRole('list', { name: 'Runs' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Clear the search' }).click();

  await row(page, 'Straight').hover();
  await page.getByRole('button', { name: 'More for <b>Straight</b>' }).click();
  await page.getByRole('menuitem', { name: 'Move to the Bin' }).click();
  await expect(row(page, 'Straight')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Straight')).toHaveCount(1);
});

test('a run is repeated with other seeds', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Repeat with 5 seeds' }).click();
  await page.getByRole('spinbutton', { name: 'How often' }).fill('2');
  await page.getByRole('button', { name: 'Train 2 runs' }).click();
  await expect(page.getByRole('button', { name: /^<b>Straight<\/b>, seed 8/ })).toBeVisible();
  await expect
    .poll(async () => (await app.call('runs.list', {})).runs.filter(({ state }) => state === 'finished').length, { timeout: 60_000 })
    .toBe(4);
  const { runs } = await app.call('runs.list', { search: 'seed' });
  expect(runs.map(({ config, modelVersion }) => [config.seed, modelVersion])).toEqual([
    [9, runs[0]?.modelVersion],
    [8, runs[0]?.modelVersion],
  ]);
});
