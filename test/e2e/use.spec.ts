import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { unzipSync } from 'fflate';
import { type App, startApp } from '../helpers/app.ts';
import { drawBars, type Prepared, prepare, train } from '../helpers/trained-app.ts';

/** A trained model at work: drawn for, given a wrong file, run over a folder, taken out. */
let app: App;
let folder: string;
let prepared: Prepared;

test.use({
  permissions: ['camera'],
  launchOptions: async ({ launchOptions }, use) => {
    await use({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    });
  },
});
test.beforeAll(async () => {
  folder = drawBars(40);
  app = await startApp();
  prepared = await prepare(app, folder);
  await train(app, prepared, { epochs: 8, batchSize: 16 });
});
test.afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(page: Page, sheet: 'try' | 'folder' | 'export'): Promise<void> {
  await page.goto(app.url);
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/p/${prepared.project}/use/1/${sheet}`);
}
const answer = (page: Page) => page.getByRole('region', { name: 'What the model says' });

test('an image of the test part stands there answered, and can be put into another class', async ({ page }) => {
  await open(page, 'try');
  const { classes } = await app.call('datasets.get', { dataset: prepared.dataset });
  const region = answer(page);
  await expect(region.getByRole('heading')).toHaveText(/lying|square|standing/, { timeout: 30_000 });
  const name = (await region.getByText(/^(lying|square|standing)\/.*\.png$/).textContent()) ?? '';
  const was = classes.findIndex((one) => name.startsWith(one.name));
  const to = classes[(was + 1) % 3]?.name ?? '';
  await region.getByRole('button', { name: 'Relabel' }).click();
  await page.getByRole('menuitemcheckbox', { name: to }).click();
  const labelOf = async () => (await app.call('datasets.items', { dataset: prepared.dataset, search: name })).items[0]?.class;
  await expect.poll(labelOf).toBe((was + 1) % 3);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(labelOf).toBe(was);
});

test('a drawing is answered at each stroke; a file that is no image leaves the answer where it is', async ({ page }) => {
  await open(page, 'try');
  const region = answer(page);
  await expect(region.getByRole('heading')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('radio', { name: 'Draw' }).click();
  await page.getByRole('radio', { name: 'Black', exact: true }).click();
  const pad = await page.getByLabel('Drawing pad').boundingBox();
  expect(pad).not.toBeNull();
  const { x, y, width, height } = pad ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.move(x + width / 2, y + height * 0.15);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height * 0.85, { steps: 12 });
  await page.mouse.up();
  await expect(region.getByText('drawing.png')).toBeVisible();
  await expect(region.getByRole('heading')).toHaveText('standing');

  const wrong = join(folder, 'wrong.png');
  writeFileSync(wrong, 'this is text');
  await page.getByLabel('Choose an image').setInputFiles(wrong);
  await expect(page.getByRole('alert').filter({ hasText: 'wrong.png must be an image' })).toBeVisible();
  await expect(region.getByText('drawing.png')).toBeVisible();
  await expect(region.getByRole('heading')).toHaveText('standing');
});

test('the camera’s picture is answered', async ({ page }) => {
  await open(page, 'try');
  await page.getByRole('radio', { name: 'Camera' }).click();
  await page.getByRole('button', { name: 'Ask about this picture' }).click();
  await expect(answer(page).getByText('camera.png')).toBeVisible({ timeout: 30_000 });
});

test('a folder becomes a table, with what was skipped and why', async ({ page }) => {
  await open(page, 'folder');
  const images = drawBars(4);
  writeFileSync(join(images, 'broken.png'), 'no image');
  await page.getByRole('textbox', { name: 'Folder of images' }).fill(images);
  await expect(page.getByRole('textbox', { name: 'Write the table to' })).toHaveValue(join(images, 'predictions.csv'));
  await page.getByRole('button', { name: 'Predict' }).click();
  await expect(page.getByRole('heading', { name: '12 images answered, 1 skipped' })).toBeVisible({ timeout: 60_000 });
  await page.getByText('1 file skipped, with reasons').click();
  await expect(page.getByText('broken.png')).toBeVisible();
  const table = readFileSync(join(images, 'predictions.csv'), 'utf8');
  expect(table.trimEnd().split('\r\n')).toHaveLength(13);
  expect(table).toMatch(/"standing\/standing-000\.png","(lying|square|standing)",/);

  await page.reload();
  await expect(page.getByRole('heading', { name: '12 images answered, 1 skipped' })).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);
  expect(readFileSync(await file.path(), 'utf8')).toBe(table);
  rmSync(images, { recursive: true, force: true });
});

test('an export into a folder that is not empty is refused, then made beside what lies there, with proof and as a zip', async ({
  page,
}) => {
  await open(page, 'export');
  const out = join(folder, 'mine');
  mkdirSync(out);
  writeFileSync(join(out, 'diary.txt'), 'dear diary');
  await page.getByRole('textbox', { name: 'Folder' }).fill(out);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'must be new or empty' })).toBeVisible();
  expect(readFileSync(join(out, 'diary.txt'), 'utf8')).toBe('dear diary');
  await page.getByRole('button', { name: 'Use a new folder inside it' }).click();
  await expect(page.getByRole('heading', { name: /^Opened again: 10 examples, (no difference|at most .* off)$/ })).toBeVisible({
    timeout: 60_000,
  });
  expect(existsSync(join(out, 'run-1-tfjs', 'model.json'))).toBe(true);

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download as zip/ }).click()]);
  expect(file.suggestedFilename()).toBe('run-1-tfjs.zip');
  const zip = unzipSync(readFileSync(await file.path()));
  expect(Object.keys(zip).sort()).toEqual(
    ['README.txt', 'model.json', 'unfold.json', 'weights-1-of-1.bin'].map((name) => `run-1-tfjs/${name}`),
  );
  expect(Buffer.from(zip['run-1-tfjs/model.json'] ?? []).equals(readFileSync(join(out, 'run-1-tfjs', 'model.json')))).toBe(true);
});
