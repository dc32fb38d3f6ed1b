import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { textPreprocessing } from '#app/data/texts/preprocessing.ts';
import ClassList from '#renderer/features/data/ClassList.svelte';
import { fakeTexts } from '../../helpers/fake-data.ts';

const tagged = fakeTexts({
  items: 60,
  classes: [
    { name: 'DET', items: 120, train: 96, validation: 12, test: 12 },
    { name: 'NOUN', items: 130, train: 104, validation: 13, test: 13 },
    { name: 'ADV', items: 2, train: 2, validation: 0, test: 0 },
  ],
  preprocessing: textPreprocessing.parse({ kind: 'texts', answers: 'tags' }),
});

describe('the classes of a dataset', () => {
  it('filter where each item has one', async () => {
    render(ClassList, { dataset: fakeTexts(), chosen: null });
    const [all, negative] = within(screen.getByRole('list', { name: 'Classes' })).getAllByRole('button');
    expect(all?.getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(negative ?? expect.fail());
    expect(negative?.getAttribute('aria-pressed')).toBe('true');
    expect(screen.getByText(/give the chosen texts another class/)).toBeTruthy();
  });

  it('are tags with their words where words have them, and choose nothing', () => {
    render(ClassList, { dataset: tagged, chosen: null });
    const list = screen.getByRole('list', { name: 'Tags, with their words' });
    expect(
      within(list)
        .getAllByRole('listitem')
        .map((row) => row.textContent?.replace(/\s+/g, ' ').trim()),
    ).toEqual(['All tags252 words', 'DET 120', 'NOUN 130', 'ADV 2']);
    expect(within(list).queryByRole('button')).toBeNull();
    expect(screen.queryByText(/another class/)).toBeNull();
  });

  it('are rare by their share of the words, not of the sentences', () => {
    render(ClassList, { dataset: tagged, chosen: null });
    const [rare, ...others] = screen.getAllByLabelText('rare');
    expect(others).toEqual([]);
    expect(rare?.closest('li')?.textContent).toContain('ADV');
  });
});
