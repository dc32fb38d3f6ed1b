import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { TextLook } from '#app/contract/texts.ts';
import { TextSettings } from '#renderer/features/data/texts/text-settings.svelte.ts';
import { fakeTextLook } from '../../helpers/fake-data.ts';
import TextFormInFrame from './TextFormInFrame.svelte';

function show(change: Partial<TextLook> = {}) {
  const look = fakeTextLook(change);
  const settings = new TextSettings(look);
  const onread = vi.fn();
  render(TextFormInFrame, { look, settings, onread });
  return { settings, onread };
}
const hostile = '<img src=x onerror=alert(1)>';

describe('what was found in a file of texts', () => {
  it('says how much it is, how it is written, and which columns are taken', () => {
    show();
    expect(screen.getByRole('heading', { name: '60 rows' })).toBeTruthy();
    expect(screen.getByText(/A table, UTF-8, 4.0 kB/)).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /review\s*text/ })).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /mood\s*label/ })).toBeTruthy();
  });

  it('gives each class with its count, and leaves out the one that is switched off', async () => {
    const { settings } = show();
    const classes = screen.getByRole('region', { name: 'Classes' });
    const rows = within(classes).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.replace(/\s+/g, ' ').trim())).toEqual(['good 31', 'bad 29']);
    await fireEvent.click(within(classes).getByRole('switch', { name: 'bad' }));
    expect([...settings.without]).toEqual(['bad']);
  });

  it('lists what will be skipped, each row with its reason', async () => {
    show({
      skipped: [
        { place: 17, column: null, reason: 'a row must have 3 cells; got 2' },
        { place: 40, column: 'review', reason: 'it is empty' },
      ],
    });
    expect(screen.queryByRole('list', { name: 'Skipped rows and why' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: '2 will be skipped' }));
    const rows = within(screen.getByRole('list', { name: 'Skipped rows and why' })).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
      'line 17 a row must have 3 cells; got 2',
      'line 40 review: it is empty',
    ]);
  });

  it('mends a class that is too small in one click', async () => {
    const { settings } = show({
      classes: [
        { name: 'good', items: 30 },
        { name: 'bad', items: 29 },
        { name: 'godo', items: 1 },
      ],
    });
    await fireEvent.click(within(screen.getByRole('note')).getByRole('button', { name: 'Leave out' }));
    expect(settings.problem).toBeUndefined();
    expect(screen.queryByRole('note')).toBeNull();
  });

  it('shows each problem with its remedy', () => {
    show({ problems: [{ message: 'Every row must have a text.', remedy: 'They are skipped.' }] });
    expect(screen.getByRole('note').textContent).toMatch(/Every row must have a text\.\s*They are skipped\./);
  });

  it('says that one long text has no labels, and offers no classes and no parts', () => {
    show({ kind: 'long-text', dialect: null, classes: [], suggested: { text: 'text', label: null, token: null, tag: null } });
    expect(screen.getByRole('note').textContent).toContain('Each text must have a label; one long text has none');
    expect(screen.queryByRole('region', { name: 'Classes' })).toBeNull();
    expect(screen.queryByRole('spinbutton', { name: 'Seed' })).toBeNull();
  });

  it('looks again when the file is to be read otherwise', async () => {
    const { settings, onread } = show();
    await fireEvent.click(screen.getByRole('button', { name: /How the file is read/ }));
    await fireEvent.click(await screen.findByRole('switch', { name: 'The first row names the columns' }));
    expect(settings.shape).toEqual({ header: false });
    expect(onread).toHaveBeenCalledOnce();
  });

  it('shows what is in the file as text, whatever it holds', () => {
    show({
      columns: [
        { name: hostile, type: 'text', distinct: 60, missing: 0, meanLength: 40 },
        { name: 'mood', type: 'text', distinct: 2, missing: 0, meanLength: 4 },
      ],
      suggested: { text: hostile, label: 'mood', token: null, tag: null },
      classes: [
        { name: hostile, items: 31 },
        { name: 'bad', items: 29 },
      ],
      preview: [{ place: 2, cells: [hostile, hostile] }],
      problems: [{ message: hostile, remedy: hostile }],
    });
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByText(hostile).length).toBeGreaterThan(2);
  });
});
