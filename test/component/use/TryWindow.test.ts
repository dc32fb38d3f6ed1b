import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { WindowForecast } from '#app/contract/predictions.ts';
import { usualEncoder } from '#app/data/columns/encoders/index.ts';
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
const [window, atOnce] = [4, 2];
type Edits = { column: string; step: number; value: unknown }[];
/** The model says that it goes on as the last step was, 10 less on a holiday. */
const told = (item: number, edits: Edits, reach = 1): WindowForecast => {
  const horizon = reach * atOnce;
  const sold = Array.from({ length: window }, (_, step) => 100 + item + step);
  const holiday = Array.from({ length: window + horizon }, () => 0);
  for (const { column, step, value } of edits) (column === 'sold' ? sold : holiday)[step] = Number(value);
  const forecast = Array.from({ length: horizon }, (_, step) => (sold.at(-1) ?? 0) - 10 * (holiday[window + step] ?? 0));
  return {
    item,
    series: 'Ulm',
    window,
    atOnce,
    steps: horizon,
    held: [],
    times: Array.from({ length: window + horizon }, (_, step) => (item + step) * day),
    inputs: [
      { name: 'sold', ahead: false, cells: sold },
      { name: 'holiday', ahead: true, cells: holiday },
    ],
    targets: [
      {
        name: 'sold',
        before: Array.from({ length: window }, (_, step) => 100 + item + step),
        actual: [105, 120, null, null].slice(0, horizon),
        forecast,
        low: forecast.map((value) => value - 5),
        high: forecast.map((value) => value + 5),
      },
    ],
    next: null,
    later: [],
    milliseconds: 1,
  };
};
const dataset = fakeSeries();
const columns = [...(dataset.table?.columns ?? []), fakeColumn('holiday', { type: 'boolean' })];
const series = { ...dataset, table: dataset.table && { ...dataset.table, columns } };
const edits = () => fake.asked.filter(({ name }) => name === 'predictions.window').map(({ input }) => (input as { edits: Edits }).edits);
const answer = () => screen.getByRole('region', { name: 'What the model says' });
const picture = () => within(screen.getByRole('region', { name: 'Forecast of sold' })).getByRole('img');
const reaches = () =>
  fake.asked
    .filter(({ name }) => name === 'predictions.window')
    .map(({ input }) => input as { reach: number; hold: boolean })
    .map(({ reach, hold }) => ({ reach, hold }));
/** Chooses from a list by its name. */
async function choose(list: string, choice: string): Promise<void> {
  await waitFor(() => expect(screen.queryAllByRole('option')).toHaveLength(0));
  await fireEvent.keyDown(screen.getByLabelText(list), { key: 'ArrowDown' });
  const option = (await screen.findAllByRole('option')).find(({ textContent }) => textContent?.trim() === choice);
  if (option === undefined) throw new Error(`${list} must have ${choice}`);
  await fireEvent.pointerUp(option);
}
const show = async () => {
  render(TryWindowInFrame, { run: fakeRun({ measure: 'error' }), dataset: series });
  await screen.findByRole('region', { name: 'Forecast of sold' });
};
beforeEach(() => {
  fake.asked.length = 0;
  fake.answers = {
    'datasets.rows': ({ offset = 0 }) => ({ rows: [{ index: offset, line: 2, cells: [] }], total: 100 }),
    'predictions.window': ({ item, edits = [], reach = 1 }) => told(item, edits, reach),
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
    expect(edits()).toEqual([undefined]);
  });

  it('lets choose what is known ahead, of the steps that are forecast too', async () => {
    await show();
    const holiday = screen.getByRole('region', { name: 'holiday' });
    expect(holiday.textContent).toContain('known ahead');
    expect(within(holiday).getAllByRole('listitem')).toHaveLength(window + atOnce);
  });

  it('goes on as many times as far as is wished, and says that its forecasts rest on forecasts', async () => {
    await show();
    expect(screen.queryByText(/rests on those before it/)).toBeNull();
    await choose('Steps ahead', '14 steps ahead');
    await within(answer()).findByText('1970-01-08');
    expect(reaches()).toEqual([
      { reach: 1, hold: false },
      { reach: 2, hold: false },
    ]);
    expect(rowsOf(answer())).toEqual([
      ['1970-01-05', '103.0', '98.00–108.0', '105.0'],
      ['1970-01-06', '103.0', '98.00–108.0', '120.0'],
      ['from here on resting on forecasts'],
      ['1970-01-07', '103.0', '98.00–108.0', '–'],
      ['1970-01-08', '103.0', '98.00–108.0', '–'],
    ]);
    expect(
      screen.getByText(/^From step 3 on each forecast rests on those before it, as if they had come, and ranges do not grow/),
    ).toBeTruthy();
    expect(picture().querySelectorAll('[data-fed-back]')).toHaveLength(1);
  });

  it('keeps what is changed when it goes on, but for what lies further ahead than it reaches then', async () => {
    await show();
    await choose('Steps ahead', '14 steps ahead');
    await within(answer()).findByText('1970-01-08');
    const holiday = () => screen.getByRole('region', { name: 'holiday' });
    expect(within(holiday()).getAllByRole('listitem')).toHaveLength(window + 2 * atOnce);
    await choose('holiday, 1970-01-05', 'yes');
    await choose('holiday, 1970-01-08', 'yes');
    await waitFor(() => expect(edits().at(-1)).toHaveLength(2));
    await waitFor(() => expect(rowsOf(answer()).at(-1)?.[1]).toBe('93.00'));
    await choose('Steps ahead', '7 steps ahead');
    await waitFor(() => expect(edits().at(-1)).toEqual([{ column: 'holiday', step: window, value: 1 }]));
    await waitFor(() => expect(rowsOf(answer()).map((row) => row[1])).toEqual(['93.00', '103.0']));
    await fireEvent.click(screen.getByRole('button', { name: 'As it was' }));
    await waitFor(() => expect(rowsOf(answer())[0]?.[1]).toBe('103.0'));
  });

  it('asks what becomes of inputs that nobody knows ahead before it goes on', async () => {
    const settings = asColumns(series.preprocessing);
    if (settings.kind !== 'series') throw new Error('series');
    const inputs = [...settings.inputs, { column: 'weather', encoder: settings.inputs[0]?.encoder ?? usualEncoder('number', false) }];
    render(TryWindowInFrame, { run: fakeRun(), dataset: { ...series, preprocessing: { ...settings, inputs } as typeof settings } });
    await screen.findByRole('region', { name: 'Forecast of sold' });
    await choose('Steps ahead', '14 steps ahead');
    await screen.findByText('Nobody knows “weather” so far ahead.');
    expect(reaches()).toHaveLength(1);
    fake.answers['predictions.window'] = ({ item, reach = 1 }) => ({ ...told(item, [], reach), held: ['weather'] });
    await fireEvent.click(screen.getByRole('button', { name: 'Keep it as it was last' }));
    await screen.findByText(/“weather” is kept as last known\.$/);
    expect(reaches().at(-1)).toEqual({ reach: 2, hold: true });
    expect(screen.queryByText(/Nobody knows/)).toBeNull();
  });

  it('does not offer to go on where what is forecast does not go in', async () => {
    const settings = asColumns(series.preprocessing);
    const inputs = settings.inputs.map((input) => ({ ...input, column: 'holiday' }));
    render(TryWindowInFrame, { run: fakeRun(), dataset: { ...series, preprocessing: { ...settings, inputs } as typeof settings } });
    await screen.findByText(/7 steps ahead; “sold” would have to go in to be forecast further/);
    expect(screen.queryByLabelText('Steps ahead')).toBeNull();
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
    expect(screen.queryByRole('table', { name: 'What comes after that' })).toBeNull();
  });

  it('of a category lists what comes after that, step by step', async () => {
    const settings = asColumns(series.preprocessing);
    const preprocessing = { ...settings, answers: 'class' as const, targets: ['holiday'] } as typeof settings;
    const next = { label: 'yes', probabilities: [{ label: 'yes', probability: 0.8 }], actual: 'yes' };
    const later = [{ label: 'no', probability: 0.7, actual: 'yes' }];
    fake.answers['predictions.window'] = ({ item }) => ({ ...told(item, []), atOnce: 1, targets: [], next, later });
    render(TryWindowInFrame, { run: fakeRun(), dataset: { ...series, preprocessing } });
    const table = await screen.findByRole('table', { name: 'What comes after that' });
    expect(rowsOf(table)).toEqual([['1970-01-06', 'no', '70 %', 'yes']]);
    expect(answer().textContent).toContain('From step 2 on each forecast rests on those before it, as if they had come.');
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
