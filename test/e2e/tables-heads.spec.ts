import { expect, type Page, test } from '@playwright/test';
import { orchard } from '#main/samples/orchard.ts';
import { writeRows } from '#main/samples/write-rows.ts';
import { choose, figureOf, judge, lookAt, picture, tab, train, view } from '../helpers/by-hand.ts';
import { ownApp } from '../helpers/own-app.ts';

/** A class and a number from one model, by hand, on the real engine; each bound on the screen is one that a broken head misses. */
const here = ownApp();

test.describe.configure({ timeout: 300_000 });

const answer = (page: Page) => page.getByRole('region', { name: 'What the model says' });
const days = 'keeps (days)';

test('a class and a number are learned by one model, and judged and tried each by itself', async ({ page }) => {
  const file = await writeRows(orchard, here.root);
  await lookAt(page, file);
  await choose(page, 'Learned', /^variety/);
  await choose(page, 'Another column that is learned', /^keeps/);
  await expect(page.getByLabel('Column 2 that is learned')).toHaveText(days);
  await picture(page, 'heads-import');
  await page.getByRole('button', { name: 'Import 1,200 rows' }).click();
  await expect(page.getByText('1,200 rows used')).toBeVisible({ timeout: 60_000 });
  await picture(page, 'heads-data');
  await tab(page, 'Split');
  await picture(page, 'heads-split');
  await tab(page, 'Preprocessing');
  await picture(page, 'heads-preprocessing');

  await view(page, 'Build').click();
  await page.getByRole('button', { name: /^Multilayer perceptron/ }).click();
  await expect(page.getByText('No problems')).toBeVisible();
  await expect(page.getByText('Output 2')).toBeVisible();
  await picture(page, 'heads-build');
  await page.getByText('Output 2').click();
  await expect(page.getByLabel('Answers', { exact: true })).toHaveText(days);
  await picture(page, 'heads-output');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await train(page, { Epochs: '60', 'Batch size': '32' });
  await expect(page.getByRole('region', { name: 'Results' })).toContainText(days);
  await picture(page, 'heads-trained');

  await judge(page, 'Each answer');
  expect(await figureOf(page.getByText(/of \d+ rows right/), /([\d.]+) % of \d+ rows right/)).toBeGreaterThan(97);
  await picture(page, 'heads-compare');
  await choose(page, 'Answer', days);
  const verdict = page.getByRole('region', { name: 'Verdict' });
  await expect(verdict).toBeVisible({ timeout: 60_000 });
  expect(await figureOf(verdict, /MAE\s*([\d.]+)/)).toBeLessThan(9);
  await picture(page, 'heads-compare-numbers');

  await view(page, 'Use').click();
  await expect(answer(page).getByRole('heading').first()).toHaveText(/Boskoop|Gala|Topaz/);
  await expect(answer(page).getByRole('heading').nth(1)).toHaveText(/ days$/);
  await picture(page, 'heads-use');
});
