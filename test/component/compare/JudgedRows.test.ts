import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Judged } from '#app/contract/evaluations.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeSeries, fakeTable } from '../../helpers/fake-data.ts';
import { fakeEvaluation } from '../../helpers/fake-numbers.ts';
import { rowsOf } from '../../helpers/table-rows.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: CellItemsInFrame } = await import('./CellItemsInFrame.svelte');
const fake = core.client as FakeClient;

const judged = (index: number, certainty: number): Judged => ({
  index,
  path: `row ${index + 1}`,
  actual: 1,
  predicted: 0,
  probabilities: [certainty, 1 - certainty],
  loss: -Math.log(1 - certainty),
});
const asked = () => fake.asked.filter(({ name }) => name === 'datasets.rows').map(({ input }) => (input as { indices: number[] }).indices);
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = { 'evaluations.cell': () => ({ items: [judged(17, 0.97), judged(3, 0.8)], total: 2 }) };
});

describe('the rows of a cell', () => {
  it('show what went in, what they are and what was answered; one opens in full', async () => {
    fake.answers['datasets.rows'] = ({ indices = [] }) => ({
      rows: indices.map((index) => ({ index, line: index + 2, cells: [index / 2, index === 3 ? null : '<b>Ulm</b>', 1234.5] })),
      total: indices.length,
    });
    render(CellItemsInFrame, { evaluation: fakeEvaluation(), dataset: fakeTable(), cell: { actual: 1, predicted: 0 } });
    const region = await screen.findByRole('region', { name: 'Rows' });
    await waitFor(() => expect(rowsOf(region)[0]).toEqual(['18', '8.5', '<b>Ulm</b>', 'Ulm', 'Bonn', '97.0 %', '3.51']));
    expect(rowsOf(region)[1]?.slice(0, 3)).toEqual(['4', '1.5', '–']);
    expect(asked()).toEqual([[17, 3]]);
    expect(document.querySelector('b')).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: /^row 18: Ulm answered as Bonn, 97 % sure/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toMatch(/price \(EUR\)\s*1234\.5/);
    expect(within(dialog).getByRole('list', { name: 'Probabilities' }).textContent).toMatch(/Bonn\s*97 %/);
  });

  it('of series are the step that was answered and what came before it', async () => {
    const names = ['shoulder', 'biceps', 'cardio'];
    fake.answers['datasets.rows'] = ({ indices = [] }) => ({
      rows: indices.map((index) => ({ index, line: index + 2, cells: [index * 86_400_000, names[index % 3] ?? null] })),
      total: indices.length,
    });
    const dataset = fakeSeries();
    if (dataset.preprocessing.kind !== 'series') throw new Error('series');
    const preprocessing = { ...dataset.preprocessing, answers: 'class' as const, window: 3, horizon: 1 };
    render(CellItemsInFrame, { evaluation: fakeEvaluation(), dataset: { ...dataset, preprocessing }, cell: null });
    const region = await screen.findByRole('region', { name: 'Windows' });
    await waitFor(() => expect(rowsOf(region)[1]?.slice(0, 3)).toEqual(['7', '1970-01-07', 'shoulder → biceps → cardio']));
  });

  it('say why they cannot be read, and are asked for again', async () => {
    fake.answers['datasets.rows'] = () => ({
      ok: false,
      error: { code: 'dataset-damaged', message: 'The data are damaged.', remedy: 'Import them again.' },
    });
    render(CellItemsInFrame, { evaluation: fakeEvaluation(), dataset: fakeTable(), cell: null });
    await screen.findByText(/The data are damaged/);
    fake.answers['datasets.rows'] = () => ({ rows: [], total: 0 });
    await fireEvent.click(screen.getByRole('button', { name: /again/i }));
    await waitFor(() => expect(screen.queryByText(/The data are damaged/)).toBeNull());
  });

  it('of a file are told by their lines, twice the same too, and nothing of the data is asked for', async () => {
    const ofLine = (line: number): Judged => ({ ...judged(0, 0.9), index: null, path: `line ${line}` });
    fake.answers['evaluations.cell'] = () => ({ items: [ofLine(4), ofLine(4)], total: 2 });
    const evaluation = fakeEvaluation({ part: 'file', folder: '/tables/new.csv' });
    render(CellItemsInFrame, { evaluation, dataset: fakeTable(), cell: null });
    const region = await screen.findByRole('region', { name: 'Rows' });
    await waitFor(() => expect(rowsOf(region)).toEqual(Array.from({ length: 2 }, () => ['line 4', 'Ulm', 'Bonn', '90.0 %', '2.3'])));
    expect(asked()).toEqual([]);
    const [first] = screen.getAllByRole('button', { name: /^line 4: Ulm answered as Bonn/ });
    if (first !== undefined) await fireEvent.click(first);
    expect((await screen.findByRole('dialog')).textContent).toContain('line 4 of /tables/new.csv');
  });
});
