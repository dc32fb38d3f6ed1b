import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { contextFor } from '#renderer/features/build/block-context.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeDataset, fakeModel, fakeSeries, fakeTable, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeProject } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: ChooserInFrame } = await import('./ChooserInFrame.svelte');
const fake = core.client as FakeClient;
const open = (dataset: ReturnType<typeof fakeDataset> | null) => {
  const context = contextFor(dataset, null);
  // As `props`: "context" is an option of the renderer too.
  render(ChooserInFrame, { props: { project: fakeProject(), dataset, context } });
};
const cards = () => screen.getAllByRole('button').map((button) => button.textContent?.replace(/\s+/g, ' ').trim() ?? '');
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = { 'models.create': () => fakeModel() };
});

describe('the templates', () => {
  it('of texts are those for tokens with a class each, sized for them, and the chosen one is made for this data', async () => {
    open(fakeTexts());
    expect(screen.getByText(/Sized for/).textContent).toMatch(/Sized for Reviews: 24 tokens of 40 codes, 2 classes\./);
    expect(cards().map((card) => card.split(/(?<=classifier|canvas)/)[0])).toEqual([
      'LSTM classifier',
      'GRU classifier',
      'RNN classifier',
      'Empty canvas',
    ]);
    expect(cards()[0]).toMatch(/26,242 parameters .* multiply-adds a text$/);
    await fireEvent.click(screen.getByRole('button', { name: /^LSTM classifier/ }));
    await waitFor(() =>
      expect(fake.asked.map(({ input }) => input)).toContainEqual(expect.objectContaining({ template: 'lstm-classifier', dataset: 1 })),
    );
  });
  it('of images are those for images', () => {
    open(fakeDataset());
    expect(cards().some((card) => card.startsWith('Small CNN'))).toBe(true);
    expect(cards().some((card) => /classifier/.test(card))).toBe(false);
    expect(cards()[0]).toMatch(/multiply-adds an image$/);
  });
  it('of a table and of series are those that answer with numbers, and what is answered is named', () => {
    open(fakeTable());
    expect(screen.getByText(/Sized for/).textContent).toMatch(/Sized for Houses: 3 numbers, answered with price \(EUR\)\./);
    expect(cards().map((card) => card.split(' ')[0])).toEqual(['Multilayer', 'Linear', 'Empty']);
    expect(cards()[0]).toMatch(/multiply-adds a row$/);
    cleanup();
    open(fakeSeries());
    expect(screen.getByText(/Sized for/).textContent).toMatch(
      /Sized for Sales: 28 steps of 1 number, answered with the next 7 steps of sold, with ranges\./,
    );
    expect(cards().map((card) => card.split(' ')[0])).toEqual(['LSTM', 'GRU', 'Convolutional', 'Empty']);
  });
  it('without data are sized for what is usual', () => {
    open(null);
    expect(screen.getByText(/There is no data yet/).textContent?.replace(/\s+/g, ' ')).toMatch(/sized for 32×32×3 and 10 classes/);
  });
});
