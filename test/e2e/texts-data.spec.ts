import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { choose } from '../helpers/by-hand.ts';
import { ownApp } from '../helpers/own-app.ts';

/** Texts by hand: a table with everything in it that goes wrong, looked at, imported, relabelled, prepared anew. */
const here = ownApp();
const hostile = '<img src=x onerror=alert(1)>';

const praise = ['good', 'lovely', 'warm', 'clever'];
const blame = ['bad', 'dull', 'slow', 'not good'];
const things = ['movie', 'plot', 'cast', 'music', 'ending'];
/** A sentence of its own for each number. */
const sentence = (number: number, kind: 'pos' | 'neg'): string =>
  `The ${things[number % 5]} was ${(kind === 'pos' ? praise : blame)[number % 4]} in scene ${number}`;

/** 60 rows with two classes, two copies, an odd class, a row without a text, a ragged one, and a script for a name. */
function writeReviews(): string {
  const path = join(here.root, 'reviews.csv');
  const rows = Array.from({ length: 60 }, (_, number) => {
    const kind = number % 2 === 0 ? 'pos' : 'neg';
    return `${number},"${number === 6 || number === 8 ? 'The movie was good, really' : sentence(number, kind)}",${kind}`;
  });
  rows[4] = `4,"${hostile} was good",pos`;
  writeFileSync(path, ['id,review,mood', ...rows, '60,,pos', '61,ragged', '62,"A typing error",pso', ''].join('\n'));
  return path;
}
const toImport = (page: Page, path: string): Promise<unknown> =>
  page.goto(`http://127.0.0.1:${here.app.port}/#/p/new/data?folder=${encodeURIComponent(path)}`);
const dataset = async (name: string) => {
  const found = (await here.app.call('datasets.list', {})).datasets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was imported`);
  return found;
};

test('a table is chosen, looked at, imported, relabelled by key, and prepared anew', async ({ page }) => {
  writeReviews();
  await page.getByRole('button', { name: 'Use my own data' }).first().click();
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const chooser = page.getByRole('dialog', { name: 'Choose a file' });
  await chooser.getByRole('textbox', { name: 'Folder or file' }).fill(here.root);
  await chooser.getByRole('button', { name: 'Go' }).click();
  await chooser.getByRole('button', { name: 'reviews.csv' }).click();
  await chooser.getByRole('button', { name: 'Look at it' }).click();

  await expect(page.getByRole('heading', { name: '63 rows' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /review\s*text/ })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /mood\s*label/ })).toBeVisible();
  await page.getByRole('button', { name: /will be skipped/ }).click();
  await expect(page.getByRole('list', { name: 'Skipped rows and why' })).toContainText('a row must have 3 cells; got 2');
  await expect(page.getByText('A class must have 3 texts or more; got 1 in "pso".')).toBeVisible();
  await page.getByRole('button', { name: 'Leave out' }).click();
  await page.getByRole('button', { name: /^Import/ }).click();

  const table = page.getByRole('grid', { name: 'Texts' });
  await expect(table.getByRole('row').nth(1)).toContainText(sentence(0, 'pos'), { timeout: 60_000 });
  await expect(page.getByText('60 used')).toBeVisible();
  await page.getByRole('button', { name: '3 skipped' }).click();
  await expect(page.getByRole('list', { name: 'Skipped rows and why' }).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByText('its class "pso" is left out')).toBeVisible();
  await expect(page.getByRole('heading', { name: '1 text is a copy of another' })).toBeVisible();
  await page.getByRole('button', { name: 'Show in Items' }).click();
  await expect(table.getByRole('row')).toHaveCount(2);
  await page.getByRole('switch', { name: 'Copies' }).click();

  const row = table.getByRole('row').filter({ hasText: sentence(0, 'pos') });
  await row.click();
  const seen = page.getByRole('region', { name: 'As the network sees it' });
  await expect(seen).toContainText('the movie was good in scene 0');
  const { suggested } = (await dataset('reviews')).texts?.lengths ?? { suggested: 0 };
  expect(suggested).toBeGreaterThan(4);
  await expect(seen).toContainText(`n×${suggested}`);
  await page.keyboard.press('1');
  await expect(page.getByText('1 text relabelled as neg')).toBeVisible();
  expect((await dataset('reviews')).classes.map(({ items }) => items)).toEqual([31, 29]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await dataset('reviews')).classes.map(({ items }) => items)).toEqual([30, 30]);

  await row.click();
  await page.keyboard.press(' ');
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('region', { name: 'The whole text' })).toContainText(sentence(0, 'pos'));
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('region', { name: 'The whole text' })).toContainText(sentence(1, 'neg'));
  await page.keyboard.press(' ');
  await expect(viewer).toBeHidden();
  await expect(table.getByRole('row').nth(2)).toBeFocused();
  await page.getByRole('searchbox', { name: 'Search by place' }).fill('line 6');
  await expect(page.getByText('3 of 60')).toBeAttached();

  await page.getByRole('tab', { name: 'Preprocessing' }).click();
  await expect(page.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true');
  await choose(page, 'Language', 'German');
  await page.getByRole('switch', { name: 'Leave out stop words' }).click();
  await expect(page.getByText('without them a text may say the opposite')).toBeVisible();
  await page.getByRole('button', { name: 'Off', exact: true }).click();
  await expect(page.getByText('without them a text may say the opposite')).toBeHidden();
  await page.getByRole('spinbutton', { name: 'Length' }).fill('12');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(async () => (await dataset('reviews')).texts?.shape, { timeout: 30_000 }).toEqual([12]);
  await expect(page.getByText('12 timesteps', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: `Use ${suggested}` }).click();
  await expect(page.getByText('The changed ones show here once they are applied')).toBeVisible();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(async () => (await dataset('reviews')).texts?.shape, { timeout: 30_000 }).toEqual([suggested]);
  await expect(page.getByText(`${suggested} timesteps`, { exact: true })).toBeVisible();
  await expect(page.getByText('The changed ones show here once they are applied')).toBeHidden();
  await page.getByRole('textbox', { name: 'Try your own words' }).fill('The movie was unheardof');
  await expect(page.getByTitle('Not in the vocabulary')).toHaveText('<unknown>');
});

test('a file from the machine of the browser is uploaded, and read as the user says', async ({ page }) => {
  const path = join(here.root, 'mixed.txt');
  const lines = Array.from(
    { length: 40 },
    (_, number) => `${sentence(number, number % 2 === 0 ? 'pos' : 'neg')};${number % 2 === 0 ? 'pos' : 'neg'}`,
  );
  writeFileSync(path, lines.join('\n'));
  await page.goto(`http://127.0.0.1:${here.app.port}/#/p/new/data`);
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const picked = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: 'Upload a file' }).click();
  await (await picked).setFiles(path);

  await expect(page.getByText('one long text has no classes')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'What comes next, to write texts' })).toBeChecked();
  await page.getByRole('button', { name: /How the file is read/ }).click();
  await choose(page, 'Kind', 'A table');
  await expect(page.getByRole('heading', { name: '40 rows' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Classes' })).toContainText('pos');
  await page.getByRole('button', { name: 'Import 40 texts' }).click();
  await expect(page.getByText('40 texts used')).toBeVisible({ timeout: 60_000 });
});

test('a folder of texts is known by what is in it; one with neither images nor texts is told so', async ({ page }) => {
  for (const name of ['sport', 'weather']) {
    mkdirSync(join(here.root, 'news', name), { recursive: true });
    for (let number = 0; number < 12; number++)
      writeFileSync(join(here.root, 'news', name, `${number}.txt`), `${name} ${sentence(number, 'pos')}`);
  }
  mkdirSync(join(here.root, 'nothing'));
  await toImport(page, join(here.root, 'nothing'));
  await expect(page.getByRole('alert')).toContainText('The folder must hold images or texts');
  await page.goto('about:blank');
  await toImport(page, join(here.root, 'news'));
  await expect(page.getByRole('heading', { name: '24 texts' })).toBeVisible();
  await page.getByRole('button', { name: 'Import 24 texts' }).click();
  await expect(page.getByText('24 texts used')).toBeVisible({ timeout: 60_000 });

  await page.getByRole('tab', { name: 'Split' }).click();
  const before = (await dataset('news')).texts?.prepared;
  await page.getByRole('spinbutton', { name: 'Validation' }).fill('30');
  await page.getByRole('button', { name: 'Draw the parts' }).click();
  await expect.poll(async () => (await dataset('news')).split, { timeout: 30_000 }).toMatchObject({ train: 60, validation: 30 });
  await expect.poll(async () => (await dataset('news')).texts?.prepared, { timeout: 30_000 }).not.toBe(before);
  await page.getByRole('button', { name: 'Train a first model' }).click();
  await expect(page).toHaveURL(/\/train\/new/);
  expect((await here.app.call('models.list', { project: (await dataset('news')).project })).models[0]?.template).toBe('lstm-classifier');
});

test('a class that turns out too small after the import began is left out in one click', async ({ page }) => {
  const path = join(here.root, 'late.csv');
  const rows = Array.from(
    { length: 1500 },
    (_, number) => `${sentence(number, number % 2 === 0 ? 'pos' : 'neg')},${number % 2 === 0 ? 'pos' : 'neg'}`,
  );
  writeFileSync(path, ['text,label', ...rows, 'A late one,late'].join('\n'));
  await toImport(page, path);
  await page.getByRole('button', { name: 'Import 1,501 rows' }).click();
  await expect(page.getByRole('alert')).toContainText('got 1 in "late"', { timeout: 60_000 });
  await page.getByRole('button', { name: 'Leave small classes out' }).click();
  await expect(page.getByText('1,500 used')).toBeVisible({ timeout: 60_000 });
});
