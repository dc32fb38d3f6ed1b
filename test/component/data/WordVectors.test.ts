import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';

const chosen = vi.hoisted(() => ({ file: null as string | null }));
vi.mock('#renderer/frame/choose-folder.ts', () => ({ chooseDataFile: async () => chosen.file }));
const { default: WordVectors } = await import('./WordVectorsInFrame.svelte');

const vectors = { file: '/vectors/glove.6B.100d.txt', dimension: 100, words: 0.42, occurrences: 0.9, lines: 400_000 };

describe('word vectors of texts', () => {
  it('are told with what they cover, and what to do with them', () => {
    render(WordVectors, { vectors, onchoose: () => undefined });
    expect(screen.getByText('glove.6B.100d.txt').title).toBe(vectors.file);
    expect(screen.getByText('42.0 %')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Use them in Build' })).toBeTruthy();
  });
  it('are read from the file that is chosen, and from none where the choice is given up', async () => {
    const onchoose = vi.fn();
    render(WordVectors, { vectors: null, onchoose });
    const choose = screen.getByRole('button', { name: 'Choose a file…' });
    await fireEvent.click(choose);
    expect(onchoose).not.toHaveBeenCalled();
    chosen.file = '/vectors/cc.en.300.vec';
    await fireEvent.click(choose);
    await vi.waitFor(() => expect(onchoose).toHaveBeenCalledExactlyOnceWith('/vectors/cc.en.300.vec'));
  });
  it('can be left out again', async () => {
    const onchoose = vi.fn();
    render(WordVectors, { vectors, onchoose });
    await fireEvent.click(screen.getByRole('button', { name: 'None' }));
    expect(onchoose).toHaveBeenCalledExactlyOnceWith(null);
  });
  it('are not chosen while the texts are prepared, and the button says why', () => {
    render(WordVectors, { vectors: null, reason: 'The texts are being prepared', onchoose: () => undefined });
    expect(screen.getByRole('button', { name: /Choose a file/ }).getAttribute('aria-disabled')).toBe('true');
  });
});
