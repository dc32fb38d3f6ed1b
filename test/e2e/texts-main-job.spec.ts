import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type App, startApp } from '../helpers/app.ts';
import { picture, view, watch } from '../helpers/by-hand.ts';
import { drawReviews, writeReviews } from '../helpers/reviews.ts';

/** The whole way of a person with a table of texts, by hand, on the real engine; one test, since each step stands on the one before. */
let app: App;
let data: string;

test.beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'unfold-texts-'));
  app = await startApp();
});
test.afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true, force: true });
});

test('a table of reviews becomes a network that knows what "not" does', async ({ page }) => {
  test.setTimeout(300_000);
  const broken = watch(page);
  const table = join(data, 'reviews.csv');
  writeReviews(table, drawReviews(150));
  const { import: suggested } = await app.call('datasets.lookTexts', { path: table });
  const preprocessing = { ...suggested.preprocessing, length: 16 };
  const { job, project } = await app.call('datasets.importTexts', { path: table, preprocessing });
  await app.job(job);

  await test.step('begin with a template for texts, sized for them', async () => {
    await page.goto(app.url);
    await page.goto(`http://127.0.0.1:${app.port}/#/p/${project}/build`);
    await expect(page.getByText(/^Sized for reviews: 16 tokens of \d+ codes, 2 classes\./)).toBeVisible();
    await expect(page.getByRole('button', { name: /multiply-adds an image/ })).toHaveCount(0);
    await expect(page.getByRole('button', { name: /^(Small CNN|Lecture CNN|Softmax regression|BiLSTM tagger)/ })).toHaveCount(0);
    await picture(page, 'templates');
    await page.getByRole('button', { name: /^LSTM classifier/ }).click();
    await expect(page.getByRole('button', { name: /^Input, 16 tokens, / })).toBeVisible();
    const block = page.getByRole('button', { name: /^LSTM 1, 64, 24,832 parameters, no problem/ });
    await block.click();
    await expect(page.getByRole('region', { name: 'How its numbers come about' })).toContainText('24,832');
    await picture(page, 'build');
    await page.getByRole('region', { name: 'Blocks', exact: true }).getByRole('button', { name: 'Attention', exact: true }).waitFor();
    await expect(page.getByRole('button', { name: 'Conv2D', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: /^For other data/ }).click();
    await expect(page.getByRole('button', { name: 'Conv2D', exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
  });

  await test.step('train', async () => {
    await expect(page.getByRole('region', { name: 'Forecast' })).toContainText(/Training texts\s*480/);
    await expect(page.getByRole('button', { name: /^Augmentation/ })).toHaveCount(0);
    await page.getByRole('spinbutton', { name: 'Epochs' }).fill('24');
    await page.getByRole('spinbutton', { name: 'Learning rate' }).fill('0.01');
    await page.getByRole('spinbutton', { name: 'Learning rate' }).press('Tab');
    await picture(page, 'new-run');
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await expect(page.getByText(/texts\/s/)).toBeVisible({ timeout: 90_000 });
    await picture(page, 'training');
    await expect(page.getByText('Finished', { exact: true })).toBeVisible({ timeout: 180_000 });
    const [run] = (await app.call('runs.list', {})).runs;
    // Of the four kinds of reviews a bag of words gets three at most, 75 %.
    expect(run?.final.test?.accuracy ?? 0).toBeGreaterThan(0.9);
    expect(run?.baseline ?? 1).toBeLessThan(0.6);
    await picture(page, 'trained');
  });

  await test.step('open a cell of the confusion matrix', async () => {
    await view(page, 'Compare').click();
    await page.getByRole('tab', { name: 'Confusion' }).click();
    await page.getByLabel(/^\d+ of negative answered as negative$/).click({ timeout: 60_000 });
    await expect(page.getByRole('heading', { name: /^\d+ texts? of negative answered as negative$/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Other images' })).toHaveCount(0);
    const row = page.getByRole('region', { name: 'Texts', exact: true }).getByRole('listitem').first();
    await expect(row).toContainText(/was (not )?\w+.* negative negative [\d.]+ % [\d.e-]+$/i);
    await picture(page, 'confusion');
    await row.getByRole('button').click();
    await expect(page.getByRole('dialog')).toContainText(/ was /);
    const mattered = page.getByRole('dialog').getByRole('region', { name: 'What mattered' });
    await expect(mattered.getByRole('heading')).toHaveText('What mattered for negative');
    await expect(mattered.getByRole('row', { name: /^\w+ [+−]\d+\.\d \d+\.\d %$/ }).first()).toBeVisible();
    const place = await page.getByText(/^1 of \d+$/).textContent();
    await mattered.getByRole('group').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(mattered.getByRole('status')).toHaveText(/^Without “.+”: negative /);
    await expect(page.getByText(place ?? '', { exact: true })).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('list', { name: 'Probabilities' })).toContainText('positive');
    await picture(page, 'confusion-text');
    await page.keyboard.press('Escape');
  });

  await test.step('type what no review says, and see it understood', async () => {
    await view(page, 'Use').click();
    const field = page.getByRole('textbox', { name: 'Your text' });
    const answer = page.getByRole('region', { name: 'What the model says' });
    // A text it never saw stands there answered.
    await expect(field).not.toHaveValue('', { timeout: 30_000 });
    await expect(answer.getByRole('heading', { level: 2 })).toHaveText(/^(negative|positive)$/);
    await expect(page.getByRole('tab')).toHaveText(['Try', 'Export']);
    await expect(page.getByRole('region', { name: 'Examples' }).getByRole('listitem')).toHaveCount(6);
    await picture(page, 'use');
    for (const [text, mood] of [
      ['Movie was not good', 'negative'],
      ['Movie was good', 'positive'],
    ] as const) {
      await field.fill('');
      await field.pressSequentially(text, { delay: 15 });
      await expect(answer.getByRole('status')).toHaveText(new RegExp(`^${mood}, [>\\d. ]+ % sure$`), { timeout: 15_000 });
      await expect(answer.getByRole('heading', { level: 2 })).toHaveText(mood);
    }
    await picture(page, 'use-typed');
    await field.fill('Movie was absolutely not bad');
    // "bad" by itself is negative: it is "not" that makes it positive.
    const why = answer.getByRole('region', { name: 'What mattered' });
    await expect(why.getByRole('heading')).toHaveText('What mattered for positive');
    await expect(why.getByRole('group')).toHaveText('Movie was absolutely not bad');
    await expect(why.getByRole('row', { name: /^not \+\d/ })).toBeVisible();
    await expect(why.locator('.unknown')).toHaveText(/absolutely/);
    const tokens = page.getByRole('region', { name: 'As the network gets it' });
    await expect(tokens.getByRole('listitem').filter({ hasText: /^absolutely \(unknown\) 1$/ })).toBeVisible();
    await picture(page, 'use-unknown');
  });
  expect(broken).toEqual([]);
});
