import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeItem, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: WriteTextInFrame } = await import('./WriteTextInFrame.svelte');
const fake = core.client as FakeClient;

const dataset = fakeTexts({
  classes: [],
  preprocessing: textPreprocessing.parse({ kind: 'texts', answers: 'next', tokens: 'characters' }),
});
const sentences = ['two birds find one bird.', 'a cat sees the dogs.'];
const next = [
  { token: ' ', probability: 0.7 },
  { token: '<end>', probability: 0.2 },
  { token: '<start>', probability: 0.05 },
  { token: 'z', probability: 0.0001 },
];
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'How it begins' });
const bars = () =>
  within(screen.getByRole('list', { name: 'What may come next' }))
    .getAllByRole('listitem')
    .map((bar) => bar.textContent?.replace(/\s+/g, ' ').trim());
const written = () => screen.getByRole('region', { name: 'What it writes' });
const text = () => within(written()).getByRole('region', { name: 'Text' }).textContent;
const generated = () => fake.asked.filter(({ name }) => name === 'predictions.generate').map(({ input }) => input as { length: number });
const show = async () => {
  render(WriteTextInFrame, { run: fakeRun(), dataset });
  await screen.findByRole('list', { name: 'What may come next' });
};
const empty = { code: 'seed-text-empty' as const, message: 'A text must have a token.', remedy: 'Type how the text begins.' };

beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'datasets.items': ({ split, offset = 0 }) => ({ items: [fakeItem(offset, { split: 'test' })], total: split === 'test' ? 2 : 0 }),
    'datasets.texts': ({ indices }) => ({ texts: indices.map((index) => ({ index, text: sentences[index] ?? '', whole: true })) }),
    // The end of the text, then another that says the seed; as many codes as letters were asked for.
    'predictions.generate': ({ seedText, codes = [], length, seed = 0 }) => {
      if (seedText === '') return { ok: false, error: empty };
      return { added: length === 0 ? '' : `.\nseed ${seed}`, codes: [...codes, ...Array<number>(length).fill(5)], next };
    },
  };
});

describe('writing a text on', () => {
  it('begins as a text of the test part does, and says what may come next without a special token', async () => {
    await show();
    expect(field().value).toBe('two birds ');
    expect(bars()).toEqual(['␣ space 70 %', 'end of the text 20 %', 'any other 10 %']);
    expect(screen.getByRole('region', { name: 'What may come next' }).textContent).toContain('Next: ␣ space, 70 %');
  });

  it('takes the beginning of another text, and asks what may come next', async () => {
    await show();
    await fireEvent.click(screen.getByRole('button', { name: 'Begin with “a cat sees”' }));
    expect(field().value).toBe('a cat sees ');
    expect(fake.asked.at(-1)?.input).toMatchObject({ seedText: 'a cat sees ', length: 0 });
  });

  it('writes with the settings as they stand, and begins a new text on a new line', async () => {
    await show();
    await fireEvent.input(screen.getByRole('spinbutton', { name: 'Length' }), { target: { value: '30' } });
    await fireEvent.input(screen.getByRole('spinbutton', { name: /Top k/ }), { target: { value: '5' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Generate' }));
    await screen.findByText('30 tokens, temperature 0.8, top 5, seed 7');
    expect(text()).toBe('two birds .\nseed 7');
    expect(generated().slice(-2)).toMatchObject([
      { length: 20, sampling: { temperature: 0.8, topK: 5 }, seed: 7 },
      { length: 10, sampling: { temperature: 0.8, topK: 5 }, seed: 7 },
    ]);
  });

  it('writes again with another seed, which then stands in its field', async () => {
    await show();
    await fireEvent.click(screen.getByRole('button', { name: 'Generate' }));
    await fireEvent.click(await screen.findByRole('button', { name: 'Write again' }));
    await waitFor(() => expect(text()).toContain('seed 8'));
    expect(screen.getByRole<HTMLInputElement>('spinbutton', { name: /Seed/ }).value).toBe('8');
  });

  it('offers no other text where every seed writes the same', async () => {
    await show();
    await fireEvent.input(screen.getByRole('spinbutton', { name: /Top k/ }), { target: { value: '1' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Generate' }));
    const again = await screen.findByRole('button', { name: /Write again/ });
    expect(again.getAttribute('aria-disabled')).toBe('true');
    expect(written().textContent).toMatch(/Write again/);
  });

  it('turns its button into one that stops', async () => {
    await show();
    const { promise, resolve } = Promise.withResolvers<void>();
    const call = fake.call.bind(fake);
    vi.spyOn(fake, 'call').mockImplementation(async (name, input) => {
      await promise;
      return call(name, input);
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Generate' }));
    expect(within(written()).getByRole('status').textContent).toBe('Writing 0 of 200 tokens');
    await fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    expect(within(written()).getByRole('status').textContent).toMatch(/^Stopped after 0 tokens/);
    expect(screen.getByRole('button', { name: 'Generate' })).toBeTruthy();
    resolve();
    vi.mocked(fake.call).mockRestore();
  });

  it('says at the field what to do where a beginning is needed, and no more once there is one', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: '' } });
    const said = await screen.findByRole('alert');
    expect(said.textContent).toContain('Type how the text begins.');
    expect(field().getAttribute('aria-describedby')).toBe(said.id);
    expect(screen.queryByRole('list', { name: 'What may come next' })).toBeNull();
    await fireEvent.input(field(), { target: { value: 'a' } });
    await waitFor(() => expect(bars()).toHaveLength(3));
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
