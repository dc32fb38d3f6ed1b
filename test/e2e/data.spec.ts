import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { encodePng } from '#main/importers/images/png.ts';
import { ownApp } from '../helpers/own-app.ts';

/** Data by hand: a folder with everything in it that goes wrong, an import cut off, labels changed and changed back. */
const here = ownApp();
const hostile = '<img src=x onerror=alert(1)>';

/** A picture of its own for each number. */
const drawn = (number: number, side = 12): Uint8Array =>
  encodePng(
    Uint8Array.from({ length: side * side * 3 }, (_, at) =>
      at % 3 === 0 ? number % 256 : at % 3 === 1 ? (number >> 8) * 16 : (at * 7) % 256,
    ),
    side,
    side,
    3,
  );
function folderOf(name: string, count: number, first = 0): string {
  const folder = join(here.root, name);
  mkdirSync(folder, { recursive: true });
  for (let number = 0; number < count; number++)
    writeFileSync(join(folder, `${String(number).padStart(4, '0')}.png`), drawn(first + number));
  return folder;
}
const toImport = (page: Page, folder: string): Promise<unknown> =>
  page.goto(`http://127.0.0.1:${here.app.port}/#/p/new/data?folder=${encodeURIComponent(folder)}`);

test('a folder with bad files, copies and a hostile name is imported, looked at and mended', async ({ page }) => {
  const bad = folderOf(`flowers/${hostile}`, 40);
  folderOf('flowers/وردة', 40, 1000);
  const rare = folderOf('flowers/rare', 2, 2000);
  for (let number = 0; number < 8; number++) copyFileSync(join(bad, `000${number}.png`), join(rare, `copy-${number}.png`));
  writeFileSync(join(rare, 'text.png'), 'This is no image.');
  writeFileSync(join(rare, 'empty.png'), '');

  await toImport(page, join(here.root, 'flowers'));
  await expect(page.getByRole('heading', { name: '92 images in 3 classes' })).toBeVisible();
  await page.getByRole('switch', { name: 'وردة' }).click();
  await expect(page.getByRole('button', { name: 'Import 52' })).toBeVisible();
  await page.getByRole('switch', { name: 'وردة' }).click();
  await page.getByRole('spinbutton', { name: 'Size' }).fill('0');
  await page.getByRole('button', { name: 'Import 92' }).click();
  await expect(page.getByRole('alert').getByText('Width must be 1 to 1,024 px')).toBeVisible();
  await page.getByRole('spinbutton', { name: 'Size' }).fill('16');
  await page.getByRole('button', { name: 'Import 92' }).click();

  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('90 used')).toBeVisible();
  await expect(page.getByRole('button', { name: `1 ${hostile} 40` })).toBeVisible();
  await page.getByRole('button', { name: '2 skipped' }).click();
  await expect(page.getByRole('list', { name: 'Skipped files and why' }).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByText('rare/text.png')).toBeVisible();
  await expect(page.getByRole('heading', { name: '8 images are copies of another' })).toBeVisible();

  const move = page.getByRole('button', { name: 'Move to one part' });
  await expect(move).toBeVisible();
  await move.click();
  await expect(page.getByText('None lies in another part')).toBeVisible();
  await expect(move).toBeHidden();

  const [dataset] = (await here.app.call('datasets.list', {})).datasets.filter(({ name }) => name === 'flowers');
  if (dataset === undefined) throw new Error('flowers was imported');
  await here.app.call('models.create', { project: dataset.project, template: 'softmax', dataset: dataset.id, name: 'Straight' });
  await page.getByRole('button', { name: 'Weight classes' }).click();
  await expect(page.getByText('balanced').first()).toBeVisible();
  await page.goBack();
  await page.getByRole('button', { name: 'Show in Items' }).click();
  await expect(page.getByText('8 of 90')).toBeAttached();
});

test('an import is cancelled at once and goes on where it was', async ({ page }) => {
  for (const [place, name] of ['a', 'b'].entries()) folderOf(`many/${name}`, 3000, place * 3000);
  await toImport(page, join(here.root, 'many'));
  await page.getByRole('button', { name: 'Import 6,000' }).click();
  const cancel = page.getByRole('main').getByRole('button', { name: 'Cancel' });
  await cancel.click();
  const begun = Date.now();
  await expect(page.getByRole('heading', { name: 'The import of many was cancelled' })).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(2500);
  const [dataset] = (await here.app.call('datasets.list', {})).datasets.filter(({ name }) => name === 'many');
  expect(dataset).toMatchObject({ state: 'incomplete' });
  expect(dataset?.items).toBeLessThan(6000);

  await page.getByRole('button', { name: /^Go on/ }).click();
  await expect(page.getByText('6,000 images used')).toBeVisible({ timeout: 60_000 });
});

test('images are looked at by key, given another class by a digit, and given the old one back', async ({ page }) => {
  for (const [place, name] of ['circle', 'square', 'star'].entries()) folderOf(`shapes/${name}`, 30, place * 100);
  await toImport(page, join(here.root, 'shapes'));
  await page.getByRole('button', { name: 'Import 90' }).click();
  const first = page.getByRole('option').first();
  await expect(first).toHaveAccessibleName(/^circle, circle\/0000.png/, { timeout: 30_000 });
  const classes = async () =>
    (await here.app.call('datasets.list', {})).datasets.find(({ name }) => name === 'shapes')?.classes.map(({ items }) => items);

  await first.click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('3');
  await expect(page.getByText('2 images relabelled as star')).toBeVisible();
  await expect(first).toHaveAccessibleName(/^star, circle\/0000.png/);
  expect(await classes()).toEqual([28, 30, 32]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(first).toHaveAccessibleName(/^circle,/);
  expect(await classes()).toEqual([30, 30, 30]);

  await first.click();
  await page.keyboard.press(' ');
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('heading', { name: 'circle/0000.png' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('heading', { name: 'circle/0001.png' })).toBeVisible();
  await page.keyboard.press('2');
  await expect(viewer.getByRole('button', { name: 'Class' }).or(viewer.getByLabel('Class'))).toHaveText('square');
  await page.keyboard.press(' ');
  await expect(viewer).toBeHidden();
  await expect(page.getByRole('option', { name: /circle\/0001.png/ })).toBeFocused();

  await page.keyboard.press('End');
  await expect(page.getByRole('option', { name: /star\/0029.png/ })).toBeFocused();
  await page.getByRole('searchbox', { name: 'Search by file name' }).fill('0007');
  await expect(page.getByRole('option')).toHaveCount(3);
  await page.getByRole('button', { name: /^2 square/ }).click();
  await expect(page.getByRole('option')).toHaveCount(1);

  await page.getByRole('tab', { name: 'Split' }).click();
  await page.getByRole('spinbutton', { name: 'Validation' }).fill('30');
  await page.getByRole('button', { name: 'Draw the parts' }).click();
  await expect(page.getByText('The parts were drawn anew')).toBeVisible();
  const split = async () => (await here.app.call('datasets.list', {})).datasets.find(({ name }) => name === 'shapes')?.split;
  expect(await split()).toMatchObject({ train: 60, validation: 30, test: 10 });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(split).toMatchObject({ train: 80, validation: 10, test: 10 });
});
