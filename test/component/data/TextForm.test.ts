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
      'Line 17 a row must have 3 cells; got 2',
      'Line 40 review: it is empty',
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

  it('of one class alone takes another column, or learns what comes next, in one click', async () => {
    const { settings, onread } = show({ classes: [{ name: 'same', items: 60 }] });
    const note = screen.getByRole('note');
    expect(note.textContent).toContain('There must be 2 classes or more; got 1 in "mood".');
    await fireEvent.click(within(note).getByRole('button', { name: 'Take "stars"' }));
    expect(settings.of('label')).toBe('stars');
    expect(onread).toHaveBeenCalled();
    await fireEvent.click(within(screen.getByRole('note')).getByRole('button', { name: 'Learn what comes next' }));
    expect(settings.problem).toBeUndefined();
    expect(screen.queryByRole('note')).toBeNull();
  });

  it('shows each problem with its remedy', () => {
    show({ problems: [{ column: null, message: 'A file should be UTF-8.', remedy: 'Look at the letters.' }] });
    expect(screen.getByRole('note').textContent).toMatch(/A file should be UTF-8\.\s*Look at the letters\./);
  });

  it('offers what the file can teach, and says of the rest why not', async () => {
    const { settings } = show();
    expect(screen.getByRole('radio', { name: 'One class for the whole text' }).getAttribute('aria-checked')).toBe('true');
    const tags = screen.getByRole<HTMLButtonElement>('radio', { name: 'A tag for each word' });
    expect(tags.disabled).toBe(true);
    expect(document.getElementById(tags.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Not from this: needs a word and its tag on each line',
    );
    await fireEvent.click(screen.getByRole('radio', { name: 'What comes next, to write texts' }));
    expect(settings.answers).toBe('next');
    expect(screen.queryByRole('region', { name: 'Classes' })).toBeNull();
    expect(screen.queryByRole('columnheader', { name: /mood\s*label/ })).toBeNull();
  });

  it('draws the first text of the file through the network, with its class at the end', () => {
    show();
    expect(screen.getByRole('img', { name: '3 timesteps of this text through LSTM: one answer at the end, good.' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: /Many to one/ })).toBeTruthy();
  });

  it('of tagged words names the columns, the tags without switches, and each word with its tag', () => {
    const { settings } = show({
      kind: 'tagged',
      dialect: null,
      columns: ['token', 'tag'].map((name) => ({ name, type: 'text' as const, distinct: 9, missing: 0, meanLength: 4 })),
      preview: [
        { place: 1, cells: ['The', 'DET'] },
        { place: 2, cells: ['cat', 'NOUN'] },
        { place: 4, cells: ['Next', 'ADV'] },
      ],
      suggested: { text: null, label: null, token: 'token', tag: 'tag' },
      classes: [
        { name: 'DET', items: 100 },
        { name: 'NOUN', items: 1 },
      ],
    });
    expect(screen.getByRole('heading', { name: '60 sentences' })).toBeTruthy();
    expect(screen.getByRole('columnheader', { name: /token\s*word/ })).toBeTruthy();
    const tags = screen.getByRole('region', { name: 'Tags' });
    expect(within(tags).getAllByRole('listitem')).toHaveLength(2);
    expect(within(tags).queryByRole('switch')).toBeNull();
    // An empty line ends the sentence: what stands below it is another.
    expect(screen.getByRole('img', { name: /: an answer at each step: The → DET, cat → NOUN\.$/ })).toBeTruthy();
    expect(settings.problem).toBeUndefined();
  });

  it('of one long text asks for its pieces, and offers no classes', async () => {
    const { settings, onread } = show({
      kind: 'long-text',
      dialect: null,
      columns: [{ name: 'text', type: 'text', distinct: 9, missing: 0, meanLength: 40 }],
      preview: [{ place: 1, cells: ['Hi'] }],
      classes: [],
      suggested: { text: 'text', label: null, token: null, tag: null },
      pieces: { by: 'line', mostCharacters: 200 },
    });
    expect(screen.queryByRole('note')).toBeNull();
    expect(screen.queryByRole('region', { name: 'Classes' })).toBeNull();
    expect(screen.getByRole('img', { name: /<start> → H, H → i, i → <end>/ })).toBeTruthy();
    const most = screen.getByRole('spinbutton', { name: 'At most' });
    await fireEvent.input(most, { target: { value: '50' } });
    await fireEvent.keyDown(most, { key: 'Enter' });
    expect(settings.columns).toEqual({ pieces: { by: 'line', mostCharacters: 50 } });
    expect(onread).toHaveBeenCalled();
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
      problems: [{ column: null, message: hostile, remedy: hostile }],
    });
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByText(hostile).length).toBeGreaterThan(2);
  });
});
