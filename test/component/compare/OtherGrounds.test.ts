import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '#app/contract/evaluations.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeHeads, fakeSeries, fakeTable } from '../../helpers/fake-data.ts';
import { fakeEvaluation, fakeNumbers, fakeScore } from '../../helpers/fake-numbers.ts';
import { fakeJob, fakeRun } from '../../helpers/fake-objects.ts';
import { rowsOf } from '../../helpers/table-rows.ts';

const core = vi.hoisted(() => ({ client: null as unknown, file: '/tables/new.csv' as string | null }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
vi.mock('#renderer/frame/choose-folder.ts', () => ({ chooseDataFile: async () => core.file, chooseFolder: async () => null }));
const { default: ConfusionInFrame } = await import('./ConfusionInFrame.svelte');
const fake = core.client as FakeClient;

const ofData = fakeEvaluation({ answers: 'numbers', accuracy: null, majority: null, score: fakeScore(6287), numbers: fakeNumbers() });
const point = { item: 0, line: 7, series: null, time: null, actual: 1, predicted: 2, low: null, high: null };
const ofFile: Evaluation = {
  ...ofData,
  id: 6,
  part: 'file',
  folder: '/tables/new.csv',
  items: 40,
  score: fakeScore(7000),
  numbers: fakeNumbers({
    points: [point],
    anomalies: [{ item: 0, row: 0, line: 7, series: null, time: null, actual: 1, predicted: 2, score: 9 }],
  }),
  skipped: [{ path: 'line 3', reason: '"price (EUR)" is missing' }],
};
let result = ofData;
let known: Evaluation[] = [];
const asked = () => fake.asked.filter(({ name }) => name === 'evaluations.run').map(({ input }) => input);
const show = async (): Promise<void> => {
  render(ConfusionInFrame, { run: fakeRun({ measure: 'error' }), runs: [], names: new Map() });
  await screen.findByText(/Off by 6,287 EUR/);
};
beforeEach(() => {
  fake.asked.length = 0;
  core.file = '/tables/new.csv';
  [result, known] = [ofData, []];
  fake.answers = {
    'datasets.ofRun': () => fakeTable(),
    'evaluations.run': (input) => {
      result = input.file === undefined ? ofData : ofFile;
      return { job: asked().length };
    },
    'evaluations.list': () => ({ evaluations: known }),
    'jobs.get': ({ job }) => fakeJob({ id: job, kind: 'evaluate', state: 'done', endedAt: 2, result }),
  };
});

describe('a run on a table judged on a file', () => {
  it('shows its figures by the lines of the file, and what could not be judged with its reason', async () => {
    await show();
    expect(screen.queryByText(/Not judged/)).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: 'Other rows' }));
    await screen.findByText(/Off by 7,000 EUR/);
    expect(asked().at(-1)).toEqual({ run: 1, file: '/tables/new.csv' });
    expect(screen.getByText('Not judged: 1, with reasons')).toBeTruthy();
    expect(screen.getByText('"price (EUR)" is missing')).toBeTruthy();
    const anomalies = screen.getByRole('region', { name: 'Unusually far off' });
    expect(within(anomalies).getByRole('columnheader', { name: 'Line' })).toBeTruthy();
    expect(rowsOf(anomalies)[0]?.[0]).toBe('7');
    const picture = within(screen.getByRole('region', { name: 'Answer against actual' })).getByRole('img');
    await fireEvent.keyDown(picture, { key: 'Home' });
    await screen.findByText('Line 7: is 1.000 EUR, the answer is 2.000 EUR');
  });

  it('stays as it was where no file is chosen', async () => {
    core.file = null;
    await show();
    await fireEvent.click(screen.getByRole('button', { name: 'Other rows' }));
    expect(asked()).toEqual([{ run: 1, part: 'test' }]);
  });

  it('offers files that it was judged on before beside the parts of its data', async () => {
    known = [ofFile, ofData, { ...ofFile, id: 4 }];
    await show();
    await waitFor(() => expect(fake.asked.some(({ name }) => name === 'evaluations.list')).toBe(true));
    await fireEvent.keyDown(screen.getByLabelText('Part of the data'), { key: 'ArrowDown' });
    const options = await screen.findAllByRole('option');
    expect(options.map((option) => option.textContent?.trim())).toEqual([
      'Test part',
      'Validation part',
      'Training part',
      '/tables/new.csv',
    ]);
  });

  it('says what the file lacks', async () => {
    await show();
    const error = { code: 'columns-missing' as const, message: 'The file lacks "town".', remedy: 'Add it.' };
    fake.answers['evaluations.run'] = () => ({ ok: false, error });
    await fireEvent.click(screen.getByRole('button', { name: 'Other rows' }));
    await screen.findByText('The file lacks "town".');
    expect(screen.getByText(/Off by 6,287 EUR/)).toBeTruthy();
  });
});

it('a run on series is judged on those of a file', async () => {
  fake.answers['datasets.ofRun'] = () => fakeSeries();
  await show();
  await fireEvent.click(screen.getByRole('button', { name: 'Other series' }));
  await waitFor(() => expect(asked().at(-1)).toEqual({ run: 1, file: '/tables/new.csv' }));
});

describe('a run with several answers', () => {
  it('is judged by the first of them, and by another once that is chosen', async () => {
    fake.answers['datasets.ofRun'] = () => fakeHeads();
    const ofPrice = { ...ofData, head: 'price (EUR)' };
    const ofTown = fakeEvaluation({ head: 'town' });
    fake.answers['evaluations.run'] = (input) => {
      result = input.head === 'town' ? ofTown : ofPrice;
      return { job: asked().length };
    };
    render(ConfusionInFrame, { run: fakeRun(), runs: [], names: new Map() });
    await waitFor(() => expect(asked()).toEqual([{ run: 1, part: 'test', head: 'town' }]));
    await fireEvent.keyDown(await screen.findByLabelText('Answer'), { key: 'ArrowDown' });
    await fireEvent.pointerUp(await screen.findByRole('option', { name: 'price (EUR)' }), { pointerType: 'mouse', button: 0 });
    await screen.findByText(/Off by 6,287 EUR/);
    expect(asked().at(-1)).toEqual({ run: 1, part: 'test', head: 'price (EUR)' });
  });
});
