import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Judged } from '#app/contract/evaluations.ts';
import type { WeighedText } from '#app/contract/predictions.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeEvaluation } from '../../helpers/fake-numbers.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: CellItemsInFrame } = await import('./CellItemsInFrame.svelte');
const fake = core.client as FakeClient;

const long = 'a very long class name that no column was ever made for';
const evaluation = fakeEvaluation({ classes: ['negative', long] });
const judged = (index: number, certainty: number): Judged => ({
  index,
  path: `line ${index}`,
  actual: 1,
  predicted: 0,
  probabilities: [certainty, 1 - certainty],
  loss: -Math.log(1 - certainty),
});
const texts = new Map([
  [17, 'Movie was good'],
  [3, 'Not bad at all'],
  [8, `<b>${'so '.repeat(200)}</b>`],
]);
const without = { good: 0.4, bad: -0.2 };
const weighed = (text: string): WeighedText => ({
  label: 'negative',
  probability: 0.9,
  epoch: 1,
  together: 1,
  tokens: [...text.matchAll(/\w+/g)].map(({ 0: token, index }) => ({
    token: token.toLowerCase(),
    start: index,
    end: index + token.length,
    known: true,
    weight: without[token as keyof typeof without] ?? 0,
  })),
});
const questions = () => fake.asked.filter(({ name }) => name === 'predictions.tokens');
const openRow = async (name: RegExp) => {
  await fireEvent.click(await screen.findByRole('button', { name }));
  return screen.findByRole('dialog');
};
const show = (dataset = fakeTexts()) => render(CellItemsInFrame, { evaluation, dataset, cell: { actual: 1, predicted: 0 } });
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'evaluations.cell': () => ({ items: [judged(17, 0.97), judged(3, 0.8), judged(8, 0.51)], total: 3 }),
    'predictions.tokens': ({ text }) => weighed(text),
    'datasets.texts': ({ indices, most = 300 }) => ({
      texts: indices.map((index) => {
        const text = texts.get(index) ?? '';
        return { index, text: text.slice(0, most), whole: text.length <= most };
      }),
    }),
  };
});

describe('the texts of a cell', () => {
  it('say what they are, what was answered and how surely and at which loss, in the order of the core', async () => {
    show();
    await screen.findByText('Movie was good');
    expect(screen.getByRole('heading').textContent).toBe(`3 texts of ${long} answered as negative`);
    expect(screen.getAllByRole('listitem').map((row) => within(row).getByRole('button').getAttribute('aria-label'))).toEqual([
      `Movie was good: ${long} answered as negative, 97 % sure, loss 3.51`,
      `Not bad at all: ${long} answered as negative, 80 % sure, loss 1.61`,
      expect.stringMatching(/^<b>so so .*…: .* answered as negative, 51 % sure, loss 0\.713$/),
    ]);
    expect(document.querySelector('b, img')).toBeNull();
    expect(fake.asked.filter(({ name }) => name === 'datasets.texts')).toHaveLength(1);
  });

  it('open in full, and arrows go on', async () => {
    show();
    const dialog = await openRow(/^Not bad at all/);
    await waitFor(() => expect(within(dialog).getByRole('group').textContent).toBe('Not bad at all'));
    expect(within(dialog).getByRole('list', { name: 'Probabilities' }).textContent).toMatch(/negative\s*80 %/);
    await fireEvent.keyDown(window, { key: 'ArrowRight' });
    await waitFor(() => expect(dialog.textContent).toContain(texts.get(8)));
    expect(dialog.textContent).toContain('3 of 3');
  });

  it('show which tokens mattered for the answer that was given, by a table and by arrows too', async () => {
    show();
    const dialog = await openRow(/^Movie was good/);
    const good = await within(dialog).findByText('good', { selector: '[data-token]' });
    expect(questions().map(({ input }) => input)).toEqual([{ run: 1, text: 'Movie was good', class: 'negative' }]);
    expect(good.className).toMatch(/\bfor lined\b/);
    expect(within(dialog).getByRole('status').textContent).toBe('Without “good”: negative 50.0 % instead of 90.0 %, weight +40.0.');
    expect(
      within(dialog)
        .getAllByRole('row')
        .slice(1)
        .map((row) => row.textContent),
    ).toEqual([expect.stringMatching(/^good\s*\+40\.0\s*50\.0 %$/)]);
    const group = within(dialog).getByRole('group');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft']) await fireEvent.keyDown(group, { key });
    expect(within(dialog).getByRole('status').textContent).toMatch(
      /^Without “movie”: negative 90\.0 % instead of 90\.0 %, weight \+0\.0\.$/,
    );
    // They read the tokens and do not turn the page.
    expect(dialog.textContent).toContain('1 of 3');
    await fireEvent.mouseOver(good);
    expect(within(dialog).getByRole('status').textContent).toMatch(/^Without “good”/);
  });

  it('tell what speaks against the answer by another line, too', async () => {
    show();
    const dialog = await openRow(/^Not bad at all/);
    expect((await within(dialog).findByText('bad', { selector: '[data-token]' })).className).toMatch(/\bagainst lined\b/);
  });

  it('give the question up that nobody waits for any more', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call = fake.call.bind(fake);
    vi.spyOn(fake, 'call').mockImplementation(async (name, input, options) => {
      const answered = call(name, input, options);
      if (name === 'predictions.tokens') await promise;
      return answered;
    });
    show();
    const dialog = await openRow(/^Movie was good/);
    await waitFor(() => expect(questions()).toHaveLength(1));
    await fireEvent.keyDown(window, { key: 'ArrowRight' });
    await waitFor(() => expect(questions()).toHaveLength(2));
    expect(questions().map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    // The text is there to read meanwhile; a wait of a second says what it is for, and can be ended.
    await within(dialog).findByText('Not bad at all');
    await fireEvent.click(await within(dialog).findByRole('button', { name: 'Cancel' }, { timeout: 2000 }));
    expect(questions()[1]?.signal?.aborted).toBe(true);
    await fireEvent.click(within(dialog).getByRole('button', { name: 'Weigh the tokens' }));
    resolve();
    await waitFor(() => expect(within(dialog).getByRole('group').textContent).toBe('Not bad at all'));
    vi.mocked(fake.call).mockRestore();
  });

  it('say when the run has trained on since it was judged', async () => {
    fake.answers['predictions.tokens'] = ({ text }) => ({ ...weighed(text), epoch: 4 });
    show();
    await within(await openRow(/^Movie was good/)).findByText('Weighed as of epoch 4; it was judged at epoch 1.');
  });

  it('of images are pictures', async () => {
    show(fakeDataset());
    await waitFor(() => expect(document.querySelectorAll('img')).toHaveLength(3));
    expect(screen.getByRole('heading').textContent).toMatch(/^3 images of/);
    expect(fake.asked.map(({ name }) => name)).not.toContain('datasets.texts');
  });
});
