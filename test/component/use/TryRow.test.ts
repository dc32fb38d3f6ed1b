import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '#app/contract/datasets.ts';
import { asColumns } from '#app/data/preprocessing.ts';
import type { TablePreprocessing } from '#app/data/tables/preprocessing.ts';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeColumn, fakeHeads, fakeTable } from '../../helpers/fake-data.ts';
import { fakeRun } from '../../helpers/fake-objects.ts';

const core = vi.hoisted(() => ({ client: null as unknown }));
vi.mock('#renderer/client.ts', () => {
  core.client = new FakeClient();
  return core;
});
const { default: TryRowInFrame } = await import('./TryRowInFrame.svelte');
const fake = core.client as FakeClient;

const answer = () => screen.getByRole('region', { name: 'What the model says' });
const said = () => within(answer()).getByRole('status').textContent;
const asked = () => fake.asked.filter(({ name }) => name === 'predictions.rows').map(({ input }) => (input as { rows: unknown[] }).rows[0]);
const show = async (dataset: Dataset = fakeTable()) => {
  render(TryRowInFrame, { run: fakeRun({ measure: 'error' }), dataset });
  await waitFor(() => expect(said()).not.toBe(''));
};
/** The same table, asked for something else. */
const tableOf = (answers: TablePreprocessing['answers'], targets: string[]): Dataset => {
  const table = fakeTable();
  const settings = asColumns(table.preprocessing);
  if (settings.kind !== 'tables') throw new Error('a table');
  return { ...table, preprocessing: { ...settings, answers, targets } };
};
beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  fake.asked.length = 0;
  fake.answers = {
    'datasets.rows': ({ split, offset }) => ({
      rows: split === 'test' ? [{ index: offset ?? 0, line: 2, cells: [4, 'Ulm', 150_000] }] : [],
      total: 100,
    }),
    'predictions.rows': ({ rows }) => ({
      predictions: rows.map(({ rooms }) => ({
        label: null,
        probabilities: [],
        numbers: [{ name: 'price (EUR)', value: Number(rooms) * 40_000 }],
        heads: [],
        milliseconds: 1,
      })),
    }),
  };
});

describe('trying a row', () => {
  it('begins with one of the test part, answered in the unit of the target beside what is true', async () => {
    await show();
    expect(screen.getByText(/of the test part, which it never saw/).textContent).toBeTruthy();
    expect(screen.getByRole('heading', { name: /^Row 51/ })).toBeTruthy();
    expect(within(answer()).getByText('160,000 EUR')).toBeTruthy();
    expect(answer().textContent).toMatch(/it is 150,000 EUR: 10,000 off/);
    expect(asked()).toEqual([{ rooms: 4, town: 'Ulm' }]);
    expect(screen.getByText('1 to 7, mean 4')).toBeTruthy();
  });

  it('answers as cells are changed, says by how much that moved it, and goes back', async () => {
    await show();
    await fireEvent.input(screen.getByRole('spinbutton', { name: 'rooms' }), { target: { value: '6' } });
    await waitFor(() => expect(said()).toBe('price (EUR) 240,000'));
    expect(asked().at(-1)).toEqual({ rooms: 6, town: 'Ulm' });
    expect(answer().textContent).toMatch(/80,000 more than for the row as it was, 160,000 EUR/);
    expect(answer().textContent).not.toMatch(/off/);
    expect(screen.getByText('was 4')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'As it was' }));
    await waitFor(() => expect(answer().textContent).toMatch(/it is 150,000 EUR/));
    expect(screen.queryByRole('button', { name: 'As it was' })).toBeNull();
  });

  it('warns of a number beyond all that is in the data', async () => {
    await show();
    await fireEvent.input(screen.getByRole('spinbutton', { name: 'rooms' }), { target: { value: '70' } });
    await screen.findByText(/^beyond what is in the data, 1 to 7/);
  });

  it('is sent without a cell that is not known, where the column may miss one', async () => {
    const table = fakeTable();
    const columns = (table.table?.columns ?? []).map((column) => (column.name === 'rooms' ? { ...column, missing: 3 } : column));
    const settings = asColumns(table.preprocessing);
    const inputs = settings.inputs.map((input) =>
      input.column === 'rooms' && input.encoder.kind === 'number'
        ? { ...input, encoder: { ...input.encoder, missing: { kind: 'median' as const } } }
        : input,
    );
    await show({
      ...table,
      table: table.table && { ...table.table, columns },
      preprocessing: { ...settings, inputs } as Dataset['preprocessing'],
    });
    await fireEvent.click(screen.getByRole('checkbox', { name: 'not known' }));
    await waitFor(() => expect(asked().at(-1)).toEqual({ rooms: null, town: 'Ulm' }));
    expect(screen.queryByRole('spinbutton', { name: 'rooms' })).toBeNull();
  });

  it('of classes says which, how surely, and whether it is right', async () => {
    fake.answers['predictions.rows'] = () => ({
      predictions: [
        {
          label: 'Ulm',
          probabilities: [
            { label: 'Ulm', probability: 0.9 },
            { label: 'Bonn', probability: 0.1 },
          ],
          numbers: [],
          heads: [],
          milliseconds: 1,
        },
      ],
    });
    await show(tableOf('class', ['town']));
    expect(said()).toBe('Ulm, 90 % sure');
    expect(answer().textContent).toMatch(/right/);
  });

  it('of labels says which hold, each beside what is true', async () => {
    const table = tableOf('labels', ['sunny', 'quiet']);
    const columns = [...(table.table?.columns ?? []), fakeColumn('sunny', { type: 'boolean' }), fakeColumn('quiet', { type: 'boolean' })];
    fake.answers['datasets.rows'] = () => ({ rows: [{ index: 1, line: 2, cells: [4, 'Ulm', 150_000, 1, 1] }], total: 100 });
    fake.answers['predictions.rows'] = () => ({
      predictions: [
        {
          label: null,
          probabilities: [
            { label: 'sunny', probability: 0.8 },
            { label: 'quiet', probability: 0.2 },
          ],
          numbers: [],
          heads: [],
          milliseconds: 1,
        },
      ],
    });
    await show({ ...table, table: table.table && { ...table.table, columns } });
    expect(within(answer()).getByRole('heading', { level: 2 }).textContent).toBe('sunny');
    const [sunny, quiet] = within(screen.getByRole('list', { name: 'Labels' })).getAllByRole('listitem');
    expect(sunny?.textContent).not.toContain('holds');
    expect(quiet?.textContent).toMatch(/quiet.*it holds.*20 %/s);
  });

  it('of several answers shows each by its name, beside what is true of it', async () => {
    fake.answers['predictions.rows'] = () => ({
      predictions: [
        {
          label: null,
          probabilities: [],
          numbers: [],
          heads: [
            {
              name: 'town',
              answers: 'class',
              label: 'Bonn',
              probabilities: [
                { label: 'Bonn', probability: 0.9 },
                { label: 'Ulm', probability: 0.1 },
              ],
              numbers: [],
            },
            { name: 'price (EUR)', answers: 'numbers', label: null, probabilities: [], numbers: [{ name: 'price (EUR)', value: 160_000 }] },
          ],
          milliseconds: 1,
        },
      ],
    });
    await show(fakeHeads());
    expect(said()).toBe('town: Bonn, 90 % sure; price (EUR) 160,000');
    expect(
      within(answer())
        .getAllByRole('heading')
        .map(({ textContent }) => textContent),
    ).toEqual(['Bonn', '160,000 EUR']);
    expect(answer().textContent).toMatch(/town.*Bonn.*it is Ulm.*price \(EUR\).*it is 150,000 EUR: 10,000 off/s);
    expect(asked()).toEqual([{ rooms: 4 }]);
  });

  it('says why there is no answer, and asks again', async () => {
    fake.answers['predictions.rows'] = () => ({
      ok: false,
      error: { code: 'cell-unreadable', message: '"rooms" must be a number; got "".', remedy: 'Mend it.' },
    });
    render(TryRowInFrame, { run: fakeRun(), dataset: fakeTable() });
    await screen.findByText(/must be a number/);
    fake.answers['predictions.rows'] = () => ({
      predictions: [{ label: null, probabilities: [], numbers: [{ name: 'price (EUR)', value: 1 }], heads: [], milliseconds: 1 }],
    });
    await fireEvent.click(screen.getByRole('button', { name: /again/i }));
    await waitFor(() => expect(said()).toBe('price (EUR) 1.000'));
  });
});
