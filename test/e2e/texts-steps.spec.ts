import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ownApp } from '../helpers/own-app.ts';

/** Texts whose steps have answers, by hand: a user's own tagged words and own long text, from the file to a run. */
const here = ownApp();

const animals = ['cat', 'dog', 'bird', 'horse', 'mouse'];
const acts = ['sees', 'hears', 'likes', 'finds'];
/** 60 sentences that are all different: determiner, noun, verb, determiner, noun, full stop. */
const sentence = (number: number): [word: string, tag: string][] => [
  [number % 2 === 0 ? 'The' : 'A', 'DET'],
  [animals[number % 5] ?? '', 'NOUN'],
  [acts[number % 4] ?? '', 'VERB'],
  [number % 3 === 0 ? 'the' : 'a', 'DET'],
  [animals[Math.floor(number / 5) % 5] ?? '', 'NOUN'],
  ...(number < 30 ? [['today', 'ADV'] satisfies [string, string]] : []),
  ['.', 'PUNCT'],
];
const sentences = Array.from({ length: 60 }, (_, number) => sentence(number));

function write(name: string, text: string): string {
  const path = join(here.root, name);
  writeFileSync(path, text);
  return path;
}
const toImport = (page: Page, path: string): Promise<unknown> =>
  page.goto(`http://127.0.0.1:${here.app.port}/#/p/new/data?folder=${encodeURIComponent(path)}`);
const dataset = async (name: string) => {
  const found = (await here.app.call('datasets.list', {})).datasets.find((one) => one.name === name);
  if (found === undefined) throw new Error(`${name} was imported`);
  return found;
};
/** From the data to a run of the template to begin with, which has made a step. */
async function train(page: Page, name: string): Promise<string | null | undefined> {
  await page.getByRole('button', { name: 'Train a first model' }).click();
  await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
  await page.getByRole('button', { name: /^Class weights/ }).click();
  await expect(page.getByText('Here each step has an answer')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.waitForURL(/train\/\d+/);
  const run = Number(/train\/(\d+)/.exec(page.url())?.[1]);
  await expect.poll(async () => (await here.app.call('runs.steps', { run })).step.length, { timeout: 45_000 }).toBeGreaterThan(0);
  const { project } = await dataset(name);
  return (await here.app.call('models.list', { project })).models[0]?.template;
}

test('tagged words are imported, looked at word by word, prepared as one-hot and trained on', async ({ page }) => {
  const path = write('tagged.conll', sentences.map((words) => words.map((word) => word.join('\t')).join('\n')).join('\n\n'));
  await toImport(page, path);
  await expect(page.getByRole('heading', { name: '60 sentences' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'A tag for each word' })).toBeChecked();
  await expect(page.getByRole('radio', { name: 'One class for the whole text' })).toBeDisabled();
  await expect(page.getByText('no sentence a class')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tags' })).toContainText('NOUN');
  await expect(page.getByRole('img', { name: /The → DET, cat → NOUN, sees → VERB/ })).toBeVisible();
  await page.getByRole('button', { name: 'Import 60 sentences' }).click();

  await expect(page.getByText('60 sentences used')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByRole('list', { name: 'Tags, with their words' })).toContainText('120');
  const table = page.getByRole('grid', { name: 'Sentences' });
  await table.getByRole('row').nth(1).click();
  await page.keyboard.press(' ');
  const whole = page.getByRole('dialog').getByRole('region', { name: 'The whole text' });
  await expect(whole.getByRole('listitem').nth(1)).toHaveText(/cat\s*NOUN/);
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: 'Preprocessing' }).click();
  await expect(page.getByRole('list', { name: 'Shapes on the way' })).toContainText('codes [32, 7]→Embedding [32, 7, 32]');
  await expect(page.getByText('The file gives the words, each with its tag')).toBeVisible();
  await page.getByLabel('Encoding', { exact: true }).click();
  await expect(page.getByRole('option')).toHaveCount(2);
  await page.getByRole('option', { name: 'One-hot' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  const { codes = 0 } = (await dataset('tagged')).texts ?? {};
  await expect(page.getByRole('list', { name: 'Shapes on the way' })).toContainText(`one-hot [32, 7, ${codes - 2}]→Bidirectional`, {
    timeout: 30_000,
  });
  await expect(page.getByRole('list', { name: 'Rows of the tensor' }).getByRole('listitem').first()).toContainText('the');

  expect(await train(page, 'tagged')).toBe('bilstm-tagger');
  await expect(page.getByText('Accuracy of words').first()).toBeVisible();
});

test('one long text is cut as the user says, and trained on for what comes next', async ({ page }) => {
  const lines = sentences.map((words) => words.map(([word]) => word).join(' '));
  await toImport(page, write('story.txt', lines.join('\n')));
  await expect(page.getByRole('radio', { name: 'What comes next, to write texts' })).toBeChecked();
  await expect(page.getByRole('heading', { name: '60 pieces' })).toBeVisible();
  await expect(page.getByRole('img', { name: /<start> → T, T → h, h → e/ })).toBeVisible();
  await page.getByRole('radio', { name: 'As it writes' }).click();
  await expect(page.getByRole('img', { name: /each answer is the next input/ })).toBeVisible();
  await page.getByLabel('A text is', { exact: true }).click();
  await page.getByRole('option', { name: 'A piece of a paragraph' }).click();
  await page.getByRole('spinbutton', { name: 'At most' }).fill('30');
  await page.getByRole('spinbutton', { name: 'At most' }).press('Enter');
  await expect(page.getByRole('heading', { name: '60 pieces' })).toBeHidden();
  await page.getByRole('button', { name: /^Import \d+ pieces/ }).click();

  await expect(page.getByText(/\d+ texts used/)).toBeVisible({ timeout: 45_000 });
  const { preprocessing, classes } = await dataset('story');
  expect(classes).toEqual([]);
  expect(preprocessing).toMatchObject({ answers: 'next', tokens: 'characters', startEnd: false });
  await expect(page.getByRole('list', { name: 'Classes' })).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Timesteps with their answers' })).toContainText('T');

  expect(await train(page, 'story')).toBe('char-lm');
  await expect(page.getByText('Accuracy of tokens').first()).toBeVisible();
});
