import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { TableLook } from '#app/contract/tables.ts';
import { TableSettings } from '#renderer/features/data/tables/table-settings.svelte.ts';
import { fakeTableLook } from '../../../helpers/fake-data.ts';
import TableFormInFrame from './TableFormInFrame.svelte';

function show(change: Partial<TableLook> = {}, kind: 'tables' | 'series' = 'tables') {
  const look = fakeTableLook(change);
  const settings = new TableSettings(look, kind);
  const onread = vi.fn();
  render(TableFormInFrame, { look, settings, onread });
  return { settings, onread };
}
const hostile = '<img src=x onerror=alert(1)>';
const rowOf = (name: string) => {
  const row = within(screen.getByRole('table', { name: 'Columns' }))
    .getAllByRole('row')
    .find((one) => within(one).queryByText(name));
  if (row === undefined) throw new Error(`${name} is listed`);
  return row;
};

describe('what was found in a table', () => {
  it('says how much it is, how it is written, and what is learned', () => {
    show();
    expect(screen.getByRole('heading', { name: '60 rows' })).toBeTruthy();
    expect(screen.getByText(/A table, UTF-8, 5 columns, 4.0 kB/)).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /price\s*learned/ })).toBeTruthy();
    expect(within(rowOf('price')).getByText('what is learned; it does not go in')).toBeTruthy();
    expect(within(rowOf('area')).getByText('60 different, 5 % missing')).toBeTruthy();
  });

  it('tells of every problem and every skipped row', async () => {
    show({
      skipped: [{ place: 17, column: null, reason: 'a row must have 5 cells; got 2' }],
      problems: [{ column: 'area', message: '"area" may be anything.', remedy: 'Say what it is.' }],
    });
    expect(screen.getByRole('note').textContent).toContain('"area" may be anything. Say what it is.');
    await fireEvent.click(screen.getByRole('button', { name: '1 will be skipped' }));
    expect(screen.getByRole('list', { name: 'Skipped rows and why' }).textContent).toContain('a row must have 5 cells; got 2');
  });

  it('shows names and cells as text, whatever they hold', () => {
    const { columns } = fakeTableLook();
    show({
      columns: columns.map((column) => (column.name === 'district' ? { ...column, name: hostile } : column)),
      preview: [{ line: 2, cells: [hostile, '95', hostile, 'yes', '1'] }],
    });
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByText(hostile).length).toBeGreaterThan(2);
  });

  it('asks for windows and what is known ahead of series alone', async () => {
    const { settings } = show({ rows: { count: 600, exact: true } }, 'series');
    expect(screen.getByRole('spinbutton', { name: 'Window' })).toBeTruthy();
    expect(within(rowOf('sold on')).getByText('time')).toBeTruthy();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'garden is known ahead' }));
    expect(settings.preparation.series?.knownAhead).toEqual(['garden']);
    expect(screen.queryByRole('checkbox', { name: 'area is known ahead' })).toBeNull();
    expect(screen.queryByRole('spinbutton', { name: 'Seed' })).toBeNull();
  });

  it('says why it cannot begin, and which column may tell rows of one time apart', async () => {
    const { columns } = fakeTableLook();
    const { settings } = show(
      { columns: columns.map((column) => (column.name === 'sold on' ? { ...column, distinct: 30 } : column)) },
      'series',
    );
    const [doubled] = screen.getAllByRole('note');
    expect(doubled?.textContent).toContain('A series must have each time once; 30 of the 60 rows looked at have one that another row has.');
    await fireEvent.click(screen.getByRole('button', { name: 'Use district as key' }));
    expect(settings.preparation.series?.key).toBe('district');
    expect(screen.queryByRole('note')).toBeNull();
    settings.preparation.set({ key: null, window: 100 });
    await screen.findByText(/^Such windows need 127 rows or more; got 60/);
  });

  it('knows no windows of a table', () => {
    show();
    expect(screen.queryByRole('spinbutton', { name: 'Window' })).toBeNull();
    expect(screen.queryByRole('checkbox', { name: 'garden is known ahead' })).toBeNull();
    expect(screen.getByRole('spinbutton', { name: 'Seed' })).toBeTruthy();
  });
});
