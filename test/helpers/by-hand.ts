import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';

/** Where pictures of the views go, for people to look at; none without. */
const pictures = process.env.UNFOLD_PICTURES;

/** Collects what nobody may see: an error of the page, or a script that a name or cell ran. */
export function watch(page: Page): string[] {
  const broken: string[] = [];
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('dialog', (dialog) => {
    broken.push(`alert: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return broken;
}

/** Takes the view in both schemes at two sizes of window, where pictures are wished for. */
export async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.mouse.move(0, 0);
  for (const [width, height] of [
    [1280, 720],
    [1600, 1000],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(250);
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.emulateMedia({ colorScheme: 'light' });
}

/** The way to a view of the project, in the rail. */
export const view = (page: Page, name: string) =>
  page
    .getByRole('link', { name })
    .or(page.getByRole('button', { name, exact: true }))
    .first();

export const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();

export async function choose(page: Page, field: string, choice: string | RegExp): Promise<void> {
  await page.getByLabel(field, { exact: true }).click();
  await page.getByRole('option', { name: choice }).click();
}

/** From Home to what was found in a file of one's own, chosen by its path. */
export async function lookAt(page: Page, path: string): Promise<void> {
  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Use my own data' }).first().click();
  await page.getByRole('button', { name: 'Choose a file' }).click();
  const chooser = page.getByRole('dialog', { name: 'Choose a file' });
  await chooser.getByRole('textbox', { name: 'Folder or file' }).fill(path);
  await chooser.getByRole('button', { name: 'Go' }).click();
}

/** From a sample's card on Home to the settings of its first run. */
export async function openSample(page: Page, title: string): Promise<void> {
  await page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) })
    .getByRole('button', { name: 'Train this' })
    .click();
  await expect(page.getByRole('spinbutton', { name: 'Epochs' })).toBeVisible({ timeout: 30_000 });
}

/** Fills these settings in and trains to the end. */
export async function train(page: Page, settings: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const field = page.getByRole('spinbutton', { name });
    await field.fill(value);
    await field.press('Tab');
  }
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await finished(page);
}

/** Waits until the run in view has ended well; where it has not, says what the view tells of it. */
async function finished(page: Page): Promise<void> {
  const state = page.locator('header').getByText(/^(Waiting|Running|Paused|Finished|Stopped|Interrupted|Failed)$/);
  await expect(state).toBeVisible();
  await expect(state).not.toHaveText(/Waiting|Running|Paused/, { timeout: 240_000 });
  expect(await state.textContent(), (await page.locator('#content').textContent()) ?? '').toContain('Finished');
}

/** To how the run of this project does on its test part: the tab of Compare that shows it. */
export async function judge(page: Page, sheet: string): Promise<void> {
  await view(page, 'Compare').click();
  await page.getByRole('tab', { name: sheet }).click();
}

/** The number that stands on the screen where `pattern` has its group; waits until it does. */
export async function figureOf(place: Locator, pattern: RegExp): Promise<number> {
  await expect(place).toHaveText(pattern, { timeout: 60_000 });
  const [, figure = ''] = pattern.exec((await place.textContent()) ?? '') ?? [];
  return Number(figure.replaceAll(',', ''));
}
