import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TagPrediction } from '#app/contract/predictions.ts';
import type { TextStages } from '#app/contract/texts.ts';
import { trueTags, truthFor } from '#renderer/features/use/true-tags.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeItem, fakeTexts } from '../../helpers/fake-data.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: TryTagsInFrame } = await import('./TryTagsInFrame.svelte');
const fake = core.client as FakeClient;

const most = 4;
/** The model takes "light" for a verb wherever it stands, and takes four words. */
const said = (text: string): TagPrediction => {
  const words = text.split(' ').filter((word) => word !== '');
  return {
    text,
    tokens: words.slice(0, most).map((token) => ({
      token,
      tag: token === 'light' ? 'VERB' : 'NOUN',
      probability: token === 'light' ? 0.9 : 0.6,
      known: token !== 'zyx',
    })),
    cut: Math.max(0, words.length - most),
    milliseconds: 1,
  };
};
const sentences = ['they light fires', 'green light falls'];
const tags = [
  ['NOUN', 'VERB', 'NOUN'],
  ['NOUN', 'NOUN', 'NOUN'],
];
const stages = (words: readonly string[], own: readonly string[], length = 6): TextStages => {
  const codes = words.map((_, place) => place + 2);
  const fill = (count: number) => Array<number>(Math.max(0, count)).fill(0);
  return [
    { stage: 'text', title: 'The text', value: words.join(' ') },
    { stage: 'tokens', title: 'Words', value: [...words] },
    { stage: 'known', title: 'In the vocabulary', value: [...words] },
    { stage: 'codes', title: 'Codes', value: codes },
    { stage: 'padded', title: `${length} timesteps`, value: [...codes.slice(0, length), ...fill(length - codes.length)] },
    {
      stage: 'answers',
      title: 'To be answered at each step',
      value: [...own.slice(0, length), ...Array<string>(Math.max(0, length - own.length)).fill('')],
    },
  ];
};
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your sentence' });
const answer = () => screen.getByRole('region', { name: 'What the model says' });
const words = () =>
  within(screen.getByRole('list', { name: 'Words with their tags' }))
    .getAllByRole('listitem')
    .map((word) => word.textContent?.replace(/\s+/g, ' ').trim());
const show = async () => {
  render(TryTagsInFrame, { run: fakeRun(), dataset: fakeTexts() });
  await screen.findByRole('button', { name: 'green light falls: 1 of 3 words wrong' });
};

beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'datasets.items': ({ split, offset = 0 }) => ({ items: [fakeItem(offset, { split: 'test' })], total: split === 'test' ? 2 : 0 }),
    'datasets.texts': ({ indices }) => ({ texts: indices.map((index) => ({ index, text: sentences[index] ?? '', whole: true })) }),
    'datasets.explainText': ({ text }) => {
      const index = 'index' in text ? text.index : 0;
      return { stages: stages((sentences[index] ?? '').split(' '), tags[index] ?? []) };
    },
    'predictions.tags': ({ texts }) => ({ predictions: texts.map(said) }),
  };
});

describe('trying tags', () => {
  it('begins with a sentence of the test part, its words tagged, and says how many of each are right', async () => {
    await show();
    expect(field().value).toBe('they light fires');
    expect(words()).toEqual(['they NOUN 60 %', 'light VERB 90 %', 'fires NOUN 60 %']);
    expect(screen.getByRole('button', { name: 'they light fires: all 3 words right' }).getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByText(/of the test part, which it never saw/)).toBeTruthy();
  });

  it('puts a clicked example into the field, and marks the word whose tag is another one in the data', async () => {
    await show();
    const before = fake.asked.length;
    await fireEvent.click(screen.getByRole('button', { name: /^green light falls/ }));
    expect(field().value).toBe('green light falls');
    expect(words()).toEqual(['green NOUN 60 %', 'light VERB it is NOUN 90 %', 'falls NOUN 60 %']);
    expect(fake.asked).toHaveLength(before);
  });

  it('tags what is typed, of which nobody knows what is true, and tells it in one sentence', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: 'green light' } });
    await waitFor(() => expect(within(answer()).getByRole('status').textContent).toBe('green NOUN 60 %, light VERB 90 %'));
    expect(answer().textContent).not.toMatch(/it is/);
  });

  it('marks an unknown word, and says what was cut off', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: 'zyx light a b c d' } });
    await waitFor(() => expect(words()[0]).toBe('zyx (unknown) NOUN 60 %'));
    expect(answer().textContent).toContain('1 word of it is not in the vocabulary');
    expect(answer().textContent).toContain('2 more words were cut off: the network takes 4.');
  });

  it('says what to do where nothing stands in the field, and draws markup as text', async () => {
    await show();
    await fireEvent.input(field(), { target: { value: '' } });
    await waitFor(() => expect(answer().textContent).toMatch(/Type a sentence, or take one of the examples/));
    await fireEvent.input(field(), { target: { value: '<img/src=x> light' } });
    await waitFor(() => expect(words()[0]).toBe('<img/src=x> NOUN 60 %'));
    expect(document.querySelector('img')).toBeNull();
  });

  it('shows why there is no answer, and asks again', async () => {
    await show();
    const error = { code: 'dataset-damaged' as const, message: 'The data are damaged.', remedy: 'Import them again.' };
    fake.answers['predictions.tags'] = () => ({ ok: false, error });
    await fireEvent.input(field(), { target: { value: 'light' } });
    await screen.findByText(/The data are damaged/);
    fake.answers['predictions.tags'] = ({ texts }) => ({ predictions: texts.map(said) });
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(words()).toEqual(['light VERB 90 %']));
  });
});

describe('the tags of the data', () => {
  const given = ['a', 'b', 'c'];

  it('are those of the words that the network gets', () => {
    expect(trueTags(stages(given, ['X', 'Y', 'Z'], 2))).toEqual([
      { word: 'a', tag: 'X' },
      { word: 'b', tag: 'Y' },
    ]);
    expect(trueTags(stages(given, ['X', 'Y', 'Z']).filter(({ stage }) => stage !== 'answers'))).toBeNull();
  });

  it('are not told where typed words are parted in another way', () => {
    const truth = trueTags(stages(given, ['X', 'Y', 'Z'])) ?? [];
    expect(truthFor(said('a b c'), truth)).toEqual(['X', 'Y', 'Z']);
    expect(truthFor(said('a bc'), truth)).toBeNull();
    expect(truthFor(said('a b d'), truth)).toBeNull();
  });
});
