import { fireEvent, render, screen, within } from '@testing-library/svelte';
import type { ComponentProps } from 'svelte';
import { describe, expect, it } from 'vitest';
import { blockAnswers } from '#app/data/block-context.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { suggestedTexts } from '#app/data/texts/suggested.ts';
import { drawnSteps, type SampleStep } from '#app/data/texts/task-sample.ts';
import { suggestedWay } from '#app/graph/templates/way.ts';
import type TaskGuide from '#renderer/features/data/tasks/TaskGuide.svelte';
import { hotWords } from '#renderer/features/data/tasks/tensor-words.ts';
import { answerBox, boxText, laidOut } from '#renderer/features/data/tasks/unrolled.ts';
import TaskGuideInFrame from './TaskGuideInFrame.svelte';

type Props = ComponentProps<typeof TaskGuide>;
const step = (code: number, token: string, answer: string | null = null): SampleStep => ({ code, token, answer });
const padding = step(0, '');
const oneCell = { name: 'LSTM', both: false };
const show = (props: Partial<Props>) =>
  render(TaskGuideInFrame, {
    settings: { ...suggestedTexts('class', true), length: 4 },
    steps: [padding, step(2, 'movie'), step(3, 'was'), step(4, 'good')],
    answer: 'pos',
    cell: oneCell,
    known: null,
    ...props,
  });
/** What stands in the drawing, in the order it is drawn. */
const drawn = () =>
  [...screen.getByRole('img', { name: /timesteps/ }).querySelectorAll('text')].map((one) => one.firstChild?.textContent?.trim());

describe('the task guide', () => {
  it('draws many to one: padding, the words with their codes, one answer at the last', () => {
    show({});
    expect(drawn()).toEqual(['padding', '× 1', 'movie', '2', 'LSTM', 'was', '3', 'LSTM', 'pos', 'good', '4', 'LSTM']);
  });

  it('has the answer of a text that is typed open', () => {
    show({ answer: null });
    expect(drawn()).toContain('?');
    expect(screen.getByRole('img', { name: /one answer at the end, not known yet/ })).toBeTruthy();
  });

  it('draws many to many: an answer above each word, read from both sides', () => {
    const settings = { ...suggestedTexts('tags', true), length: 3 };
    show({ settings, steps: [step(2, 'the', 'DET'), step(3, 'cat', 'NOUN'), padding], answer: null, cell: { name: 'LSTM', both: true } });
    expect(drawn()).toEqual(['DET', 'the', '2', 'LSTM', 'NOUN', 'cat', '3', 'LSTM', 'padding', '× 1']);
    expect(screen.getByRole('img', { name: /read from both sides/ })).toBeTruthy();
  });

  it('draws one to many where a text is written: each answer goes in again', async () => {
    const settings = { ...suggestedTexts('next', true), length: 3 };
    show({ settings, steps: [step(2, '<start>', 'H'), step(4, 'H', 'i'), step(5, 'i', null)], answer: null });
    expect(screen.getByRole('heading', { name: /^Many to many/ })).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: 'As it writes' }));
    expect(screen.getByRole('heading', { name: /^One to many/ })).toBeTruthy();
    // Only the first is given: what is made has no code below it yet.
    expect(drawn()).toEqual(['H', '<start>', '2', 'LSTM', 'i', 'H', 'LSTM', 'i', 'LSTM']);
  });

  it('works out every shape from the codes to the answer', () => {
    const settings = { ...suggestedTexts('class', true), length: 24 };
    const way = suggestedWay({ input: [24], data: { kind: 'tokens', vocabulary: 40 }, classes: 2 });
    show({ settings, known: { codes: 40, shape: [24], classes: 2, way } });
    const shapes = within(screen.getByRole('list', { name: 'Shapes on the way' })).getAllByRole('listitem');
    expect(shapes.map((one) => one.textContent?.replace('→', '').trim())).toEqual([
      'codes [32, 24]',
      'Embedding [32, 24, 32]',
      'LSTM [32, 64]',
      'Dense [32, 2]',
      'softmax [32, 2]',
    ]);
    expect(screen.getByText('[0 2 3 4]')).toBeTruthy();
  });

  it('shows the real rows of one-hot, as the course notes do', () => {
    const settings = textPreprocessing.parse({ kind: 'texts', encoding: 'one-hot', length: 4, padding: 'post' });
    const way = suggestedWay({ input: [4, 5], data: { kind: 'numbers' }, classes: 2, answers: blockAnswers.class });
    show({
      settings,
      steps: [step(2, 'movie'), step(3, 'was'), step(6, 'not'), step(4, 'good')],
      known: { codes: 7, shape: [4, 5], classes: 2, way },
    });
    expect(screen.getByText('This text, [4, 5]')).toBeTruthy();
    const rows = within(screen.getByRole('list', { name: 'Rows of the tensor' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.trim())).toEqual(['movie1 0 0 0 0', 'was0 1 0 0 0', 'not0 0 0 0 1', 'good0 0 1 0 0']);
    expect(screen.getByRole('list', { name: 'Shapes on the way' }).textContent).toContain('one-hot [32, 4, 5]');
  });

  it('says that counts have nothing to unroll', () => {
    show({ settings: textPreprocessing.parse({ kind: 'texts', encoding: 'bag-of-words' }), steps: [], cell: null });
    expect(screen.getByText(/there is nothing to unroll/)).toBeTruthy();
    expect(screen.queryByRole('img', { name: /timesteps/ })).toBeNull();
  });

  it('says where a text has nothing that could be drawn', () => {
    show({ steps: [] });
    expect(screen.getByText('This text has no token that could be shown.')).toBeTruthy();
  });

  it('explains all four forms, and offers none of them as a button', async () => {
    show({});
    await fireEvent.click(screen.getByRole('button', { name: /All forms of tasks/ }));
    const forms = await screen.findByRole('list', { name: 'Forms of tasks' });
    expect(within(forms).getAllByRole('listitem')).toHaveLength(4);
    expect(within(forms).getByRole('heading', { name: /^Many to one\s*, this one$/ })).toBeTruthy();
    expect(within(forms).queryByRole('button')).toBeNull();
  });
});

describe('a token in its box', () => {
  it.each([
    [' ', '␣'],
    ['\n', '↵'],
    ['word', 'word'],
    ['uncommonly', 'uncommon…'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ])('%j is %s', (token, text) => {
    expect(boxText(token)).toBe(text);
  });
});

describe('the drawing of a network unrolled', () => {
  const drawn = drawnSteps(
    [...'abcdefg'].map((token) => step(5, token)),
    3,
  );

  it('takes the room there is, up to a width that is still read as one', () => {
    expect(laidOut(drawn).width).toBe(3 * 92 + 68);
    expect(laidOut(drawn, 428)).toMatchObject({ width: 428, box: 104 });
    expect(laidOut(drawn, 2000).width).toBe(3 * 148 + 68);
  });

  it('gives the answer to a whole text the room it needs, inside the drawing', () => {
    const at = { middle: 380, width: 428, box: 76 };
    expect(answerBox('pos', at)).toEqual({ x: 342, width: 76 });
    const long = answerBox('a very positive review', at);
    expect(long.width).toBeGreaterThan(22 * 7);
    expect(long.x + long.width).toBeLessThanOrEqual(428);
    expect(answerBox('x'.repeat(200), at)).toEqual({ x: 2, width: 424 });
  });
});

describe('a one-hot row in words', () => {
  const row = (length: number, at: number) => Array.from({ length }, (_, index) => (index === at ? 1 : 0));
  it.each([
    [row(5, 2), '0 0 1 0 0'],
    [row(400, 36), '0 … 0 1 0 … 0, feature 37 of 400'],
    [row(400, 0), '1 0 … 0, feature 1 of 400'],
    [row(400, 399), '0 … 0 1, feature 400 of 400'],
    [row(400, -1), '0 … 0, none of them 1'],
  ])('says where its 1 is', (numbers, words) => {
    expect(hotWords(numbers)).toBe(words);
  });
});
