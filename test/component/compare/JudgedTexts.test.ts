import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation, Judged } from '#app/contract/evaluations.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeTexts } from '../../helpers/fake-data.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: CellItemsInFrame } = await import('./CellItemsInFrame.svelte');
const fake = core.client as FakeClient;

const long = 'a very long class name that no column was ever made for';
const evaluation: Evaluation = {
  id: 5,
  run: 1,
  epoch: 1,
  part: 'test',
  folder: null,
  items: 9,
  loss: 1,
  accuracy: 0.5,
  majority: 0.5,
  macroF1: 0.5,
  rocAuc: null,
  baselines: [],
  classes: ['negative', long],
  perClass: [],
  confusion: [
    [4, 1],
    [3, 1],
  ],
  skipped: [],
  createdAt: 1,
};
const judged = (index: number, certainty: number): Judged => ({
  index,
  path: `line ${index}`,
  actual: 1,
  predicted: 0,
  probabilities: [certainty, 1 - certainty],
});
const texts = new Map([
  [17, 'Movie was good'],
  [3, 'Not bad at all'],
  [8, `<b>${'so '.repeat(200)}</b>`],
]);
const show = (dataset = fakeTexts()) => render(CellItemsInFrame, { evaluation, dataset, cell: { actual: 1, predicted: 0 } });
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'evaluations.cell': () => ({ items: [judged(17, 0.97), judged(3, 0.8), judged(8, 0.51)], total: 3 }),
    'datasets.texts': ({ indices, most = 300 }) => ({
      texts: indices.map((index) => {
        const text = texts.get(index) ?? '';
        return { index, text: text.slice(0, most), whole: text.length <= most };
      }),
    }),
  };
});

describe('the texts of a cell', () => {
  it('say what they are, what was answered and how surely, in the order of the core', async () => {
    show();
    await screen.findByText('Movie was good');
    expect(screen.getByRole('heading').textContent).toBe(`3 texts of ${long} answered as negative`);
    expect(screen.getAllByRole('listitem').map((row) => within(row).getByRole('button').getAttribute('aria-label'))).toEqual([
      `Movie was good: ${long} answered as negative, 97 % sure`,
      `Not bad at all: ${long} answered as negative, 80 % sure`,
      expect.stringMatching(/^<b>so so .*…: .* answered as negative, 51 % sure$/),
    ]);
    expect(document.querySelector('b, img')).toBeNull();
    expect(fake.asked.filter(({ name }) => name === 'datasets.texts')).toHaveLength(1);
  });

  it('open in full, and arrows go on', async () => {
    show();
    await fireEvent.click(await screen.findByRole('button', { name: /^Not bad at all/ }));
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText('Not bad at all');
    expect(within(dialog).getByRole('list', { name: 'Probabilities' }).textContent).toMatch(/negative\s*80 %/);
    await fireEvent.keyDown(window, { key: 'ArrowRight' });
    await waitFor(() => expect(dialog.textContent).toContain(texts.get(8)));
    expect(dialog.textContent).toContain('3 of 3');
  });

  it('of images are pictures', async () => {
    show(fakeDataset());
    await waitFor(() => expect(document.querySelectorAll('img')).toHaveLength(3));
    expect(screen.getByRole('heading').textContent).toMatch(/^3 images of/);
    expect(fake.asked.map(({ name }) => name)).not.toContain('datasets.texts');
  });
});
