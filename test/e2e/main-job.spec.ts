import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { bundledNode } from '#main/entries.ts';
import { shapes } from '#main/samples/shapes.ts';
import { writeSample } from '#main/samples/write-sample.ts';
import { type App, startApp } from '../helpers/app.ts';

/** The whole way of a person with a folder of images, by hand, on the real engine; one test, since each step stands on the one before. */
let app: App;
let data: string;
const pictures = fileURLToPath(new URL('../../test-results/views', import.meta.url));

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'unfold-data-'));
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

/** A picture of the view in both schemes, for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.mouse.move(0, 0);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(250);
    await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`) });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a folder of images becomes a trained model in a file', async ({ page }) => {
  test.setTimeout(300_000);
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  const folder = await writeSample(shapes, data, new AbortController().signal, () => {});
  await page.goto(app.url);
  await expect(page.getByRole('button', { name: 'Train this' }).first()).toBeVisible();
  await picture(page, 'home');

  await test.step('import the folder', async () => {
    await page.goto(`http://127.0.0.1:${app.port}/#/p/new/data?folder=${encodeURIComponent(folder)}`);
    await expect(page.getByRole('heading', { name: '1,200 images in 4 classes' })).toBeVisible();
    await page.getByRole('spinbutton', { name: 'Size' }).fill('32');
    await page.getByRole('spinbutton', { name: 'Height' }).fill('32');
    await picture(page, 'import');
    await page.getByRole('button', { name: 'Import 1,200' }).click();
    await expect(page.getByRole('option')).not.toHaveCount(0, { timeout: 60_000 });
    await page.getByRole('button', { name: /^4 triangle/ }).click();
    await expect(page.getByText('300 of 1,200')).toBeVisible();
    await expect
      .poll(() =>
        page
          .locator('[role=option] img')
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBeGreaterThan(0);
    await picture(page, 'data');
  });

  await test.step('see the shapes change with a filter count', async () => {
    await page
      .getByRole('link', { name: 'Build' })
      .or(page.getByRole('button', { name: 'Build' }))
      .first()
      .click();
    await page.getByRole('button', { name: /^Small CNN/ }).click();
    const block = page.getByRole('button', { name: /^Conv2D 1, 32×32×/ });
    await expect(block).toBeVisible();
    await block.click();
    await page.getByRole('spinbutton', { name: 'Filters' }).fill('12');
    await expect(page.getByRole('button', { name: /^Conv2D 1, 32×32×12, 336 parameters/ })).toBeVisible();
    await expect(page.getByText('3·3·3·12+12')).toBeVisible();
    await picture(page, 'build');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
  });

  await test.step('train, pause and go on', async () => {
    await expect(page.getByText('Forecast')).toBeVisible();
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('12');
    await picture(page, 'new-run');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByText(/^Epoch [2-9]/)).toBeVisible({ timeout: 90_000 });
    await expect(page.getByRole('img', { name: /^Loss/ })).toBeVisible();
    await picture(page, 'train');
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expect(page.getByText('Paused', { exact: true })).toBeVisible();
    const [before] = (await app.call('runs.list', {})).runs;
    await page.waitForTimeout(1500);
    const [after] = (await app.call('runs.list', {})).runs;
    expect([after?.epochsDone, after?.step]).toEqual([before?.epochsDone, before?.step]);
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 120_000 });
    const [run] = (await app.call('runs.list', {})).runs;
    expect(run?.final.test?.accuracy ?? 0).toBeGreaterThan(0.85);
    expect(run?.baseline ?? 1).toBeLessThan(0.3);
    await picture(page, 'trained');
  });

  await test.step('open a cell of the confusion matrix', async () => {
    await page
      .getByRole('link', { name: 'Compare' })
      .or(page.getByRole('button', { name: 'Compare' }))
      .first()
      .click();
    await page.getByRole('tab', { name: 'Curves' }).waitFor();
    await picture(page, 'compare');
    await page.getByRole('tab', { name: 'Confusion' }).click();
    const cell = page.getByLabel(/^\d+ of star answered as star$/);
    await cell.click({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: /images? of star answered as star/ })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Probabilities' }).first()).toContainText('star');
    await picture(page, 'confusion');
  });

  await test.step('try an image', async () => {
    await page
      .getByRole('link', { name: 'Use' })
      .or(page.getByRole('button', { name: 'Use', exact: true }))
      .first()
      .click();
    await expect(page.getByText('The model says')).toBeVisible({ timeout: 30_000 });
    await page.getByLabel('Choose an image').setInputFiles(join(folder, 'circle', 'circle-0001.png'));
    await expect(page.getByText('circle-0001.png')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(/circle|square|star|triangle/);
    await picture(page, 'use');
  });

  await test.step('export, and load it in plain TensorFlow.js', async () => {
    await page.getByRole('tab', { name: 'Export' }).click();
    const out = join(data, 'exported');
    await page.getByRole('textbox', { name: 'Folder' }).fill(out);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByText(/Opened again: 10 examples/)).toBeVisible({ timeout: 60_000 });
    await picture(page, 'export');
    expect(existsSync(join(out, 'unfold.json'))).toBe(true);
    const script = fileURLToPath(new URL('../fixtures/plain-tfjs.cjs', import.meta.url));
    const answer: { examples: number; classes: number; largest: number } = JSON.parse(
      execFileSync(bundledNode(), [script, out], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
    expect(answer).toMatchObject({ examples: 10, classes: 4 });
    expect(answer.largest).toBeLessThanOrEqual(1e-5);
  });
  await page
    .getByRole('link', { name: 'Settings' })
    .or(page.getByRole('button', { name: 'Settings' }))
    .first()
    .click();
  await page.waitForTimeout(500);
  await picture(page, 'settings');
  expect(broken).toEqual([]);
});
