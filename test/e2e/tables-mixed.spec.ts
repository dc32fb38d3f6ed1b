import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { fleaMarket } from '#main/samples/flea-market.ts';
import { writeRows } from '#main/samples/write-rows.ts';
import { choose, figureOf, judge, lookAt, picture, tab, train, view } from '../helpers/by-hand.ts';
import { ownApp } from '../helpers/own-app.ts';

/** Rows with a photo and a note, by hand, on the real engine; each bound on the screen is one that a broken model misses. */
const here = ownApp();

test.describe.configure({ timeout: 300_000 });

const answer = (page: Page) => page.getByRole('region', { name: 'What the model says' });

test('a row, a photo and a note are learned from together, which none of them suffices for', async ({ page }) => {
  const file = await writeRows(fleaMarket, here.root);
  await lookAt(page, file);
  await expect(page.getByRole('radio', { name: 'Table' })).toBeChecked();
  await expect(page.getByLabel('Learned', { exact: true })).toHaveText('outcome');
  await expect(page.getByLabel('How photo goes in')).toHaveText('Pixels of an image');
  await expect(page.getByLabel('Size of photo')).toHaveText('32×32');
  await choose(page, 'How note goes in', 'Tokens of a text');
  await expect(page.getByLabel('Tokens of note')).toHaveText('Words');
  await picture(page, 'mixed-import');
  await page.getByRole('button', { name: 'Import 900 rows' }).click();
  await expect(page.getByText('900 rows used')).toBeVisible({ timeout: 60_000 });
  await picture(page, 'mixed-data');
  await tab(page, 'Columns');
  await expect(page.getByText('900 different images')).toBeVisible();
  await picture(page, 'mixed-columns');
  await tab(page, 'Preprocessing');
  await expect(page.getByLabel('Size of photo')).toHaveText('32×32');
  await picture(page, 'mixed-preprocessing');

  await view(page, 'Build').click();
  await page.getByRole('button', { name: /^Row, image and text/ }).click();
  await expect(page.getByText('No problems')).toBeVisible();
  await expect(page.getByText('TakeColumn 3')).toBeVisible();
  await picture(page, 'mixed-build');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await train(page, { Epochs: '20', 'Batch size': '16' });
  await picture(page, 'mixed-trained');

  await judge(page, 'Confusion');
  // One of the three alone tells three in four.
  expect(await figureOf(page.getByText(/of \d+ rows right/), /([\d.]+) % of \d+ rows right/)).toBeGreaterThan(93);
  await picture(page, 'mixed-compare');

  await view(page, 'Use').click();
  await expect(answer(page).getByRole('heading')).toHaveText(/left|sold/);
  await picture(page, 'mixed-use');
  const photoOf = (wanted: string) => join(here.root, 'flea-market-1', String(fleaMarket.write().find((row) => row[3] === wanted)?.[1]));
  await page.getByRole('spinbutton', { name: 'price (€)' }).fill('30');
  await page.getByRole('textbox', { name: 'note' }).fill('lamp has a crack');
  await page.getByLabel('Choose an image as photo').setInputFiles(photoOf('sold'));
  await expect(answer(page).getByRole('heading')).toHaveText('left');
  await page.getByRole('spinbutton', { name: 'price (€)' }).fill('5');
  await page.getByRole('textbox', { name: 'note' }).fill('lamp as new');
  await expect(answer(page).getByRole('heading')).toHaveText('sold');
});
