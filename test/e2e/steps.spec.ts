import { expect, type Page, test } from '@playwright/test';
import { obeysGrammar } from '#main/samples/grammar.ts';
import { openSample, picture, train, view } from '../helpers/by-hand.ts';
import { ownApp } from '../helpers/own-app.ts';

/** Samples of texts by hand, from their cards on Home to what their runs are for, on the real engine. */
ownApp();

/** From the sample's card through Train, with settings that are quick, to a finished run. */
async function trained(page: Page, sample: string, settings: Readonly<Record<string, string>>): Promise<void> {
  await openSample(page, sample);
  await train(page, settings);
}

// Each trains a network; on a machine with other work on it that takes minutes.
test.describe.configure({ timeout: 300_000 });

test('words of a typed sentence get the tags that their neighbours decide', async ({ page }) => {
  await trained(page, 'Parts of speech', { Epochs: '8', 'Batch size': '32', 'Learning rate': '0.005' });

  await test.step('see what each word is', async () => {
    await view(page, 'Use').click();
    const words = page.getByRole('list', { name: 'Words with their tags' }).getByRole('listitem');
    await expect(words.first()).toBeVisible({ timeout: 30_000 });
    await expect(
      page
        .getByRole('region', { name: 'Examples' })
        .getByRole('button', { name: /: all \d+ words right$/ })
        .first(),
    ).toBeVisible();
    const field = page.getByRole('textbox', { name: 'Your sentence' });
    await field.fill('');
    await field.pressSequentially('We light the light light.', { delay: 15 });
    const said = page.getByRole('region', { name: 'What the model says' }).getByRole('status');
    await expect(said).toHaveText(
      /^We PRON [>\d. ]+ %, light VERB [>\d. ]+ %, the DET [>\d. ]+ %, light ADJ [>\d. ]+ %, light NOUN [>\d. ]+ %, \. PUNCT [>\d. ]+ %$/,
    );
    await picture(page, 'use-tags');
    await field.fill('They can fish Zyzzyva');
    await expect(words.last()).toContainText('(unknown)');
    await field.fill('we see the old house '.repeat(20));
    await expect(page.getByText(/^\d+ more words were cut off: the network takes \d+\.$/)).toBeVisible();
    await picture(page, 'use-tags-long');
  });

  await test.step('see which words were answered worst', async () => {
    await view(page, 'Compare').click();
    await page.getByRole('tab', { name: 'Confusion' }).click();
    await expect(page.getByText(/^(9[7-9]|100)\.\d % of [\d,]+ words right/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('region', { name: 'Scores by tag' })).toContainText('NOUN');
    await expect(page.getByRole('region', { name: 'Baselines' })).toContainText('The most frequent tag of each word');
    const worst = page.getByRole('region', { name: 'Texts answered worst' });
    await worst.getByRole('button').first().click();
    await expect(worst.getByRole('list', { name: 'Step by step' }).getByRole('listitem').first()).toContainText(/ is \w+, answered/);
    await picture(page, 'compare-tags');
    await page.getByLabel(/^\d+ of NOUN answered as NOUN$/).click();
    await expect(worst.getByRole('heading')).toHaveText(/^\d+ words of NOUN answered as NOUN$/);
    await expect(worst.getByText(/^in \d+ of the 120 texts that were answered worst$/)).toBeVisible();
    await picture(page, 'compare-tags-cell');
  });
});

test('a network that learned the next letter writes sentences of the grammar', async ({ page }) => {
  await trained(page, 'Small grammar', { Epochs: '10', 'Batch size': '64', 'Learning rate': '0.015' });
  await view(page, 'Use').click();
  const next = page.getByRole('list', { name: 'What may come next' }).getByRole('listitem');
  const field = page.getByRole('textbox', { name: 'How it begins' });
  const written = page.getByRole('region', { name: 'What it writes' });
  const state = written.getByRole('status').first();

  await test.step('see the next letter as one types', async () => {
    await expect(next.first()).toBeVisible({ timeout: 30_000 });
    await field.fill('');
    await field.pressSequentially('these quiet cat', { delay: 15 });
    await expect(next.first()).toHaveText(/^s\s*(> )?9\d(\.\d)? %$/);
    await field.fill('this quiet cat');
    await expect(next.first()).toHaveText(/^␣ space\s*(> )?9\d(\.\d)? %$/);
    await picture(page, 'use-next');
  });

  await test.step('have it write', async () => {
    await field.fill('two ');
    await page.getByRole('spinbutton', { name: 'Length' }).fill('1000');
    await page.getByRole('slider', { name: 'Temperature' }).focus();
    for (let tenth = 8; tenth > 5; tenth -= 1) await page.keyboard.press('ArrowLeft');
    await page.getByRole('button', { name: 'Generate', exact: true }).click();
    await expect(state).toHaveText('1,000 tokens, temperature 0.5, seed 7', { timeout: 60_000 });
    const text = (await written.getByRole('region', { name: 'Text' }).textContent()) ?? '';
    const lines = text.split('\n').slice(0, -1);
    expect(lines[0]).toMatch(/^two /);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines.filter(obeysGrammar).length / lines.length).toBeGreaterThanOrEqual(0.95);
    expect(new Set(lines).size).toBeGreaterThan(lines.length / 2);
    await picture(page, 'use-written');
    await written.getByRole('button', { name: 'Write again' }).click();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(state).toHaveText(/^Stopped after [\d,]+ tokens?, temperature 0\.5, seed 8$/);
    await expect(written.getByRole('region', { name: 'Text' })).not.toHaveText(text);
  });

  await test.step('see how unsure it is, beside what the last letters tell', async () => {
    await view(page, 'Compare').click();
    await page.getByRole('tab', { name: 'Mistakes' }).click();
    await expect(page.getByText(/tokens right/)).toContainText(/% of 5,\d{3} tokens right, perplexity\s+1\.[34]\d,/, { timeout: 60_000 });
    await expect(page.getByRole('grid', { name: /Confusion/ })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Baselines' })).toContainText('What follows the last two tokens');
    const worst = page.getByRole('region', { name: 'Texts answered worst' });
    await worst.getByRole('button').first().click();
    await expect(
      worst
        .getByRole('listitem')
        .filter({ hasText: /^After start of the text comes / })
        .first(),
    ).toBeVisible();
    await picture(page, 'compare-next');
  });
});

test('a word is told by its letters to be of a language', async ({ page }) => {
  await trained(page, 'Languages of words', { Epochs: '6', 'Batch size': '32', 'Learning rate': '0.01' });
  await view(page, 'Use').click();
  const field = page.getByRole('textbox', { name: 'Your text' });
  await expect(field).not.toHaveValue('', { timeout: 30_000 });
  for (const [word, language] of [
    ['järvillinen', 'Finnish'],
    ['verschlung', 'German'],
    ['giocchezione', 'Italian'],
    ['yamatsuki', 'Japanese'],
  ] as const) {
    await field.fill('');
    await field.pressSequentially(word, { delay: 15 });
    await expect(page.getByRole('region', { name: 'What the model says' }).getByRole('heading').first()).toHaveText(language);
  }
});

test('a review is told good or bad by more than its words', async ({ page }) => {
  await trained(page, 'Reviews', { Epochs: '8', 'Batch size': '32', 'Learning rate': '0.01' });
  await view(page, 'Use').click();
  const field = page.getByRole('textbox', { name: 'Your text' });
  await expect(field).not.toHaveValue('', { timeout: 30_000 });
  for (const [text, mood] of [
    ['the film was good', 'positive'],
    ['the film was not good', 'negative'],
    ['the story was dull', 'negative'],
    ['the story was not dull', 'positive'],
  ] as const) {
    await field.fill(text);
    await expect(page.getByRole('region', { name: 'What the model says' }).getByRole('heading').first()).toHaveText(mood);
  }
});

test('the first of 30 symbols is kept in mind to the end', async ({ page }) => {
  await trained(page, 'First bit decides', { Epochs: '25', 'Batch size': '32', Seed: '1' });
  await view(page, 'Use').click();
  const field = page.getByRole('textbox', { name: 'Your text' });
  await expect(field).not.toHaveValue('', { timeout: 30_000 });
  for (const rest of ['01101001110100101100010111010', '00000000000000000000000000000', '11111111111111111111111111111']) {
    for (const first of ['0', '1']) {
      await field.fill(first + rest);
      await expect(page.getByRole('region', { name: 'What the model says' }).getByRole('heading').first()).toHaveText(first);
    }
  }
});
