import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeClient } from '../../helpers/fake-client.ts';
import { fakeProject } from '../../helpers/fake-objects.ts';

vi.mock('#renderer/client.ts', () => ({
  client: new FakeClient({
    'projects.list': () => ({ projects: [fakeProject({ id: 4, name: 'Flowers of the Alps' })] }),
    'datasets.list': () => ({ datasets: [] }),
    'models.list': () => ({ models: [] }),
    'jobs.list': () => ({ jobs: [] }),
  }),
}));
const { commands } = await import('#renderer/frame/commands.svelte.ts');
const { frame } = await import('#renderer/frame/frame.svelte.ts');
const { router } = await import('#renderer/frame/router.svelte.ts');
const { default: Palette } = await import('#renderer/frame/Palette.svelte');

let leave = (): void => {};
afterEach(() => {
  leave();
  frame.show(null);
});

async function open(search: string): Promise<HTMLElement[]> {
  render(Palette);
  frame.show('palette');
  const field = await screen.findByRole('combobox');
  await fireEvent.input(field, { target: { value: search } });
  return waitFor(() => {
    const found = screen.getAllByRole('option').filter((option) => option.getAttribute('aria-disabled') !== 'true');
    if (found.length === 0) throw new Error('nothing found yet');
    return found;
  });
}

describe('the palette', () => {
  it('finds a command by a word of its and runs it', async () => {
    const run = vi.fn();
    leave = commands.add([{ id: 'test.tidy', title: 'Tidy the canvas', group: 'Build', keywords: ['layout'], run }]);
    const [first] = await open('layout');
    expect(first?.textContent).toContain('Tidy the canvas');
    if (first) await fireEvent.click(first);
    await waitFor(() => expect(run).toHaveBeenCalledOnce());
    expect(frame.layer).toBeNull();
  });

  it('finds an object and goes there', async () => {
    const [first] = await open('alps');
    expect(first?.textContent).toContain('Flowers of the Alps');
    if (first) await fireEvent.click(first);
    expect(router.at.project).toBe(4);
  });

  it('finds a term and explains it', async () => {
    const [first] = await open('epoch');
    expect(first?.textContent).toContain('Epoch');
    if (first) await fireEvent.click(first);
    expect(frame.term?.title).toBe('Epoch');
    frame.explain(null);
  });

  it('shows a command that cannot be run with its reason, and does not run it', async () => {
    const run = vi.fn();
    leave = commands.add([{ id: 'test.train', title: 'Train now', group: 'Train', reason: 'No data yet', run }]);
    render(Palette);
    frame.show('palette');
    const option = await screen.findByText('Train now');
    expect(screen.getByText('No data yet')).toBeTruthy();
    await fireEvent.click(option);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(run).not.toHaveBeenCalled();
  });
});
