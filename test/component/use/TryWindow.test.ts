import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindowForecast } from '#app/contract/predictions.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeColumn, fakeSeries } from '../../helpers/fake-data.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';
import { rowsOf } from '../../helpers/table-rows.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: TryWindowInFrame } = await import('./TryWindowInFrame.svelte');
const fake = core.client as FakeClient;

const day = 86_400_000;
const [window, horizon] = [4, 2];
type Edits = { column: string; step: number; value: unknown }[];
/** The model says that it goes on as the last step was, 10 less on a holiday. */
const told = (item: number, edits: Edits): WindowForecast => {
  const sold = Array.from({ length: window }, (_, step) => 100 + item + step);
  const holiday = Array.from({ length: window + horizon }, () => 0);
  for (const { column, step, value } of edits) (column === 'sold' ? sold : holiday)[step] = Number(value);
  const forecast = Array.from({ length: horizon }, (_, step) => (sold.at(-1) ?? 0) - 10 * (holiday[window + step] ?? 0));
  return {
    item,
    series: 'Ulm',
    window,
    horizon,
    times: Array.from({ length: window + horizon }, (_, step) => (item + step) * day),
    inputs: [
      { name: 'sold', ahead: false, cells: sold },
      { name: 'holiday', ahead: true, cells: holiday },
    ],
    targets: [
      {
        name: 'sold',
        before: Array.from({ length: window }, (_, step) => 100 + item + step),
        actual: [105, 120],
        forecast,
        low: forecast.map((value) => value - 5),
        high: forecast.map((value) => value + 5),
      },
    ],
    next: null,
    milliseconds: 1,
  };
};
const dataset = fakeSeries();
const columns = [...(dataset.table?.columns ?? []), fakeColumn('holiday', { type: 'boolean' })];
const series = { ...dataset, table: dataset.table && { ...dataset.table, columns } };
const edits = () => fake.asked.filter(({ name }) => name === 'predictions.window').map(({ input }) => (input as { edits: Edits }).edits);
const answer = () => screen.getByRole('region', { name: 'What the model says' });
const picture = () => within(screen.getByRole('region', { name: 'Forecast of sold' })).getByRole('img');
const show = async () => {
  render(TryWindowInFrame, { run: fakeRun({ measure: 'error' }), dataset: series });
  await screen.findByRole('region', { name: 'Forecast of sold' });
};
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'datasets.rows': ({ offset = 0 }) => ({ rows: [{ index: offset, line: 2, cells: [] }], total: 100 }),
    'predictions.window': ({ item, edits = [] }) => told(item, edits),
  };
});

describe('trying a window', () => {
  it('shows what is forecast, its range and what came really, of the first window of the test part', async () => {
    await show();
    expect(screen.getByRole('heading', { level: 2, name: /^Window 1 of 100, Ulm of the test part/ })).toBeTruthy();
    expect(rowsOf(answer())).toEqual([
      ['1970-01-05', '103.0', '98.00–108.0', '105.0'],
      ['1970-01-06', '103.0', '98.00–108.0', '120.0'],
    ]);
    expect(answer().textContent).toMatch(/sold, 1970-01-05\s*103\.0\s*9\.500 off on average over these 2 steps/);
    await fireEvent.keyDown(picture(), { key: 'End' });
    await screen.findByText('1970-01-06: forecast 103.0, 98.00 to 108.0, came 120.0');
  });

  it('moves a point of the window by arrows, and the forecast follows; what came really says nothing of that', async () => {
    await show();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await fireEvent.keyDown(picture(), { key });
    await fireEvent.keyDown(picture(), { key: 'ArrowUp', shiftKey: true });
    await waitFor(() => expect(edits().at(-1)).toHaveLength(1));
    const [edit] = edits().at(-1) ?? [];
    expect(edit).toMatchObject({ column: 'sold', step: 3 });
    expect(Number(edit?.value)).toBeGreaterThan(103);
    await waitFor(() => expect(answer().textContent).toMatch(/if it were as you changed it/));
    await fireEvent.click(screen.getByRole('button', { name: 'As it was' }));
    await waitFor(() => expect(answer().textContent).toMatch(/off on average/));
    expect(rowsOf(answer())[0]).toEqual(['1970-01-05', '103.0', '98.00–108.0', '105.0']);
  });

  it('does not move what is forecast', async () => {
    await show();
    await fireEvent.keyDown(picture(), { key: 'End' });
    await fireEvent.keyDown(picture(), { key: 'ArrowUp' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(edits()).toEqual([[]]);
  });

  it('lets choose what is known ahead, of the steps that are forecast too', async () => {
    await show();
    const holiday = screen.getByRole('region', { name: 'holiday' });
    expect(holiday.textContent).toContain('known ahead');
    expect(within(holiday).getAllByRole('listitem')).toHaveLength(window + horizon);
  });

  it('of a category names what comes next and whether that came', async () => {
    const settings = asColumns(series.preprocessing);
    if (settings.kind !== 'series') throw new Error('series');
    const preprocessing = { ...settings, answers: 'class' as const, targets: ['holiday'] };
    const next = {
      label: 'yes',
      probabilities: [
        { label: 'yes', probability: 0.8 },
        { label: 'no', probability: 0.2 },
      ],
      actual: 'no',
    };
    fake.answers['predictions.window'] = ({ item }) => ({ ...told(item, []), targets: [], next });
    render(TryWindowInFrame, { run: fakeRun(), dataset: { ...series, preprocessing } });
    await waitFor(() => expect(answer().textContent).toMatch(/holiday, 1970-01-05.*yes.*80 % sure.*it is no/s));
  });

  it('says why there is no forecast, and asks again', async () => {
    fake.answers['predictions.window'] = () => ({
      ok: false,
      error: { code: 'window-outside', message: 'A window must lie within one series.', remedy: 'Choose an earlier row.' },
    });
    render(TryWindowInFrame, { run: fakeRun(), dataset: series });
    await screen.findByText(/must lie within one series/);
    fake.answers['predictions.window'] = ({ item, edits = [] }) => told(item, edits);
    await fireEvent.click(screen.getByRole('button', { name: /again/i }));
    await screen.findByRole('region', { name: 'Forecast of sold' });
  });
});
