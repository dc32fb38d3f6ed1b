import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TextPrediction, WeighedText } from '#app/contract/predictions.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeItem, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: TryTextsInFrame } = await import('./TryTextsInFrame.svelte');
const fake = core.client as FakeClient;

const dataset = fakeTexts();
/** Every text says its number; the model takes all that say "not" for negative and knows no "0". */
const text = (index: number) => `film ${index} was ${index % 2 === 0 ? 'good' : 'not good'}`;
const said = (of: string): TextPrediction => {
  const negative = of.includes('not') ? 0.9 : 0.2;
  const tokens = of.split(' ');
  const known = tokens.map((token) => (token === '0' ? '<unknown>' : token));
  const codes = known.map((token, place) => (token === '<unknown>' ? 1 : place + 2));
  return {
    text: of,
    label: negative > 0.5 ? 'negative' : 'positive',
    probabilities: [
      { label: 'negative', probability: negative },
      { label: 'positive', probability: 1 - negative },
    ],
    stages: [
      { stage: 'text', title: 'The text', value: of },
      { stage: 'tokens', title: 'Words', value: tokens },
      { stage: 'known', title: 'In the vocabulary', value: known },
      { stage: 'codes', title: 'Codes', value: codes },
      { stage: 'padded', title: '24 timesteps', value: [...Array(24 - codes.length).fill(0), ...codes] },
    ],
    milliseconds: 2.34,
  };
};
/** "not" is all that matters to it. */
const weighed = (text: string, label: string): WeighedText => ({
  label,
  probability: text.includes('not') === (label === 'negative') ? 0.9 : 0.2,
  epoch: 1,
  together: 1,
  tokens: [...text.matchAll(/\w+/g)].map(({ 0: token, index }) => ({
    token,
    start: index,
    end: index + token.length,
    known: token !== '0',
    weight: token === 'not' ? (label === 'negative' ? 0.7 : -0.7) : 0,
  })),
});
const mattered = () => screen.getByRole('region', { name: 'What mattered' });
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your text' });
const answer = () => screen.getByRole('region', { name: 'What the model says' });
const rows = () => within(screen.getByRole('region', { name: 'Examples' })).getAllByRole('button');
const show = async () => {
  render(TryTextsInFrame, { run: fakeRun(), dataset });
  await waitFor(() => expect(screen.getAllByRole('button', { name: /answered (right|as)/ })).toHaveLength(6));
};

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  fake.asked.length = 0;
  fake.answers = {
    // Of six the items lie at 0, 8, 16 … of 50; the data say that the last of them is negative, against the model.
    'datasets.items': ({ split, offset = 0 }) => ({
      items: [fakeItem(offset, { class: offset > 40 ? 0 : 1 })],
      total: split === 'test' ? 50 : 0,
    }),
    'datasets.texts': ({ indices }) => ({ texts: indices.map((index) => ({ index, text: text(index), whole: true })) }),
    'datasets.get': () => dataset,
    'datasets.relabel': () => dataset,
    'predictions.texts': ({ texts }) => ({ predictions: texts.map(said) }),
    'predictions.tokens': ({ text, class: label = '' }) => weighed(text, label),
  };
});

describe('trying texts', () => {
  it('begins with one of the test part answered, and others to choose from, drawn from all over it', async () => {
    await show();
    expect(field().value).toBe('film 0 was good');
    expect(within(answer()).getByRole('heading', { level: 2 }).textContent).toBe('positive');
    expect(answer().textContent).toMatch(/80 % sure, 2\.3 ms\s*right/);
    expect(rows().map((row) => row.getAttribute('aria-label'))).toEqual([
      'film 0 was good: it is positive, answered right',
      'film 8 was good: it is positive, answered right',
      'film 16 was good: it is positive, answered right',
      'film 25 was not good: it is positive, answered as negative',
      'film 33 was not good: it is positive, answered as negative',
      'film 41 was not good: it is negative, answered right',
    ]);
    expect(screen.getByText(/of the test part, which it never saw/)).toBeTruthy();
  });

  it.each([6, 7, 16, 50])('draws no text twice, out of %i', async (total) => {
    let call = 0;
    // The end of one stretch, then the beginning of the next.
    vi.spyOn(Math, 'random').mockImplementation(() => [0.999, 0][call++ % 2] ?? 0);
    fake.answers['datasets.items'] = ({ offset = 0 }) => ({ items: [fakeItem(offset, { class: 1 })], total });
    await show();
    expect(new Set(rows().map((row) => row.textContent)).size).toBe(6);
  });

  it('puts a clicked example into the field with its answer and what is true', async () => {
    await show();
    const before = fake.asked.length;
    await fireEvent.click(screen.getByRole('button', { name: /^film 25/ }));
    expect(field().value).toBe('film 25 was not good');
    expect(answer().textContent).toMatch(/negative.*90 % sure.*it is positive/s);
    expect(screen.getByRole('button', { name: /^film 25/ }).getAttribute('aria-pressed')).toBe('true');
    expect(fake.asked).toHaveLength(before);
  });

  it('shows the texts at once, also while the model is being opened', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const call = fake.call.bind(fake);
    vi.spyOn(fake, 'call').mockImplementation(async (name, input) => {
      if (name === 'predictions.texts') await promise;
      return call(name, input);
    });
    render(TryTextsInFrame, { run: fakeRun(), dataset });
    await waitFor(() => expect(field().value).toBe('film 0 was good'));
    expect(rows().map((row) => row.getAttribute('aria-label'))).toContain('film 8 was good: it is positive, not answered yet');
    expect(within(answer()).queryByRole('heading', { level: 2 })).toBeNull();
    resolve();
    await waitFor(() => expect(within(answer()).getByRole('heading', { level: 2 }).textContent).toBe('positive'));
    await screen.findByRole('button', { name: 'film 8 was good: it is positive, answered right' });
    vi.mocked(fake.call).mockRestore();
  });

  it('answers what is typed, and tells it in one sentence', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: 'was not' } });
    await waitFor(() => expect(within(answer()).getByRole('status').textContent).toBe('negative, 90 % sure'));
    // Nobody knows what is true of it.
    expect(answer().textContent).not.toMatch(/right|it is/);
    expect(within(answer()).queryByRole('button', { name: 'Relabel' })).toBeNull();
  });

  it('shows the tokens with their codes, and an unknown one in its place', async () => {
    await show();
    const tokens = within(screen.getByRole('list', { name: 'Tokens with their codes' })).getAllByRole('listitem');
    expect(tokens.map((token) => token.textContent?.replace(/\s+/g, ' ').trim())).toEqual(['film 2', '0 (unknown) 1', 'was 4', 'good 5']);
    expect(screen.getByRole('region', { name: 'As the network gets it' }).textContent).toMatch(
      /4 tokens, 1 not in the vocabulary.*24 timesteps: 20 of padding \(0\), then 4 tokens/s,
    );
  });

  it('tints what mattered once the typing rests, for the class that is answered', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: 'It was  not good!' } });
    await waitFor(() => expect(within(answer()).getByRole('status').textContent).toBe('negative, 90 % sure'));
    const not = await within(mattered()).findByText('not', { selector: '[data-token]' });
    expect(not.className).toMatch(/\bfor lined\b/);
    expect(within(mattered()).getByRole('group').textContent).toBe('It was  not good!');
    expect(within(mattered()).getByRole('row', { name: 'not +70.0 20.0 %' })).toBeTruthy();
    const asked = fake.asked.filter(({ name }) => name === 'predictions.tokens').at(-1)?.input;
    expect(asked).toEqual({ run: 1, text: 'It was  not good!', class: 'negative' });
  });

  it('answers on while what mattered cannot be told, and tells it when asked again', async () => {
    const error = { code: 'answers-lost' as const, message: 'The process ended.', remedy: 'Ask again.' };
    fake.answers['predictions.tokens'] = () => ({ ok: false, error });
    await show();
    await within(mattered()).findByText('The process ended.');
    expect(within(answer()).getByRole('heading', { level: 2 }).textContent).toBe('positive');
    fake.answers['predictions.tokens'] = ({ text, class: label = '' }) => weighed(text, label);
    await fireEvent.click(within(mattered()).getByRole('button', { name: 'Try again' }));
    await within(mattered()).findByText(/^No token matters by itself/);
  });

  it('says what to do where nothing stands in the field', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: '' } });
    await waitFor(() => expect(answer().textContent).toMatch(/Type a text, or take one of the examples/));
    expect(screen.queryByRole('list', { name: 'Tokens with their codes' })).toBeNull();
  });

  it('draws a class or a text with markup in it as text', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    fake.answers['predictions.texts'] = ({ texts }) => ({ predictions: texts.map((of) => ({ ...said(of), label: markup, text: of })) });
    fake.answers['datasets.texts'] = ({ indices }) => ({ texts: indices.map((index) => ({ index, text: markup, whole: true })) });
    await show();
    expect(within(answer()).getByRole('heading', { level: 2 }).textContent).toBe(markup);
    expect(document.querySelector('img')).toBeNull();
  });

  it('shows why there is no answer, and asks again', async () => {
    await show();
    const error = { code: 'dataset-damaged' as const, message: 'The data are damaged.', remedy: 'Import them again.' };
    fake.answers['predictions.texts'] = () => ({ ok: false, error });
    await fireEvent.input(field(), { target: { value: 'was not' } });
    await screen.findByText(/The data are damaged/);
    fake.answers['predictions.texts'] = ({ texts }) => ({ predictions: texts.map(said) });
    await fireEvent.click(screen.getByRole('button', { name: /again|retry/i }));
    await waitFor(() => expect(within(answer()).getByRole('status').textContent).toBe('negative, 90 % sure'));
  });
});
