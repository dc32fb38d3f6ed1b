import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation, JudgedText } from '#app/contract/evaluations.ts';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeTexts } from '../../helpers/fake-data.ts';
import { fakeJob, fakeRun } from '../../helpers/fake-objects.ts';
import { rowsOf } from '../../helpers/table-rows.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: ConfusionInFrame } = await import('./ConfusionInFrame.svelte');
const fake = core.client as FakeClient;

const classes = ['NOUN', 'VERB'];
const tags: Evaluation = {
  id: 5,
  run: 1,
  head: null,
  epoch: 2,
  part: 'test',
  folder: null,
  answers: 'tags',
  items: 30,
  steps: 100,
  loss: 0.4,
  perplexity: null,
  accuracy: 0.9,
  majority: 0.6,
  macroF1: 0.88,
  rocAuc: null,
  score: null,
  numbers: null,
  baselines: [
    { name: 'majority', title: 'Majority: always the most frequent tag', accuracy: 0.6, macroF1: 0.375, perplexity: null },
    { name: 'word-tag', title: 'The most frequent tag of each word', accuracy: 0.85, macroF1: 0.8, perplexity: null },
  ],
  classes,
  perClass: classes.map((name) => ({ name, items: 50, precision: 0.9, recall: 0.9, f1: 0.9 })),
  confusion: [
    [55, 5],
    [5, 35],
  ],
  skipped: [],
  createdAt: 1,
};
const next: Evaluation = {
  ...tags,
  id: 6,
  answers: 'next',
  loss: Math.log(1.5),
  perplexity: 1.5,
  macroF1: null,
  baselines: [
    { name: 'majority', title: 'Majority: always the most frequent token', accuracy: 0.2, macroF1: null, perplexity: 17.18 },
    { name: '2-grams', title: 'What follows the last token', accuracy: 0.4, macroF1: null, perplexity: 4.6 },
  ],
  classes: [],
  perClass: [],
  confusion: [],
};
/** Every text says its number; in the fourth "light" is taken for a noun. */
const tagged = (index: number): JudgedText => ({
  index,
  path: `line ${index}`,
  loss: 2 - index / 100,
  steps: [
    { token: `text${index}`, actual: 'NOUN', predicted: 'NOUN', truth: 0.8 },
    { token: 'light', actual: 'VERB', predicted: index === 4 ? 'NOUN' : 'VERB', truth: index === 4 ? 0.07 : 0.93 },
  ],
});
const letters: JudgedText = {
  index: 3,
  path: 'line 3',
  loss: 1.1,
  steps: [
    { token: '<start>', actual: 'a', predicted: 't', truth: 0.12 },
    { token: 'a', actual: ' ', predicted: ' ', truth: 0.99 },
    { token: ' ', actual: '<end>', predicted: '<unknown>', truth: 0.01 },
  ],
};
const dataset = (answers: 'tags' | 'next') =>
  fakeTexts({
    classes: [],
    preprocessing: textPreprocessing.parse({ kind: 'texts', answers, tokens: answers === 'tags' ? 'words' : 'characters' }),
  });
let all: JudgedText[] = [];
const worst = () => screen.getByRole('region', { name: 'Texts answered worst' });
const rows = () => within(worst()).getAllByRole('button', { expanded: false });
const plainly = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim();

async function show(evaluation: Evaluation, texts: JudgedText[]): Promise<void> {
  all = texts;
  fake.answers['datasets.ofRun'] = () => dataset(evaluation.answers === 'tags' ? 'tags' : 'next');
  fake.answers['jobs.get'] = () => fakeJob({ id: 9, kind: 'evaluate', state: 'done', endedAt: 2, result: evaluation });
  render(ConfusionInFrame, { run: fakeRun(), runs: [], names: new Map() });
  await screen.findByRole('heading', { name: 'Texts answered worst' });
}

beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'evaluations.run': () => ({ job: 9 }),
    'evaluations.list': () => ({ evaluations: [] }),
    'evaluations.worst': ({ offset = 0, limit = 200 }) => ({ texts: all.slice(offset, offset + limit), total: all.length }),
  };
});

describe('a run that tags words', () => {
  const thirty = Array.from({ length: 30 }, (_, index) => tagged(index));

  it('is judged by words, a tag’s scores and baselines with their mean F1', async () => {
    await show(tags, thirty);
    expect(plainly(screen.getByText(/words right/))).toBe('90.0 % of 100 words right, loss 0.4, majority 60.0 %, epoch 2');
    expect(within(screen.getByRole('region', { name: 'Scores by tag' })).getByRole('columnheader', { name: 'Words' })).toBeTruthy();
    const baselines = screen.getByRole('region', { name: 'Baselines' });
    expect(rowsOf(baselines)).toEqual([
      ['This run', '90.0 %', '88.0 %'],
      ['Majority: always the most frequent tag', '60.0 %', '37.5 %'],
      ['The most frequent tag of each word', '85.0 %', '80.0 %'],
    ]);
    expect(within(baselines).getByRole('columnheader', { name: 'Mean F1' })).toBeTruthy();
    expect(baselines.textContent).toContain('leads the best of them by 5.0 percentage points');
  });

  it('shows the worst texts with their mistakes marked, and more of them when asked', async () => {
    await show(tags, thirty);
    expect(rows()).toHaveLength(20);
    expect(plainly(rows()[4])).toBe('text4 light 1 of 2 wrong 1.96');
    expect(rows()[4]?.querySelector('.underline')?.textContent).toBe('light');
    await fireEvent.click(screen.getByRole('button', { name: 'Show more of 30' }));
    await waitFor(() => expect(rows()).toHaveLength(30));
    expect(screen.queryByRole('button', { name: /Show more/ })).toBeNull();
  });

  it('opens one step by step: what it is, what was answered, how likely the truth seemed', async () => {
    await show(tags, thirty);
    const row = rows()[4];
    if (row !== undefined) await fireEvent.click(row);
    const steps = within(screen.getByRole('list', { name: 'Step by step' })).getAllByRole('listitem');
    expect(steps.map((step) => step.title)).toEqual([
      'text4 is NOUN, answered right; the truth had 80 %',
      'light is VERB, answered as NOUN; the truth had 7 %',
    ]);
    expect(plainly(steps[1])).toContain('light VERB said NOUN 7 %');
  });

  it('lists for a cell those of the worst texts in which that mistake stands, and says which they are', async () => {
    await show(tags, thirty);
    await fireEvent.click(screen.getByRole('gridcell', { name: '5 of VERB answered as NOUN' }));
    await waitFor(() => expect(plainly(worst())).toContain('in 1 of the 30 texts that were answered worst'));
    expect(within(worst()).getByRole('heading').textContent).toBe('5 words of VERB answered as NOUN');
    expect(rows().map(plainly)).toEqual(['text4 light 1 of 2 wrong 1.96']);
    expect(fake.asked.some(({ name }) => name === 'evaluations.cell')).toBe(false);
    await fireEvent.click(screen.getByRole('button', { name: 'All texts' }));
    expect(rows()).toHaveLength(30);
  });

  it('says so where a mistake stands in none of them', async () => {
    await show(tags, thirty);
    await fireEvent.click(screen.getByRole('gridcell', { name: '5 of NOUN answered as VERB' }));
    await waitFor(() =>
      expect(plainly(worst())).toContain('none stands in the 30 texts that were answered worst; the steps of others are not kept'),
    );
    expect(within(worst()).queryByRole('list')).toBeNull();
  });

  it('shows why the texts cannot be read, and reads them when asked again', async () => {
    const error = { code: 'not-found' as const, message: 'The evaluation is gone.', remedy: 'Judge again.' };
    await show(tags, thirty);
    fake.answers['evaluations.worst'] = () => ({ ok: false, error });
    await fireEvent.click(screen.getByRole('button', { name: 'Show more of 30' }));
    await screen.findByText('The evaluation is gone.');
    expect(rows()).toHaveLength(20);
    fake.answers['evaluations.worst'] = ({ offset = 0 }) => ({ texts: all.slice(offset), total: all.length });
    await fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(rows()).toHaveLength(30));
  });
});

describe('a run that says what comes next', () => {
  it('is judged by its perplexity, without an empty matrix', async () => {
    await show(next, [letters]);
    expect(plainly(screen.getByText(/tokens right/))).toBe(
      '90.0 % of 100 tokens right, perplexity 1.50, loss 0.405, majority 60.0 %, epoch 2',
    );
    expect(screen.queryByRole('grid')).toBeNull();
    expect(screen.queryByRole('region', { name: /^Scores/ })).toBeNull();
    const baselines = screen.getByRole('region', { name: 'Baselines' });
    expect(rowsOf(baselines)).toEqual([
      ['This run', '90.0 %', '1.50'],
      ['Majority: always the most frequent token', '20.0 %', '17.18'],
      ['What follows the last token', '40.0 %', '4.60'],
    ]);
    expect(baselines.textContent).toContain('as unsure as between 1.50 tokens at each step, the best of them as between 4.60');
  });

  it('that is as unsure as the last tokens alone is said to have learned nothing', async () => {
    await show({ ...next, perplexity: 4.6, loss: Math.log(4.6) }, [letters]);
    expect(screen.getByRole('region', { name: 'Baselines' }).textContent).toContain('does no better than the best of them');
  });

  it('shows no special token as it is called inside', async () => {
    await show(next, [letters]);
    expect(plainly(rows()[0])).toBe('a ¶ 2 of 3 wrong 1.1');
    const row = rows()[0];
    if (row !== undefined) await fireEvent.click(row);
    const steps = within(screen.getByRole('list', { name: 'Step by step' })).getAllByRole('listitem');
    expect(steps.map((step) => step.title)).toEqual([
      'After start of the text comes a, answered as t; the truth had 12 %',
      'After a comes ␣ space, answered right; the truth had 99 %',
      'After ␣ space comes end of the text, answered as an unknown token; the truth had 1 %',
    ]);
    expect(worst().textContent).not.toMatch(/<|>/);
  });
});
